"""The text of a remediation: each edit with its line, the verdict with it, and what else it changes."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.access.remediation.impact import Impact
from sandbox.access.remediation.search import Remediation

_EXAMPLES = 3
"""Changes of an edit that are named; the others are counted."""


def remediation_text(offered: Remediation | None) -> Iterator[str]:
    """Yield the lines of a remediation, or that there is none."""
    if offered is None:
        yield "no edit of a statement changes this"
        return
    for edit in offered.edits:
        yield f"smallest edit: {edit.description}  {edit.where or ''}".rstrip()
    verdict = offered.verdict
    by = "" if verdict.allowed else f" by {verdict.layer.value}"
    yield f"  with it: {verdict.decision.value.replace('_', ' ')}{by}; {_impact(offered.impact)}"


def _impact(impact: Impact) -> str:
    if not impact.size:
        return "nothing else changes"
    more = "" if impact.complete else "at least "
    return "; ".join(
        f"it also {verb} {more}{len(changes)} more"
        f" ({', '.join(changes[:_EXAMPLES])}{', ...' if len(changes) > _EXAMPLES else ''})"
        for verb, changes in (("allows", impact.allowed), ("denies", impact.denied))
        if changes
    )
