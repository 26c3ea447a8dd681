"""The smallest edit that changes a verdict, tried before it is offered."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.access.guards import silent_guards
from sandbox.access.query import Finding, Question
from sandbox.access.remediation.denials import tightenings
from sandbox.access.remediation.edit import Edit
from sandbox.access.remediation.grants import loosenings
from sandbox.access.remediation.impact import Impact, impact
from sandbox.iam import Decision, Evaluator, Verdict

_MEASURED = 4
"""Candidates whose impact is measured: the smallest that work."""
_STEPS = 4
"""Layers that may have to be mended, one edit each."""


@dataclass(frozen=True)
class Mend:
    """Edits that together give the verdict wanted, that verdict, and what else they change."""

    edits: tuple[Edit, ...]
    verdict: Verdict
    impact: Impact


def mend(evaluator: Evaluator, finding: Finding) -> Mend | None:
    """The smallest mend of a finding; None where none of the known edits helps: none attaches a boundary."""
    if finding.unbound:
        return None
    if finding.allowed or finding.guard:
        return _tightened(evaluator, finding)
    return _loosened(evaluator, finding.question)


def _tightened(evaluator: Evaluator, finding: Finding) -> Mend | None:
    working: list[tuple[Edit, Evaluator, Verdict]] = []
    for edit in tightenings(finding.ledger, finding.guard):
        after = evaluator.of(edit.applied(evaluator.world))
        verdict = finding.question.decide(after)
        guards = (finding.guard,) if finding.guard else ()
        if not verdict.allowed and not any(silent_guards(*finding.question.put(after), guards)):
            working.append((edit, after, verdict))
    return _best(evaluator, finding.question, working)


def _loosened(evaluator: Evaluator, question: Question) -> Mend | None:
    """One edit where one will do, else one a layer, each of which takes a layer out of the way."""
    steps: tuple[Edit, ...] = ()
    now = evaluator
    for _ in range(_STEPS):
        ledger = question.explain(now)
        tried = [(edit, now.of(edit.applied(now.world))) for edit in loosenings(ledger)]
        answered = [(edit, after, question.decide(after)) for edit, after in tried]
        working = [(edit, after, verdict) for edit, after, verdict in answered if verdict.decision is Decision.ALLOW]
        if working:
            return _best(evaluator, question, working, steps)
        blocked = len(ledger.verdict.blocked_by)
        nearer = [(edit, after) for edit, after, verdict in answered if len(verdict.blocked_by) < blocked]
        if not nearer:
            return None
        edit, now = min(nearer, key=lambda pair: pair[0].size)
        steps = (*steps, edit)
    return None


def _best(
    evaluator: Evaluator,
    question: Question,
    working: list[tuple[Edit, Evaluator, Verdict]],
    before: tuple[Edit, ...] = (),
) -> Mend | None:
    """Few words written, and little else changed: an edit that locks out a whole estate is not small."""
    smallest = sorted(working, key=lambda one: one[0].size)
    measured = smallest[:_MEASURED] + [one for one in smallest[_MEASURED:] if one[0].added][:1]
    mends = [
        Mend((*before, edit), verdict, impact(evaluator, after, (*before, edit), question))
        for edit, after, verdict in measured
    ]
    return min(mends, key=lambda one: one.edits[-1].size + one.impact.size, default=None)
