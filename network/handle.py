"""The outputs of the network's layer that the accounts use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pulumi

from network.addressing import plan
from network.resolver import RULES
from network.tables import tables
from sandbox.estate import Estate

OUTPUT = "network"
"""The stack output that holds the handle."""


class OrganizationIds(Protocol):
    """The inputs of the network from its organization."""

    @property
    def id(self) -> pulumi.Output[str]:
        """Id of the organization."""

    @property
    def units(self) -> Mapping[str, pulumi.Output[str]]:
        """Unit name -> ARN."""

    @property
    def accounts(self) -> Mapping[str, pulumi.Output[str]]:
        """Account name -> id."""


def name_servers(estate: Estate) -> tuple[str, ...]:
    """Return the addresses to which the data centre's servers forward queries for the estate's names."""
    return tuple(str(place.address) for place in plan(estate)[estate.account_roles.network].resolver("inbound"))


@dataclass(frozen=True)
class NetworkHandle:
    """The ids of the hub that an account needs to attach its VPC."""

    transit_gateway: pulumi.Output[str]
    """Id, known when the gateway is shared."""
    tables: Mapping[str, pulumi.Output[str]]
    """Transit route table name -> id."""
    legacy_gateway: pulumi.Output[str]
    """Id of the Direct Connect gateway that takes virtual private gateways."""
    rules: Mapping[str, pulumi.Output[str]]
    """Name of a shared resolver rule -> id."""
    vpc: pulumi.Output[str]
    """Id of the hub's own VPC, with which every private zone is associated."""
    name_servers: tuple[str, ...]
    """Addresses to which the data centre's servers forward queries for the estate's zones."""

    def export(self) -> None:
        """Write the handle into the stack's outputs."""
        pulumi.export(
            OUTPUT,
            {
                "transit_gateway": self.transit_gateway,
                "tables": dict(self.tables),
                "legacy_gateway": self.legacy_gateway,
                "rules": dict(self.rules),
                "vpc": self.vpc,
                "name_servers": list(self.name_servers),
            },
        )

    @classmethod
    def read(cls, estate: Estate) -> NetworkHandle:
        """Read the handle that the stack of the network account wrote."""
        name = f"{pulumi.get_organization()}/{pulumi.get_project()}/{estate.account_roles.network}"
        written: pulumi.Output[Any] = pulumi.StackReference(name).require_output(OUTPUT)
        return cls(
            transit_gateway=written["transit_gateway"],
            tables={table: written["tables"][table] for table in tables(estate)},
            legacy_gateway=written["legacy_gateway"],
            rules={rule: written["rules"][rule] for rule in RULES},
            vpc=written["vpc"],
            name_servers=name_servers(estate),
        )
