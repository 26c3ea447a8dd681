"""Route tables of the examples in AWS's guides, each with its page, and where some addresses go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.routing import compute, lookup
from sandbox.routing.model import InternetGateway, NatGateway, PeeringConnection, TargetKind, Topology, TransitRoute
from tests.sandbox.routing.networks import (
    ACCOUNT,
    announce,
    attachment,
    attachments,
    by_id,
    ip,
    net,
    route,
    session,
    table,
    tgw,
    topology,
    transit_table,
    vpc,
    vpn,
)

TGW_GUIDE = "https://docs.aws.amazon.com/vpc/latest/tgw"
VPC_GUIDE = "https://docs.aws.amazon.com/vpc/latest"


@dataclass(frozen=True)
class Example:
    """An example with the next hops of its page: table -> address -> target or attachment, None for a drop."""

    page: str
    network: Topology
    hops: Mapping[str, Mapping[str, str | None]]


def three_vpcs(tables: Any, *attached: Any, **more: Any) -> Topology:
    """Return VPCs A, B, C on one transit gateway, and a VPN connection whose customer announces 10.99.99.0/24."""
    parts: dict[str, Any] = {
        "vpcs": by_id(vpc("vpc-a", "10.1.0.0/16"), vpc("vpc-b", "10.2.0.0/16"), vpc("vpc-c", "10.3.0.0/16")),
        "transit_gateways": by_id(tgw("tgw-1")),
        "transit_route_tables": tables,
        "transit_attachments": attachments(*attached),
        "vpn_connections": by_id(
            vpn("vpn-1", "tgw-1", session("tunnel-1", announce("10.99.99.0/24"), amazon_asn=64520))
        ),
    }
    return topology(**parts | more)


def of_vpc(name: str, *tables: str) -> Any:
    return attachment(f"attach-{name}", "tgw-1", "vpc", f"vpc-{name}", *tables)


def of_vpn(*tables: str) -> Any:
    return attachment("attach-vpn", "tgw-1", "vpn", "vpn-1", *tables)


EXAMPLES = {
    "centralized router": Example(
        f"{TGW_GUIDE}/transit-gateway-centralized-router.html",
        three_vpcs(
            by_id(transit_table("tgw-rtb-1", "tgw-1")),
            *(of_vpc(it, "tgw-rtb-1") for it in "abc"),
            of_vpn("tgw-rtb-1"),
        ),
        {
            "tgw-rtb-1": {
                "10.1.0.1": "attach-a",
                "10.2.0.1": "attach-b",
                "10.3.0.1": "attach-c",
                "10.99.99.7": "attach-vpn",
                "10.4.0.1": None,
            }
        },
    ),
    "isolated VPCs": Example(
        f"{TGW_GUIDE}/transit-gateway-isolated.html",
        three_vpcs(
            by_id(transit_table("tgw-rtb-vpcs", "tgw-1"), transit_table("tgw-rtb-vpn", "tgw-1")),
            *(of_vpc(it, "tgw-rtb-vpn") for it in "abc"),
            of_vpn("tgw-rtb-vpcs"),
        ),
        {
            "tgw-rtb-vpcs": {"10.1.0.1": None, "10.2.0.1": None, "10.99.99.7": "attach-vpn"},
            "tgw-rtb-vpn": {"10.1.0.1": "attach-a", "10.3.0.1": "attach-c", "10.99.99.7": None},
        },
    ),
    "isolated VPCs with shared services": Example(
        f"{TGW_GUIDE}/transit-gateway-isolated-shared.html",
        three_vpcs(
            by_id(transit_table("tgw-rtb-isolated", "tgw-1"), transit_table("tgw-rtb-shared", "tgw-1")),
            of_vpc("a", "tgw-rtb-shared"),
            of_vpc("b", "tgw-rtb-shared"),
            of_vpc("c", "tgw-rtb-isolated", "tgw-rtb-shared"),
            of_vpn("tgw-rtb-isolated", "tgw-rtb-shared"),
        ),
        {
            "tgw-rtb-isolated": {"10.1.0.1": None, "10.3.0.1": "attach-c", "10.99.99.7": "attach-vpn"},
            "tgw-rtb-shared": {"10.1.0.1": "attach-a", "10.2.0.1": "attach-b", "10.3.0.1": "attach-c"},
        },
    ),
    "peering": Example(
        f"{TGW_GUIDE}/transit-gateway-peering-scenario.html",
        three_vpcs(
            by_id(
                transit_table("tgw-rtb-1", "tgw-1", routes=(TransitRoute(net("10.200.0.0/16"), "attach-peer"),)),
                transit_table("tgw-rtb-2", "tgw-2", routes=(TransitRoute(net("10.1.0.0/16"), "attach-peer"),)),
            ),
            of_vpc("a", "tgw-rtb-1"),
            attachment("attach-peer", "tgw-1", "peering", "tgw-2"),
            attachment("attach-peer", "tgw-2", "peering", "tgw-1"),
            attachment("attach-other", "tgw-2", "vpc", "vpc-other", "tgw-rtb-2"),
            transit_gateways=by_id(tgw("tgw-1"), tgw("tgw-2", "us-west-2")),
            vpcs=by_id(vpc("vpc-a", "10.1.0.0/16"), vpc("vpc-other", "10.200.0.0/16", region="us-west-2")),
        ),
        {
            "tgw-rtb-1": {"10.1.0.1": "attach-a", "10.200.0.1": "attach-peer"},
            "tgw-rtb-2": {"10.1.0.1": "attach-peer", "10.200.0.1": "attach-other"},
        },
    ),
    "centralized outbound": Example(
        f"{TGW_GUIDE}/transit-gateway-nat-igw.html",
        three_vpcs(
            by_id(
                transit_table(
                    "tgw-rtb-app",
                    "tgw-1",
                    routes=(
                        TransitRoute(net("0.0.0.0/0"), "attach-c"),
                        TransitRoute(net("10.0.0.0/8"), None),
                        TransitRoute(net("172.16.0.0/12"), None),
                        TransitRoute(net("192.168.0.0/16"), None),
                    ),
                ),
                transit_table("tgw-rtb-egress", "tgw-1"),
            ),
            of_vpc("a", "tgw-rtb-egress"),
            of_vpc("b", "tgw-rtb-egress"),
            of_vpc("c"),
        ),
        {
            "tgw-rtb-app": {"198.51.100.1": "attach-c", "10.2.0.1": None, "192.168.1.1": None},
            "tgw-rtb-egress": {"10.1.0.1": "attach-a", "10.2.0.1": "attach-b", "198.51.100.1": None},
        },
    ),
    "public and private subnets with a NAT gateway": Example(
        f"{VPC_GUIDE}/userguide/vpc-example-private-subnets-nat.html",
        topology(
            vpcs=by_id(vpc("vpc-a", "10.0.0.0/16")),
            internet_gateways=by_id(InternetGateway("igw-1", ACCOUNT, "vpc-a")),
            nat_gateways=by_id(NatGateway("nat-1", ACCOUNT, "vpc-a", "subnet-1", ())),
            route_tables=by_id(
                table("rtb-public", "vpc-a", route("0.0.0.0/0", TargetKind.INTERNET_GATEWAY, "igw-1")),
                table("rtb-private", "vpc-a", route("0.0.0.0/0", TargetKind.NAT_GATEWAY, "nat-1")),
            ),
        ),
        {
            "rtb-public": {"10.0.9.9": "local", "198.51.100.1": "igw-1"},
            "rtb-private": {"10.0.9.9": "local", "198.51.100.1": "nat-1"},
        },
    ),
    "peering with parts of two VPCs of one range": Example(
        f"{VPC_GUIDE}/peering/peering-configurations-partial-access.html",
        topology(
            vpcs=by_id(vpc("vpc-a", "172.16.0.0/16"), vpc("vpc-b", "10.0.0.0/16"), vpc("vpc-c", "10.0.0.0/16")),
            peerings=by_id(
                PeeringConnection("pcx-b", "vpc-a", "vpc-b", active=True),
                PeeringConnection("pcx-c", "vpc-a", "vpc-c", active=True),
            ),
            route_tables=by_id(
                table(
                    "rtb-a",
                    "vpc-a",
                    route("10.0.0.77/32", TargetKind.PEERING_CONNECTION, "pcx-b"),
                    route("10.0.0.0/16", TargetKind.PEERING_CONNECTION, "pcx-c"),
                )
            ),
        ),
        {"rtb-a": {"10.0.0.77": "pcx-b", "10.0.0.78": "pcx-c", "172.16.3.3": "local", "8.8.8.8": None}},
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_addresses_take_the_next_hops_of_the_page(name: str) -> None:
    example = EXAMPLES[name]
    found = compute(example.network)

    def hop(table_id: str, address: str) -> str | None:
        if table_id in found.vpc_tables:
            taken = lookup(found.vpc_tables[table_id], ip(address))
            return taken.target.id if taken and taken.active else None
        routed = lookup(found.transit_tables[table_id], ip(address))
        return routed.paths[0].via if routed and routed.active else None

    read = {table_id: {address: hop(table_id, address) for address in hops} for table_id, hops in example.hops.items()}

    assert read == example.hops, example.page
