"""The resources whose own policies may grant access to a principal, found by the principals that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sandbox.access.applicable_policies import Targets
from sandbox.iam.layers import Layer
from sandbox.iam.principal import Principal
from sandbox.iam.statement import Statement

type _Name = str | tuple[str, str, str]

_EVERYONE = "*"


class GrantingResources:
    """An index of a snapshot's resources: a principal of a large organization is named by few of them."""

    def __init__(self, targets: Targets) -> None:
        self._by_name: dict[_Name, dict[str, None]] = {}
        for resource, located in targets.policies.items():
            for layer, *_, statement in located:
                if layer is not Layer.RCP and not statement.deny:
                    for name in _named(statement):
                        self._by_name.setdefault(name, {})[resource] = None
        self._services = {arn: service for service, arns in targets.resources.items() for arn in arns}

    def of(self, principal: Principal, role_arn: str | None) -> Mapping[str, tuple[str, ...]]:
        """Return the resources that may grant access to a principal, by service.

        Args:
            principal: The principal.
            role_arn: The ARN of its role or user, with the path.

        """
        names: Iterable[_Name | None] = (
            _EVERYONE,
            principal.account,
            principal.root_arn,
            principal.arn,
            role_arn,
            principal.unique_id,
            (principal.partition, principal.account or "", principal.name or ""),
        )
        found: dict[str, dict[str, None]] = {}
        for name in names:
            for resource in self._by_name.get(name, ()) if name else ():
                found.setdefault(self._services[resource], {})[resource] = None
        return {service: tuple(arns) for service, arns in found.items()}


def _named(statement: Statement) -> Iterator[_Name]:
    """Yield the names under which a statement's principals are found."""
    principals = statement.principals
    if principals is None or principals.everyone or statement.not_principal or principals.canonical:
        yield _EVERYONE
        return
    yield from principals.names
    yield from principals.accounts
    yield from principals.roles
    yield from principals.unique_ids
