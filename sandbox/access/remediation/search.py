"""The search for the smallest edit that changes a verdict; each edit is evaluated before it is offered."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.access.expected_denial import not_denying
from sandbox.access.query import Counterexample, Query
from sandbox.access.remediation.denials import denial_edits
from sandbox.access.remediation.edit import Edit
from sandbox.access.remediation.grants import grant_edits
from sandbox.access.remediation.impact import Impact, impact
from sandbox.iam import Decision, Evaluator, Verdict

_MEASURED = 4
"""Edits whose impact is measured, the smallest that work: each takes a diff of two snapshots."""
_STEPS = 4
"""Edits of one remediation, one for each layer: identity, resource or trust, SCP, boundary."""
_MOST_CHANGES = 1000
"""Changes that are counted: an edit with more is never small, and the number is not read."""


@dataclass(frozen=True)
class Remediation:
    """Edits that together give the wanted verdict, that verdict, and what else they change."""

    edits: tuple[Edit, ...]
    verdict: Verdict
    impact: Impact


type Working = tuple[Edit, Evaluator, Verdict]
"""An edit that gives the wanted verdict, the evaluator of the snapshot after it, and the verdict."""


def find_remediation(evaluator: Evaluator, found: Counterexample) -> Remediation | None:
    """Return the smallest remediation of a counterexample.

    Args:
        evaluator: Evaluates the snapshot of the counterexample.
        found: The counterexample.

    Returns:
        None where no known edit helps; no edit attaches a permissions boundary.

    """
    if found.without_boundary:
        return None
    if found.allowed or found.expected_denial:
        return _denied(evaluator, found)
    return _allowed(evaluator, found.query)


def _denied(evaluator: Evaluator, found: Counterexample) -> Remediation | None:
    working: list[Working] = []
    expected = (found.expected_denial,) if found.expected_denial else ()
    for edit in denial_edits(found.trace, found.expected_denial):
        after = evaluator.of(edit.applied(evaluator.snapshot))
        verdict = found.query.decide(after)
        if not verdict.allowed and not any(not_denying(*found.query.resolve(after), expected)):
            working.append((edit, after, verdict))
    return _smallest(evaluator, found.query, working)


def _allowed(evaluator: Evaluator, query: Query) -> Remediation | None:
    """Return one edit where one is enough, else one for each layer that does not allow the request."""
    steps: tuple[Edit, ...] = ()
    now = evaluator
    for _ in range(_STEPS):
        trace = query.explain(now)
        tried = [(edit, now.of(edit.applied(now.snapshot))) for edit in grant_edits(trace)]
        decided = [(edit, after, query.decide(after)) for edit, after in tried]
        working = [one for one in decided if one[2].decision is Decision.ALLOW]
        if working:
            return _smallest(evaluator, query, working, steps)
        blocked = len(trace.verdict.blocked_by)
        nearer = [(edit, after) for edit, after, verdict in decided if len(verdict.blocked_by) < blocked]
        if not nearer:
            return None
        edit, now = min(nearer, key=lambda pair: pair[0].size)
        steps = (*steps, edit)
    return None


def _smallest(
    evaluator: Evaluator, query: Query, working: list[Working], steps: tuple[Edit, ...] = ()
) -> Remediation | None:
    """Return the edit that writes little and changes little else.

    An edit that is larger than the best one so far cannot win, so its impact is counted only up to that.
    """
    ordered = sorted(working, key=lambda one: one[0].size)
    measured = ordered[:_MEASURED] + [one for one in ordered[_MEASURED:] if one[0].added][:1]
    best: Remediation | None = None
    smallest = 0
    for edit, after, verdict in measured:
        limit = _MOST_CHANGES if best is None else smallest - edit.size - 1
        if limit < 0:
            continue
        changed = impact(evaluator, after, query, limit)
        if best is None or changed.complete:
            best, smallest = Remediation((*steps, edit), verdict, changed), edit.size + changed.size
    return best
