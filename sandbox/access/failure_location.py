"""The one line of the program that a failure is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sandbox.access.guards import Guard, bearing_policies, line_of
from sandbox.access.missing_boundary import asked_for
from sandbox.access.missing_guard import missed_at
from sandbox.access.query import Finding
from sandbox.access.remediation.denials import near_misses
from sandbox.access.remediation.edit import editable
from sandbox.access.remediation.search import Mend
from sandbox.iam import EvaluationTrace, Evaluator, Layer, Origin, Snapshot, StatementTrace

_GRANTING = (Layer.TRUST, Layer.RESOURCE, Layer.ENDPOINT, Layer.IDENTITY)


def location(
    evaluator: Evaluator, finding: Finding, crowd: Sequence[str | None], mended: Callable[[], Mend | None]
) -> Origin | None:
    """Where somebody has to look; `crowd` is all whom the sentence is about.

    For a refusal, the statement that refuses; for a request that goes through, the program's that grants it. For a
    guard that is silent: the statement that it names; the one that came nearest where it names a policy alone; the
    policy's document where the statement is gone; what attaches the policy, or carries it, where that is gone. For a
    boundary that is gone: who has lost it. Where none of these is known, where the smallest edit is; else where the
    caller or account is made.
    """
    if finding.unbound and finding.unbound.origin:
        return finding.unbound.origin
    if finding.guard is not None:
        return _guarding(evaluator.world, finding.ledger, finding.guard, crowd) or _maker(evaluator, finding)
    known = _granted(finding.ledger) if finding.allowed else _refused(evaluator.world, finding.ledger)
    if known:
        return known
    offered = mended()  # a search: only where nothing nearer is known
    edited = next((edit.where for edit in offered.edits if edit.where), None) if offered else None
    return edited or _maker(evaluator, finding)


def _guarding(world: Snapshot, ledger: EvaluationTrace, guard: Guard, crowd: Sequence[str | None]) -> Origin | None:
    """Where the guard is written, or else where it would be."""
    if not bearing_policies(ledger, guard):
        return missed_at(world, ledger, guard, crowd)
    near = [] if guard.sid else near_misses(ledger, guard)
    return _where(near[0]) if near else line_of(ledger, guard)


def _refused(world: Snapshot, ledger: EvaluationTrace) -> Origin | None:
    """Who lost the boundary that is asked for, else what asks."""
    lost = asked_for(world, ledger)
    if lost and lost.origin:
        return lost.origin
    written = (entry for entry in ledger.deciding if editable(entry.policy))
    return next((place for place in map(_where, written) if place), None)


def _where(entry: StatementTrace) -> Origin | None:
    return entry.policy.where(entry.statement.index)


def _granted(ledger: EvaluationTrace) -> Origin | None:
    """A trust or a resource's policy opens a door; what a caller may do everywhere is said elsewhere."""
    grants = [e for e in ledger.entries if e.matched and not e.statement.deny and editable(e.policy)]
    said = [entry for layer in _GRANTING for entry in grants if entry.layer is layer]
    return next((place for place in map(_where, said) if place), None)


def _maker(evaluator: Evaluator, finding: Finding) -> Origin | None:
    principal = finding.ledger.request.principal
    world = evaluator.world
    for caller in world.callers.values():
        if (caller.account, caller.name) == (principal.account, principal.name) and caller.origin:
            return caller.origin
    account = world.accounts.get(principal.account or "")
    return account.origin if account else None
