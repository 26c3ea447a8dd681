"""The routes of a VPC to the hub."""

from __future__ import annotations

import pytest

from network.addressing import plan
from network.routes import hub_routes, private_ranges
from sandbox.estate import Estate
from tests.plans import Plan, depends_on, resources_of

pytestmark = pytest.mark.pulumi


def test_each_tier_has_exactly_its_planned_routes_to_the_hub(reference_plan: Plan, estate: Estate) -> None:
    made = {
        (*depends_on(state, "routeTableId"), state["inputs"]["destinationCidrBlock"])
        for state in resources_of(reference_plan, "aws:ec2/route:Route").values()
        if "transitGatewayId" in state["inputs"]
    }
    tiers = {
        (f"{name}-{tier}", str(cidr))
        for name in plan(estate)
        for vpc in [estate.accounts[name].vpc]
        if vpc is not None
        for tier in vpc.tiers
        for cidr in hub_routes(estate, name, tier)
    }
    assert made == tiers | {("network-resolver", str(cidr)) for cidr in private_ranges(estate)}


def test_every_route_to_the_hub_targets_the_transit_gateway(reference_plan: Plan) -> None:
    (gateway,) = resources_of(reference_plan, "aws:ec2transitgateway/transitGateway:TransitGateway")
    to_the_hub = [
        state
        for state in resources_of(reference_plan, "aws:ec2/route:Route").values()
        if "transitGatewayId" in state["inputs"]
    ]
    assert to_the_hub
    assert all(gateway in depends_on(state, "transitGatewayId") for state in to_the_hub)
