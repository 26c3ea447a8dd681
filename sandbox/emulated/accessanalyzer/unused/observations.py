"""What of an entity's access was not used for some days. Pure: the time is given.

Reference: IAM user guide, access-analyzer-findings and access-analyzer-create-unused: unused roles, unused access keys
and passwords of users, and for roles and users that are used, services and actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.emulated.accessanalyzer.finding_ids import finding_id
from sandbox.emulated.accessanalyzer.model import Observation
from sandbox.emulated.accessanalyzer.unused.model import Credential, Entity


def is_excluded(entity: Entity, exclusions: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether an exclusion of the analyzer's rule is about an entity: by its account, or by all of its tags."""
    for exclusion in exclusions:
        if entity.account in (exclusion.get("accountIds") or ()):
            return True
        for tags in exclusion.get("resourceTags") or ():
            if tags and all(key in entity.tags and value in ("", entity.tags[key]) for key, value in tags.items()):
                return True
    return False


def observations(analyzer: str, entity: Entity, days: int, now: datetime) -> Iterator[Observation]:
    """Yield the unused access of an entity.

    Args:
        analyzer: ARN of the analyzer.
        entity: The user or role. One that is younger than the age has none.
        days: The analyzer's `unusedAccessAge`.
        now: The time of the analysis.

    """
    before = now - timedelta(days=days)
    if entity.is_role and _is_unused(Credential(entity.created_at, _last(entity)), before):
        yield _observed(analyzer, entity, "UnusedIAMRole", [_with_last({}, _last(entity))])
        return
    if entity.password is not None and _is_unused(entity.password, before):
        yield _observed(analyzer, entity, "UnusedIAMUserPassword", [_with_last({}, entity.password.last_used)])
    for key in entity.keys:
        if _is_unused(key, before):
            details = [_with_last({"accessKeyId": key.id}, key.last_used)]
            yield _observed(analyzer, entity, "UnusedIAMUserAccessKey", details, key.id)
    if entity.created_at <= before and (unused := list(_unused_permissions(entity, before))):
        yield _observed(analyzer, entity, "UnusedPermission", unused)


def _is_unused(credential: Credential, before: datetime) -> bool:
    return max(credential.created_at, credential.last_used or credential.created_at) <= before


def _last(entity: Entity) -> datetime | None:
    return max(filter(None, (entity.last_used, *entity.used.values())), default=None)


def _unused_permissions(entity: Entity, before: datetime) -> Iterator[dict[str, Any]]:
    """Yield the services of which nothing was used, and of others the actions that were not."""
    for service in sorted({action.partition(":")[0] for action in entity.allowed}):
        own = sorted(action for action in entity.allowed if action.startswith(f"{service}:"))
        times = [time for action, time in entity.used.items() if action.startswith(f"{service}:")]
        last = max(times, default=None)
        details: dict[str, Any] = _with_last({"serviceNamespace": service}, last)
        if last is None or last <= before:
            yield details
            continue
        tracked = [action for action in own if action in entity.tracked]
        unused = [action for action in tracked if action not in entity.used or entity.used[action] <= before]
        if unused:
            named = [_with_last({"action": action}, entity.used.get(action)) for action in unused]
            yield details | {"actions": named}


def _with_last(details: dict[str, Any], last: datetime | None) -> dict[str, Any]:
    return details | ({"lastAccessed": last} if last is not None else {})


def _observed(analyzer: str, entity: Entity, type_: str, details: list[dict[str, Any]], *more: str) -> Observation:
    resource_type = "AWS::IAM::Role" if entity.is_role else "AWS::IAM::User"
    id_ = finding_id(analyzer, entity.arn, type_, *more)
    return Observation(id_, type_, entity.arn, resource_type, entity.account, tuple(details))
