"""Time of the computation of all routes: printed, not asserted."""

from __future__ import annotations

import statistics
import time
from ipaddress import IPv4Network

import pytest

from sandbox.routing import compute
from sandbox.routing.model import Subnet, TargetKind, Topology
from tests.sandbox.routing.networks import (
    ACCOUNT,
    REGION,
    announce,
    association,
    attachment,
    attachments,
    by_id,
    dx_gateway,
    line,
    route,
    session,
    table,
    tgw,
    topology,
    transit_table,
    vgw,
    vif,
    vpc,
)

pytestmark = pytest.mark.speed

SUBNETS_A_VPC, TABLES_A_VPC = 5, 2
ON_PREMISES = [f"172.{16 + n // 256}.{n % 256}.0/24" for n in range(100)]
"""As many prefixes as a session takes."""
REPEATS = 20


def network(vpcs: int) -> Topology:
    """Return VPCs on one transit gateway, every fifth with a virtual private gateway too, behind two lines."""
    ranges = list(IPv4Network("10.0.0.0/8").subnets(new_prefix=20))[:vpcs]
    legacy = [n for n in range(vpcs) if n % 5 == 0]
    return topology(
        vpcs=by_id(*(vpc(f"vpc-{n}", str(it)) for n, it in enumerate(ranges))),
        subnets=by_id(
            *(
                Subnet(f"subnet-{n}-{m}", f"vpc-{n}", ACCOUNT, REGION, f"az{m % 3}", (part,))
                for n, it in enumerate(ranges)
                for m, part in enumerate(list(it.subnets(new_prefix=24))[:SUBNETS_A_VPC])
            )
        ),
        route_tables=by_id(
            *(
                table(
                    f"rtb-{n}-{m}",
                    f"vpc-{n}",
                    route("10.0.0.0/8", TargetKind.TRANSIT_GATEWAY, "tgw-1"),
                    route("0.0.0.0/0", TargetKind.TRANSIT_GATEWAY, "tgw-1"),
                    propagating=(f"vgw-{n}",) if n % 5 == 0 else (),
                )
                for n in range(vpcs)
                for m in range(TABLES_A_VPC)
            )
        ),
        virtual_private_gateways=by_id(*(vgw(f"vgw-{n}", f"vpc-{n}") for n in legacy)),
        transit_gateways=by_id(tgw("tgw-1")),
        transit_route_tables=by_id(*(transit_table(f"tgw-rtb-{n}", "tgw-1") for n in range(4))),
        transit_attachments=attachments(
            *(
                attachment(f"attach-{n}", "tgw-1", "vpc", f"vpc-{n}", *(f"tgw-rtb-{it}" for it in range(4)))
                for n in range(vpcs)
            ),
            attachment("attach-dx", "tgw-1", "direct-connect-gateway", "dxgw-transit", "tgw-rtb-0", "tgw-rtb-1"),
        ),
        connections=by_id(line("dxcon-east"), line("dxcon-west", "us-west-2")),
        direct_connect_gateways=by_id(dx_gateway("dxgw-legacy"), dx_gateway("dxgw-transit", 64601)),
        direct_connect_associations=by_id(
            association("a-transit", "dxgw-transit", "tgw-1", "10.0.0.0/8"),
            *(association(f"a-{n}", "dxgw-legacy", f"vgw-{n}", "10.0.0.0/8") for n in legacy),
        ),
        virtual_interfaces=by_id(
            *(
                vif(
                    f"dxvif-{side}-{gateway}",
                    f"dxcon-{side}",
                    f"dxgw-{gateway}",
                    session(f"dxpeer-{side}-{gateway}", *map(announce, ON_PREMISES)),
                    kind="transit",
                )
                for side in ("east", "west")
                for gateway in ("legacy", "transit")
            )
        ),
    )


@pytest.mark.parametrize("vpcs", [100, 250])
def test_all_routes_are_computed(vpcs: int) -> None:
    whole = network(vpcs)
    taken = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        found = compute(whole)
        taken.append(1000 * (time.perf_counter() - begin))
    assert len(found.vpc_tables) == vpcs * TABLES_A_VPC
    routes = sum(map(len, (*found.vpc_tables.values(), *found.transit_tables.values())))
    print(
        f"\ncompute, {vpcs} VPCs, {len(whole.subnets)} subnets, {len(whole.route_tables)} tables, {routes} routes: "
        f"{statistics.median(taken):.0f} ms ({min(taken):.0f} to {max(taken):.0f})"
    )
