"""The outputs of the organization's layer that the other layers use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from sandbox.estate import Estate

STACK = "organization"


@dataclass(frozen=True)
class OrganizationHandle:
    """The organization's ids of accounts and ARNs of units."""

    id: pulumi.Output[str]
    management: pulumi.Output[str]
    """Id of the management account."""
    accounts: Mapping[str, pulumi.Output[str]]
    units: Mapping[str, pulumi.Output[str]]
    """Unit name -> ARN, known once sharing with units is enabled."""

    def export(self) -> None:
        """Write the handle into the stack's outputs."""
        pulumi.export(
            STACK,
            {
                "id": self.id,
                "management": self.management,
                "accounts": dict(self.accounts),
                "units": dict(self.units),
            },
        )

    @classmethod
    def read(cls, estate: Estate) -> OrganizationHandle:
        """Read the handle that the stack `organization` of this project wrote."""
        name = f"{pulumi.get_organization()}/{pulumi.get_project()}/{STACK}"
        written: pulumi.Output[Any] = pulumi.StackReference(name).require_output(STACK)
        return cls(
            id=written["id"],
            management=written["management"],
            accounts={account: written["accounts"][account] for account in estate.accounts},
            units={unit: written["units"][unit] for unit in estate.organization.units},
        )
