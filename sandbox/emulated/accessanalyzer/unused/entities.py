"""Users and roles with their credentials and last uses, from moto's store of IAM and the record of attempts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.accessanalyzer.unused.model import Credential, Entity
from sandbox.emulated.iam.last_accessed.allowed_services import allowed_actions
from sandbox.emulated.iam.last_accessed.attempts import attempts_of
from sandbox.emulated.iam.last_accessed.tracked_actions import is_tracked
from sandbox.emulated.policies.reference import REFERENCE
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.emulated.policies.written_policy import own_policies
from sandbox.iam import Policy

_SERVICE_LINKED = ":role/aws-service-role/"
_REMEMBERED = 1024
"""Sets of policies whose actions are kept: those of the users and roles of 50 accounts."""


def entities_in(account: str, partition: str, before: datetime) -> Iterator[Entity]:
    """Yield the users and roles of an account, but for service-linked roles.

    Args:
        account: Id of the account.
        partition: Its partition.
        before: Entities that are younger come without the actions that their policies allow.

    """
    if account not in iam_backends:
        return
    iam = iam_backends[account][partition]
    for role in list(iam.roles.values()):
        if _SERVICE_LINKED not in role.arn:
            policies = tuple(one.policy for one in own_policies("role", role))
            allowed = _allowed(_Policies(policies)) if _created(role) <= before else frozenset()
            yield _entity(iam, account, role, allowed, last_used=_aware(role.last_used))
    for user in list(iam.users.values()):
        groups = iam.get_groups_for_user(user.name)
        policies = tuple(one.policy for one in own_policies("user", user))
        policies += tuple(one.policy for group in groups for one in own_policies("group", group))
        allowed = _allowed(_Policies(policies)) if _created(user) <= before else frozenset()
        yield _entity(iam, account, user, allowed, password=_password(user), keys=tuple(_keys(user)))


class _Policies:
    """Policies as a key of the cache: the same objects have the same texts."""

    __slots__ = ("policies",)

    def __init__(self, policies: tuple[Policy, ...]) -> None:
        self.policies = policies

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.policies)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Policies) and list(map(id, self.policies)) == list(map(id, other.policies))


@lru_cache(maxsize=_REMEMBERED)
def _allowed(key: _Policies) -> frozenset[str]:
    return allowed_actions(key.policies)


def _entity(iam: Any, account: str, found: Any, allowed: frozenset[str], **own: Any) -> Entity:
    return Entity(
        arn=found.arn,
        account=account,
        is_role=hasattr(found, "assume_role_policy_document"),
        created_at=_created(found),
        tags=tags_of(getattr(found, "tags", None)) or tags_of(iam.tagger.list_tags_for_resource(found.arn)),
        allowed=allowed,
        tracked=frozenset(action for action in allowed if _is_tracked(action)),
        used={attempt.action: attempt.time for attempt in attempts_of(found)},
        **own,
    )


def _is_tracked(action: str) -> bool:
    prefix, _, name = action.partition(":")
    service = REFERENCE(prefix)
    entry = service.actions.get(name.lower()) if service is not None else None
    return entry is not None and is_tracked(action, frozenset(entry.types))


def _created(found: Any) -> datetime:
    moment = _aware(found.create_date)
    assert moment is not None, found.arn  # noqa: S101 - moto dates every user and role
    return moment


def _password(user: Any) -> Credential | None:
    if not user.password:
        return None
    changed = _aware(getattr(user, "password_last_changed", None)) or _created(user)
    return Credential(changed, _aware(user.password_last_used))


def _keys(user: Any) -> Iterator[Credential]:
    for key in list(user.access_keys):
        if key.status == "Active":
            used = _aware(key.last_used.timestamp) if key.last_used else None
            yield Credential(_aware(key.create_date) or _created(user), used, key.access_key_id)


def _aware(moment: Any) -> datetime | None:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
