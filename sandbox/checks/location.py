"""The one line of the program that a failure is about."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.checks.edit import editable
from sandbox.checks.guards import guard_in
from sandbox.checks.question import Finding
from sandbox.checks.smallest import Mend
from sandbox.checks.tightening import near_misses
from sandbox.iam import Entry, Evaluator, Origin


def location(evaluator: Evaluator, finding: Finding, mended: Callable[[], Mend | None]) -> Origin | None:
    """Where somebody has to look.

    For a refusal, the statement that refuses. For a request that goes through: the statement of its guard that came
    nearest to refusing it; without a guard, where the smallest edit is. Else where the caller or account is made.
    """
    if not finding.allowed and finding.guard is None:
        written = [e for e in finding.ledger.deciding if editable(e.policy)]
        first = next((place for place in map(_where, written) if place), None)
        if first:
            return first
    if finding.guard is not None:
        near = near_misses(finding.ledger, finding.guard)
        policy = guard_in(finding.ledger, finding.guard)
        guarded = _where(near[0]) if near else policy.origin if policy else None
        if guarded:
            return guarded
    offered = mended()  # a search: only where nothing nearer is known
    edited = next((edit.where for edit in offered.edits if edit.where), None) if offered else None
    return edited or _maker(evaluator, finding)


def _where(entry: Entry) -> Origin | None:
    return entry.policy.where(entry.statement.index)


def _maker(evaluator: Evaluator, finding: Finding) -> Origin | None:
    principal = finding.ledger.request.principal
    world = evaluator.world
    for caller in world.callers.values():
        if (caller.account, caller.name) == (principal.account, principal.name) and caller.origin:
            return caller.origin
    account = world.accounts.get(principal.account or "")
    return account.origin if account else None
