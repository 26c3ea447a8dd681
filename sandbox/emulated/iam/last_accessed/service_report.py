"""The report of one user, group, role or policy: the services that it may call, and the last attempts on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.iam.last_accessed.allowed_services import allowed_actions, services_of
from sandbox.emulated.iam.last_accessed.attempts import Attempt, attempts_of
from sandbox.emulated.iam.last_accessed.entities import ReportedResource
from sandbox.emulated.iam.last_accessed.tracked_actions import is_tracked
from sandbox.emulated.policies.reference import REFERENCE, listed_services

type Shape = dict[str, Any]


@dataclass(frozen=True)
class ServiceReport:
    """A report as it was generated; policies and attempts that follow do not change it."""

    granularity: str
    services: tuple[Shape, ...]
    """`ServiceLastAccessed`, sorted by namespace."""
    entities: tuple[tuple[Any, tuple[Attempt, ...]], ...]
    """moto's users and roles, with the attempts of each."""


def service_report(resource: ReportedResource, granularity: str) -> ServiceReport:
    """Return the report of a resource; `ACTION_LEVEL` has the tracked actions of each service too."""
    allowed = allowed_actions(one.policy for one in resource.policies)
    entities = tuple((one, attempts_of(one)) for one in resource.entities)
    attempts = [one for _, found in entities for one in found]
    rows = []
    for prefix in services_of(allowed):
        own = [one for one in attempts if one.service == prefix]
        row: Shape = {
            "ServiceName": listed_services()[prefix].name,
            "ServiceNamespace": prefix,
            "TotalAuthenticatedEntities": len({one.principal for one in own}),
        }
        if last := _last(own):
            row["LastAuthenticated"] = last.time
            row["LastAuthenticatedEntity"] = last.principal
            row["LastAuthenticatedRegion"] = last.region
        if granularity == "ACTION_LEVEL" and (tracked := list(_tracked(prefix, allowed, own))):
            row["TrackedActionsLastAccessed"] = tracked
        rows.append(row)
    return ServiceReport(granularity, tuple(rows), entities)


def entity_details(report: ServiceReport, prefix: str) -> list[Shape]:
    """Return `EntityDetails` of each user and role for one service, the last attempt first."""
    found = []
    for entity, attempts in report.entities:
        last = _last([one for one in attempts if one.service == prefix])
        found.append((entity, last))
    found.sort(key=lambda one: one[0].arn)
    found.sort(key=lambda one: -one[1].time.timestamp() if one[1] else 0.0)
    return [_details(entity, last) for entity, last in found]


def _details(entity: Any, last: Attempt | None) -> Shape:
    kind = "ROLE" if hasattr(entity, "assume_role_policy_document") else "USER"
    info = {"Arn": entity.arn, "Name": entity.name, "Type": kind, "Id": entity.id, "Path": entity.path}
    return {"EntityInfo": info} | ({"LastAuthenticated": last.time} if last else {})


def _tracked(prefix: str, allowed: Iterable[str], attempts: list[Attempt]) -> Iterator[Shape]:
    service = REFERENCE(prefix)
    for action in sorted(one for one in allowed if one.startswith(f"{prefix}:")):
        name = action.partition(":")[2]
        entry = service.actions.get(name.lower()) if service is not None else None
        if not is_tracked(action, frozenset(entry.types) if entry is not None else frozenset()):
            continue
        last = _last([one for one in attempts if one.action == action])
        used = (
            {
                "LastAccessedEntity": last.principal,
                "LastAccessedTime": last.time,
                "LastAccessedRegion": last.region,
            }
            if last
            else {}
        )
        yield {"ActionName": name} | used


def _last(attempts: list[Attempt]) -> Attempt | None:
    return max(attempts, key=lambda one: one.time, default=None)
