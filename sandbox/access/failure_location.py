"""The one line of the program that a failed assertion is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sandbox.access.expected_denial import ExpectedDenial, applying_policies, origin_of
from sandbox.access.missing_boundary import required_of
from sandbox.access.missing_denial import missing_at
from sandbox.access.query import Counterexample
from sandbox.access.remediation.denials import near_misses
from sandbox.access.remediation.edit import editable
from sandbox.access.remediation.search import Remediation
from sandbox.iam import EvaluationTrace, Evaluator, Layer, Origin, Snapshot, StatementTrace

_GRANTING = (Layer.TRUST, Layer.RESOURCE, Layer.ENDPOINT, Layer.IDENTITY)
"""Layers that grant, the most specific first: a trust or resource policy names its principals."""


def failure_location(
    evaluator: Evaluator,
    found: Counterexample,
    principals: Sequence[str | None],
    remediation: Callable[[], Remediation | None],
) -> Origin | None:
    """Return the line to look at.

    For a denied request, the statement that denies; for an allowed one, the program's statement that allows it. For an
    expected denial: the statement that it names, or the nearest one where it names a policy alone; the policy's
    document where it lacks the statement; what attaches or carries the policy where it does not apply. For a missing
    boundary: the role or user that lacks it. Else where the remediation is; else where the caller or its account is
    created.

    Args:
        evaluator: The evaluator of the assertion.
        found: The counterexample.
        principals: All principals of the assertion.
        remediation: Searches for the smallest edit; called only where no nearer line is known, for it takes long.

    """
    if found.without_boundary and found.without_boundary.origin:
        return found.without_boundary.origin
    if found.expected_denial is not None:
        location = _of_expected_denial(evaluator.snapshot, found.trace, found.expected_denial, principals)
        return location or _creation(evaluator, found)
    known = _of_grant(found.trace) if found.allowed else _of_denial(evaluator.snapshot, found.trace)
    if known:
        return known
    offered = remediation()
    edited = next((edit.where for edit in offered.edits if edit.where), None) if offered else None
    return edited or _creation(evaluator, found)


def _of_expected_denial(
    snapshot: Snapshot, trace: EvaluationTrace, expected: ExpectedDenial, principals: Sequence[str | None]
) -> Origin | None:
    if not applying_policies(trace, expected):
        return missing_at(snapshot, trace, expected, principals)
    near = [] if expected.sid else near_misses(trace, expected)
    return _origin(near[0]) if near else origin_of(trace, expected)


def _of_denial(snapshot: Snapshot, trace: EvaluationTrace) -> Origin | None:
    """Return the role or user that lacks the boundary that a statement requires, else the statement that denies."""
    lacking = required_of(snapshot, trace)
    if lacking and lacking.origin:
        return lacking.origin
    written = (entry for entry in trace.deciding if editable(entry.policy))
    return next((origin for origin in map(_origin, written) if origin), None)


def _origin(entry: StatementTrace) -> Origin | None:
    return entry.policy.where(entry.statement.index)


def _of_grant(trace: EvaluationTrace) -> Origin | None:
    grants = [e for e in trace.entries if e.matched and not e.statement.deny and editable(e.policy)]
    ordered = [entry for layer in _GRANTING for entry in grants if entry.layer is layer]
    return next((origin for origin in map(_origin, ordered) if origin), None)


def _creation(evaluator: Evaluator, found: Counterexample) -> Origin | None:
    caller = evaluator.caller(found.query.principal)
    if caller and caller.origin:
        return caller.origin
    account = evaluator.snapshot.accounts.get(found.trace.request.principal.account or "")
    return account.origin if account else None
