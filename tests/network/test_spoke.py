"""An account's part of the network: its VPC, attached to the hub, and its own gateway where it has one."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, depends_on, resources_of

pytestmark = pytest.mark.pulumi


def spokes(plan: Plan) -> dict[str, Any]:
    return resources_of(plan, "causeway:network:Spoke")


def test_every_account_with_a_vpc_but_the_hub_is_a_spoke(reference_plan: Plan, estate: Estate) -> None:
    hub = estate.account_roles.network
    assert set(spokes(reference_plan)) == {
        name for name, account in estate.accounts.items() if account.vpc is not None and name != hub
    }


def test_the_vpc_of_a_spoke_is_its_child_and_attached_to_the_hub(reference_plan: Plan) -> None:
    found = spokes(reference_plan)
    assert found
    vpcs = resources_of(reference_plan, "causeway:network:Vpc")
    connected = resources_of(reference_plan, "causeway:network:ConnectedVpc")
    for name, spoke in found.items():
        assert vpcs[name]["parent"] == spoke["urn"]
        assert connected[name]["parent"] == spoke["urn"]


def test_only_accounts_with_a_gateway_of_their_own_have_one_and_its_routes_are_propagated(
    reference_plan: Plan, estate: Estate
) -> None:
    gateways = resources_of(reference_plan, "causeway:network:PrivateGateway")
    expected = {
        f"{name}-gateway"
        for name, account in estate.accounts.items()
        if account.vpc is not None and account.vpc.gateway_asn is not None
    }
    assert set(gateways) == expected == {"legacy-gateway"}
    propagated = resources_of(reference_plan, "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation").values()
    tables = {table for state in propagated for table in depends_on(state, "routeTableId")}
    assert tables
    assert all(table.startswith("legacy-") for table in tables)
