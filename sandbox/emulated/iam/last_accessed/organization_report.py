"""The report of a root, unit or account of an organization: the services that its SCPs allow, and the last attempts.

Reference: IAM API reference, GenerateOrganizationsAccessReport.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.iam.last_accessed.allowed_services import allowed_actions, services_of
from sandbox.emulated.iam.last_accessed.attempts import Attempt, attempts_in
from sandbox.emulated.organizations.rules import policies, policy_types, tree
from sandbox.emulated.organizations.rules.model import Organization, Policy
from sandbox.emulated.policies.policy_cache import policy
from sandbox.emulated.policies.reference import listed_services
from sandbox.iam import Kind

type Shape = dict[str, Any]

_NO_ENTITY = {
    "Code": "INVALID_ORGANIZATIONS_ENTITY_PATH",
    "Message": "The entity with the specified path does not exist in your organization.",
}
_NO_POLICY = {
    "Code": "INVALID_ORGANIZATIONS_POLICY",
    "Message": "The policy with the specified ID does not exist in your organization.",
}


@dataclass(frozen=True)
class OrganizationReport:
    """A report as it was generated."""

    details: tuple[Shape, ...] = ()
    """`AccessDetail` of each service."""
    error: Mapping[str, str] | None = None
    """`ErrorDetails` of a job that failed."""


def organization_report(
    organization: Organization, path: str, policy_id: str | None, partition: str
) -> OrganizationReport:
    """Return the report of the entity at a path, for all of its SCPs or for one."""
    entity = path.rpartition("/")[2]
    if not tree.is_node(organization, entity) or path != _path(organization, entity):
        return OrganizationReport(error=_NO_ENTITY)
    if entity == organization.management:
        return OrganizationReport(tuple(_details(organization, listed_services(), [entity], partition)))
    if policy_id is None:
        return _limited(organization, entity, partition)
    chosen = organization.policies.get(policy_id)
    if chosen is None or chosen.kind != policy_types.SCP:
        return OrganizationReport(error=_NO_POLICY)
    services = services_of(_allowed([chosen]))
    attached = set(policies.targets(organization, policy_id))
    accounts = [one for one in _accounts(organization, entity) if attached & _from(organization, entity, one)]
    return OrganizationReport(tuple(_details(organization, services, accounts, partition)))


def _limited(organization: Organization, entity: str, partition: str) -> OrganizationReport:
    levels = [
        _allowed(policies.attached_to(organization, node, policy_types.SCP))
        for node in tree.path_to(organization, entity)
    ]
    services = services_of(frozenset.intersection(*levels))
    return OrganizationReport(tuple(_details(organization, services, _accounts(organization, entity), partition)))


def _allowed(attached: Iterable[Policy]) -> frozenset[str]:
    return allowed_actions((policy(one.name, one.content) for one in attached), Kind.SCP)


def _path(organization: Organization, node: str) -> str:
    return "/".join((organization.id, *tree.path_to(organization, node)))


def _accounts(organization: Organization, entity: str) -> list[str]:
    """Return the accounts at or below an entity; SCPs do not limit the management account."""
    return [
        account
        for account in organization.accounts
        if account != organization.management and entity in tree.path_to(organization, account)
    ]


def _from(organization: Organization, entity: str, account: str) -> set[str]:
    """Return the nodes from an entity down to an account."""
    path = tree.path_to(organization, account)
    return set(path[path.index(entity) :])


def _details(
    organization: Organization, services: Iterable[str], accounts: Iterable[str], partition: str
) -> Iterator[Shape]:
    attempts = {account: attempts_in(account, partition) for account in accounts}
    for prefix in services:
        row: Shape = {"ServiceName": listed_services()[prefix].name, "ServiceNamespace": prefix}
        used = [(one, account) for account, found in attempts.items() for one in found if one.service == prefix]
        last: tuple[Attempt, str] | None = max(used, key=lambda one: one[0].time, default=None)
        if last is not None:
            row["Region"] = last[0].region
            row["EntityPath"] = _path(organization, last[1])
            row["LastAuthenticatedTime"] = last[0].time
        row["TotalAuthenticatedEntities"] = len({account for _, account in used})
        yield row
