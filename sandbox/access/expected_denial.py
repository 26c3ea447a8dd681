"""Expected denials: the policies and statements that a policy test names by `because_of`.

A Deny denies by matching a request; an Allow that is named denies by not granting it.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sandbox.access.attached_policies import attached_policies
from sandbox.access.errors import similar_names, unknown_name
from sandbox.access.identity_cache import IdentityCache
from sandbox.access.name_list import shortened
from sandbox.iam import EvaluationTrace, Layers, Origin, Policy, Request, Snapshot
from sandbox.iam.applicability import rcps_for, scps_for
from sandbox.iam.policy_json import statements
from sandbox.iam.policy_set import PolicySet

_MISSPELT = 0.9
"""difflib's ratio from which an unknown name counts as misspelt. Two statements of one policy with Sids as similar as
that would be confused, and a test whose statement was removed would end in an error, not in a failure."""

_LISTED = 8
"""Names in a message, so that it stays on a few lines."""


@dataclass(frozen=True)
class ExpectedDenial:
    """The policy of a name; with a Sid, that statement of it."""

    policy: str
    sid: str | None = None

    def __str__(self) -> str:
        return f"{self.policy}/{self.sid}" if self.sid else self.policy


def expected_denial(snapshot: Snapshot, text: str) -> ExpectedDenial:
    """Return the expected denial of `policy` or `policy/Sid`.

    A name that is similar to none is taken for a policy or statement that was removed: the assertion then fails.

    Raises:
        UnknownName: The name is misspelt.

    """
    known = _sids(snapshot)
    policy, slash, sid = text.rpartition("/")
    if text in known or not slash:
        if text not in known and (holders := [f"{name}/{text}" for name, sids in known.items() if text in sids]):
            unknown_name("policy", text, holders)
        _refuse_misspelt("policy", text, known)
        return ExpectedDenial(text)
    _refuse_misspelt("policy", policy, known)
    _refuse_misspelt("statement", sid, known.get(policy, ()), f"{policy}/")
    return ExpectedDenial(policy, sid)


def not_denying(request: Request, layers: Layers, expected: tuple[ExpectedDenial, ...]) -> Iterator[ExpectedDenial]:
    """Yield those that do not deny the request; only their own statements are evaluated."""
    yield from (denial for denial in expected if not _denies(request, layers, denial))


def why_not_denying(snapshot: Snapshot, trace: EvaluationTrace, expected: ExpectedDenial) -> str:
    """Return why it does not deny: it was removed, it does not apply to the request, or it does not match it."""
    applying = applying_policies(trace, expected)
    if not applying:
        if expected.policy in snapshot.unattached:
            return f"policy {expected.policy} is attached to nothing"
        if any(policy.name == expected.policy for policy in attached_policies(snapshot)):
            return f"{expected} does not apply: policy {expected.policy} is attached elsewhere"
        similar = similar_names(expected.policy, _sids(snapshot))
        return (
            f"policy {expected.policy} does not exist{f'; similar: {shortened(similar, _LISTED)}' if similar else ''}"
        )
    if expected.sid and not any(expected.sid in sids_of(policy) for policy in applying):
        others = tuple(dict.fromkeys(sid for policy in applying for sid in sids_of(policy)))
        left = f"it has {shortened(others, _LISTED)}" if others else "it has none with a Sid"
        return f"policy {expected.policy} has no statement {expected.sid}; {left}"
    granting = [e for e in trace.entries if e.matched and not e.statement.deny and e.policy in applying]
    if any(entry.statement.sid == expected.sid for entry in granting):
        return f"{expected} allows it"
    return f"{expected} does not deny it"


def origin_of(trace: EvaluationTrace, expected: ExpectedDenial) -> Origin | None:
    """Return the statement's line, or the policy's where it lacks the statement; None where no policy applies."""
    applying = applying_policies(trace, expected)
    for policy in applying:
        for index, sid in enumerate(_statement_sids(policy)):
            if expected.sid and sid == expected.sid:
                return policy.where(index)
    return next((policy.origin for policy in applying if policy.origin), None)


def applying_policies(trace: EvaluationTrace, expected: ExpectedDenial) -> list[Policy]:
    """Return the policies of its name that apply to a request."""
    return [
        policy
        for found in _sets(trace.request, trace.layers)
        for policy in found.policies
        if policy.name == expected.policy
    ]


def sids_of(policy: Policy) -> tuple[str, ...]:
    """Return the Sids of a policy's statements."""
    return tuple(sid for sid in _statement_sids(policy) if sid)


def _denies(request: Request, layers: Layers, expected: ExpectedDenial) -> bool:
    bounded, not_granted = bool(layers.boundaries), False
    for found in _sets(request, layers):
        for statement in found.statements:
            if found.policies[statement.policy].name != expected.policy or expected.sid not in (None, statement.sid):
                continue
            covers = any(covering is statement for covering in found.covering(request.action))
            matches = covers and bool(statement.grade(request, bounded=bounded)) and statement.holds(request)
            if statement.deny and matches and not statement.problems:
                return True
            if expected.sid and not statement.deny:
                not_granted = not matches
    return not_granted


def _sets(request: Request, layers: Layers) -> Iterator[PolicySet]:
    single = (layers.endpoint, layers.resource, layers.identity, layers.session)
    yield from (*rcps_for(layers, request), *scps_for(layers, request), *layers.boundaries, *filter(None, single))


def _statement_sids(policy: Policy) -> Iterator[str | None]:
    for statement in statements(policy.document):
        sid = statement.get("Sid")
        yield sid if isinstance(sid, str) else None


def _refuse_misspelt(kind: str, name: str, known: Collection[str], prefix: str = "") -> None:
    """Raise UnknownName for a misspelt name; `prefix` begins all names and is not compared."""
    if name not in known and any(_similar(name, other) for other in known):
        unknown_name(kind, f"{prefix}{name}", (f"{prefix}{other}" for other in known))


def _similar(name: str, other: str) -> bool:
    """Return whether two names differ by a slip; names that differ by their numbers are different names."""
    numbers = ["".join(filter(str.isdigit, text)) for text in (name, other)]
    ratio = difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio()
    return numbers[0] == numbers[1] and ratio >= _MISSPELT


def _all_sids(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = dict.fromkeys(snapshot.unattached, frozenset())
    for policy in attached_policies(snapshot):
        found[policy.name] = found.get(policy.name, frozenset()) | set(sids_of(policy))
    return found


_sids = IdentityCache(_all_sids, size=1)
"""Policy name -> its Sids, of the snapshot that was analysed last."""
