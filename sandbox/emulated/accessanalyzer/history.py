"""The findings of an analyzer after an analysis: new, still there, resolved and found again. Pure.

Reference: IAM user guide, access-analyzer-findings-view and access-analyzer-archive-rules (a rule archives
new findings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.emulated.accessanalyzer.criteria import matches
from sandbox.emulated.accessanalyzer.model import ACTIVE, ARCHIVED, RESOLVED, ArchiveRule, Finding, Observation


def updated(
    known: Mapping[str, Finding], observed: Iterable[Observation], rules: Iterable[ArchiveRule], now: datetime
) -> dict[str, Finding]:
    """Return the findings after an analysis.

    Args:
        known: The findings before it, by id.
        observed: What it found.
        rules: The analyzer's archive rules.
        now: The time of the analysis.

    """
    listed = tuple(rules)
    current = {one.id: one for one in observed}
    found: dict[str, Finding] = {}
    for id_, finding in known.items():
        if id_ in current:
            found[id_] = _still(finding, current[id_], listed, now)
        elif finding.status == RESOLVED:
            found[id_] = finding
        else:
            found[id_] = replace(finding, status=RESOLVED, analyzed_at=now, updated_at=now)
    for id_, one in current.items():
        if id_ not in known:
            found[id_] = archived(Finding(one, ACTIVE, now, now, now), listed)
    return found


def archived(finding: Finding, rules: Iterable[ArchiveRule]) -> Finding:
    """Return an active finding, archived where a rule matches it."""
    matching = finding.status == ACTIVE and any(matches(rule.filter, finding.attributes()) for rule in rules)
    return replace(finding, status=ARCHIVED) if matching else finding


def _still(finding: Finding, observed: Observation, rules: tuple[ArchiveRule, ...], now: datetime) -> Finding:
    if finding.status == RESOLVED:
        again = replace(finding, observed=observed, status=ACTIVE, analyzed_at=now, updated_at=now)
        return archived(again, rules)
    changed = now if observed != finding.observed else finding.updated_at
    return replace(finding, observed=observed, analyzed_at=now, updated_at=changed)
