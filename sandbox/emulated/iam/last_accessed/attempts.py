"""The last attempt of each user and role to call each action, as long as the user or role exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from localstack.utils.patch import patch
from moto.iam import models
from moto.iam.models import AccessKeyLastUsed, iam_backends

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.iam.entities import role_by_arn, user_by_arn


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last attempt of one principal to call one action."""

    principal: str
    """ARN of the user or role."""
    action: str
    """`sqs:SendMessage`; its beginning is the namespace of the service."""
    region: str
    time: datetime

    @property
    def service(self) -> str:
        """Return the namespace of the service."""
        return self.action.partition(":")[0]


_attempts: WeakKeyDictionary[Any, dict[str, tuple[datetime, str]]] = WeakKeyDictionary()
"""By moto's user or role, so that a deleted one takes its attempts with it: action -> time and Region."""


@patch(models.mark_account_as_visited)
def _marked_by_gateway(_mark: Any, *_arguments: Any, **_keywords: Any) -> None:
    """Leave the use of keys and roles to `note`: moto knows only the calls that reach it."""


def note(caller: Caller, partition: str, service: str, actions: Iterable[str], *, region: str, now: datetime) -> None:
    """Record an authenticated call of a user, of a role's session or of a federated user.

    Args:
        caller: Who calls.
        partition: The partition of the caller's account.
        service: Namespace of the called service.
        actions: The actions that the call needs, also those of other services.
        region: The Region of the call.
        now: Its time.

    """
    if caller.account is None:
        return
    iam = iam_backends[caller.account][partition]
    entity = _entity(caller, iam)
    if entity is None:
        return
    known = _attempts.setdefault(entity, {})
    for action in actions:
        known[action] = now, region
    if caller.kind is CallerKind.ROLE_SESSION:
        entity.last_used, entity.last_used_region = now, region
    elif caller.session is None:
        key = iam.access_keys.get(caller.access_key)
        if key is not None:
            key.last_used = AccessKeyLastUsed(now, service, region)


def attempts_of(entity: Any) -> tuple[Attempt, ...]:
    """Return the attempts of a user or role of moto's, one for each action."""
    found = _attempts.get(entity) or {}
    return tuple(Attempt(entity.arn, action, region, time) for action, (time, region) in list(found.items()))


def attempts_in(account: str, partition: str) -> tuple[Attempt, ...]:
    """Return the attempts of all users and roles of an account."""
    if account not in iam_backends:
        return ()
    iam = iam_backends[account][partition]
    return tuple(one for entity in (*iam.users.values(), *iam.roles.values()) for one in attempts_of(entity))


def _entity(caller: Caller, iam: Any) -> Any | None:
    """Return moto's user or role behind a caller; None for an administrator, a root user and a web identity."""
    arn = caller.session.issuer if caller.session is not None else caller.arn
    if arn is None:
        return None
    if caller.kind is CallerKind.ROLE_SESSION:
        return role_by_arn(iam, arn)
    if caller.kind in (CallerKind.USER, CallerKind.FEDERATED_USER):
        return user_by_arn(iam, arn)
    return None
