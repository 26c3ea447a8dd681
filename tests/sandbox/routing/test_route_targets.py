"""EC2 API Reference, Route: when a route is a blackhole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.routing import compute
from sandbox.routing.model import EgressOnlyInternetGateway, NatGateway, TargetKind, VpcEndpoint
from tests.sandbox.routing.networks import ACCOUNT, REGION, attachment, attachments, by_id, route, table, tgw, vgw
from tests.sandbox.routing.test_vpc_tables import IGW, PEERING, network

ENDPOINT = VpcEndpoint(
    id="vpce-1", account=ACCOUNT, region=REGION, vpc="vpc-1", type="Gateway", service="com.amazonaws.us-east-1.s3"
)
NAT = NatGateway(id="nat-1", account=ACCOUNT, vpc="vpc-1", subnet="subnet-1", addresses=())
EGRESS = EgressOnlyInternetGateway(id="eigw-1", account=ACCOUNT, vpc="vpc-1")
ATTACHED = attachment("tgw-attach-1", "tgw-1", "vpc", "vpc-1")
PRESENT: dict[str, Any] = {
    "nat_gateways": by_id(NAT),
    "egress_only_gateways": by_id(EGRESS),
    "vpc_endpoints": by_id(ENDPOINT),
    "transit_gateways": by_id(tgw("tgw-1")),
    "transit_attachments": attachments(ATTACHED),
    "network_interfaces": {"eni-1": "subnet-1"},
}


@pytest.mark.parametrize(
    ("kind", "target", "part", "gone", "reason"),
    [
        (TargetKind.INTERNET_GATEWAY, "igw-1", "internet_gateways", {}, "no gateway igw-1"),
        (
            TargetKind.INTERNET_GATEWAY,
            "igw-1",
            "internet_gateways",
            by_id(replace(IGW, vpc=None)),
            "igw-1 is not attached to the VPC",
        ),
        (TargetKind.EGRESS_ONLY_INTERNET_GATEWAY, "eigw-1", "egress_only_gateways", {}, "no gateway eigw-1"),
        (
            TargetKind.VIRTUAL_PRIVATE_GATEWAY,
            "vgw-1",
            "virtual_private_gateways",
            by_id(vgw("vgw-1", "vpc-2")),
            "vgw-1 is not attached to the VPC",
        ),
        (TargetKind.NAT_GATEWAY, "nat-1", "nat_gateways", {}, "no NAT gateway nat-1"),
        (
            TargetKind.TRANSIT_GATEWAY,
            "tgw-1",
            "transit_attachments",
            attachments(replace(ATTACHED, available=False)),
            "tgw-1 has no available attachment of the VPC",
        ),
        (TargetKind.PEERING_CONNECTION, "pcx-1", "peerings", {}, "no peering connection pcx-1 of the VPC"),
        (
            TargetKind.PEERING_CONNECTION,
            "pcx-1",
            "peerings",
            by_id(replace(PEERING, active=False)),
            "peering connection pcx-1 is not active",
        ),
        (TargetKind.NETWORK_INTERFACE, "eni-1", "network_interfaces", {}, "no network interface eni-1"),
        (TargetKind.VPC_ENDPOINT, "vpce-1", "vpc_endpoints", {}, "no VPC endpoint vpce-1"),
        (
            TargetKind.VPC_ENDPOINT,
            "vpce-1",
            "vpc_endpoints",
            by_id(replace(ENDPOINT, available=False)),
            "VPC endpoint vpce-1 is not available",
        ),
    ],
)
def test_a_target_that_is_gone_detached_or_not_accepted_makes_a_blackhole(
    kind: TargetKind, target: str, part: str, gone: Any, reason: str
) -> None:
    own = table("rtb-1", "vpc-1", route("198.51.100.0/24", kind, target))

    before = compute(network(own, **PRESENT)).vpc_tables["rtb-1"][0]
    after = compute(network(own, **PRESENT | {part: gone})).vpc_tables["rtb-1"][0]

    assert (before.active, before.reason) == (True, "")
    assert (after.active, after.reason) == (False, reason)
