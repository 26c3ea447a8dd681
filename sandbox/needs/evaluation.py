"""The needed permissions that the policies do not give, and the statements that would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sandbox.iam import Evaluator, Layer, Policy, Snapshot, decide, explain
from sandbox.iam.snapshot import Account, Caller
from sandbox.least_privilege.documents import documents
from sandbox.least_privilege.grant import grants
from sandbox.least_privilege.recording import RecordedRequest
from sandbox.least_privilege.resource_pattern import exact
from sandbox.needs.model import Lack, Missing, Needed, Needs

_ADDED = "needed by the update"
"""Name of the policy with the statements to add, while it is evaluated."""


def with_deployer(snapshot: Snapshot, deployer: Caller) -> Snapshot:
    """Return the snapshot with the user or role that runs the update, and its account."""
    accounts = dict(snapshot.accounts)
    accounts.setdefault(deployer.account, Account(deployer.account, deployer.account))
    return replace(snapshot, callers={**snapshot.callers, deployer.arn: deployer}, accounts=accounts)


def lacks(needs: Needs, snapshot: Snapshot, now: datetime) -> tuple[Lack, ...]:
    """Return what each role or user lacks, in the order of the update.

    Args:
        needs: The needed permissions.
        snapshot: The policies, with the deployer's.
        now: The time of the calls, for conditions.

    """
    evaluator = Evaluator(snapshot)
    found: dict[str, list[Missing]] = {}
    for one in needs.needed:
        denied = _denied(evaluator, one, now)
        if denied is not None:
            found.setdefault(one.principal, []).append(denied)
    return tuple(_lack(evaluator, principal, tuple(missing), now) for principal, missing in found.items())


def _lack(evaluator: Evaluator, principal: str, missing: tuple[Missing, ...], now: datetime) -> Lack:
    addable = [one.needed for one in missing if Layer.IDENTITY in one.trace.verdict.blocked_by]
    caller = evaluator.caller(principal)
    if not addable or caller is None:
        return Lack(principal, missing, (), missing)
    written = policy_documents(addable)
    added = tuple(Policy(_ADDED, document) for document in written)
    own = replace(caller, identity=(*caller.identity, *added))
    snapshot = evaluator.snapshot
    after = evaluator.of(replace(snapshot, callers={**snapshot.callers, caller.arn: own}))
    again = (_denied(after, one.needed, now) for one in missing)
    denied = tuple(one for one in again if one is not None)
    left = {id(one.needed) for one in denied}
    useful = [one for one in addable if id(one) not in left]
    statements = tuple(statement for document in policy_documents(useful) for statement in _statements(document))
    return Lack(principal, missing, statements, denied)


def policy_documents(needed: Iterable[Needed]) -> tuple[dict[str, object], ...]:
    """Return the least-privilege policies of needed permissions, `*` in place of ids that AWS assigns."""
    listed = tuple(needed)
    patterns = {one.resource: exact(one.pattern) for one in listed}
    return documents(grants(map(_recorded, listed), patterns.__getitem__)) if listed else ()


def _statements(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    found = document["Statement"]
    return found if isinstance(found, list) else []


def _denied(evaluator: Evaluator, needed: Needed, now: datetime) -> Missing | None:
    request, layers = evaluator.request_and_layers(
        needed.principal, needed.action, needed.resource, {**request_keys(needed.principal, now), **needed.context}
    )
    if decide(request, layers).allowed:
        return None
    return Missing(needed, explain(request, layers))


def request_keys(principal: str, now: datetime) -> dict[str, object]:
    """Return the condition keys of every call of an update from this machine."""
    found: dict[str, object] = {
        "aws:CurrentTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": int(now.timestamp()),
        "aws:SecureTransport": True,
        "aws:SourceIp": "127.0.0.1",
    }
    return found | ({"aws:MultiFactorAuthPresent": False} if ":role/" in principal else {})


def _recorded(needed: Needed) -> RecordedRequest:
    return RecordedRequest(
        principal=needed.principal,
        caller=needed.principal,
        action=needed.action,
        resource=needed.resource,
        resource_account=None,
        context={key: (str(value),) for key, value in needed.context.items()},
        allowed=1,
        denied=0,
        first=_NEVER,
        last=_NEVER,
    )


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The calls of a plan have not been made."""
