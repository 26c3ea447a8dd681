"""VPC User Guide, "How route priority works", and Site-to-Site VPN User Guide, "Route priority"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.origin import Origin
from sandbox.routing import compute, lookup
from sandbox.routing.model import (
    InternetGateway,
    PeeringConnection,
    PrefixList,
    RouteTable,
    TargetKind,
    Topology,
)
from sandbox.routing.routes import VpcRoute
from tests.sandbox.routing.networks import (
    ACCOUNT,
    REGION,
    announce,
    by_id,
    ip,
    line,
    net,
    route,
    session,
    table,
    topology,
    vgw,
    vif,
    vpc,
    vpn,
)

IGW = InternetGateway(id="igw-1", account=ACCOUNT, vpc="vpc-1")
PEERING = PeeringConnection(id="pcx-1", requester_vpc="vpc-1", accepter_vpc="vpc-2", active=True)


def prefix_list(id_: str, *entries: str, max_entries: int | None = 10) -> PrefixList:
    return PrefixList(
        id=id_,
        account=ACCOUNT,
        region=REGION,
        name=id_,
        entries=tuple(map(net, entries)),
        max_entries=max_entries,
    )


def network(own: RouteTable, *cidrs: str, **more: Any) -> Topology:
    """Return VPC vpc-1 with one table, an internet gateway, a peering and a virtual private gateway on a line."""
    parts: dict[str, Any] = {
        "vpcs": by_id(vpc("vpc-1", *(cidrs or ("10.0.0.0/16",)))),
        "route_tables": by_id(own),
        "internet_gateways": by_id(IGW),
        "peerings": by_id(PEERING),
        "virtual_private_gateways": by_id(vgw("vgw-1", "vpc-1")),
    }
    return topology(**parts | more)


def learning(*prefixes: str) -> dict[str, Any]:
    """Return the parts by which vgw-1 learns prefixes over a private interface of its own."""
    return {
        "connections": by_id(line("dxcon-1")),
        "virtual_interfaces": by_id(
            vif("dxvif-1", "dxcon-1", "vgw-1", session("dxpeer-1", *map(announce, prefixes), amazon_asn=64512))
        ),
    }


def targets(found: tuple[VpcRoute, ...]) -> dict[str, str]:
    return {str(it.destination): it.target.id for it in found}


def test_the_most_specific_route_is_taken() -> None:
    """The page's first example: peering before the internet gateway, local inside the VPC."""
    own = table(
        "rtb-1",
        "vpc-1",
        route("0.0.0.0/0", TargetKind.INTERNET_GATEWAY, "igw-1"),
        route("172.31.0.0/16", TargetKind.PEERING_CONNECTION, "pcx-1"),
    )
    routes = compute(network(own)).vpc_tables["rtb-1"]

    taken = {address: lookup(routes, ip(address)) for address in ("172.31.4.4", "10.0.9.9", "198.51.100.1")}

    assert {address: it.target.id for address, it in taken.items() if it} == {
        "172.31.4.4": "pcx-1",
        "10.0.9.9": "local",
        "198.51.100.1": "igw-1",
    }


def test_a_static_route_is_preferred_to_a_propagated_one_to_the_same_destination() -> None:
    """The page's second example: the internet gateway's 172.31.0.0/24 overrides the propagated one."""
    own = table("rtb-1", "vpc-1", route("172.31.0.0/24", TargetKind.INTERNET_GATEWAY, "igw-1"), propagating=("vgw-1",))
    found = compute(network(own, **learning("172.31.0.0/24", "172.31.1.0/24")))

    assert targets(found.vpc_tables["rtb-1"]) == {
        "10.0.0.0/16": "local",
        "172.31.0.0/24": "igw-1",
        "172.31.1.0/24": "vgw-1",
    }
    assert [(it.target.id, it.reason) for it in found.overridden["rtb-1"]] == [
        ("vgw-1", "overridden by the route to igw-1")
    ]


def test_a_static_blackhole_still_overrides_a_propagated_route() -> None:
    own = table("rtb-1", "vpc-1", route("172.31.0.0/24", TargetKind.NAT_GATEWAY, "nat-gone"), propagating=("vgw-1",))

    found = compute(network(own, **learning("172.31.0.0/24"))).vpc_tables["rtb-1"]

    assert [(it.target.id, it.active) for it in found if it.destination == net("172.31.0.0/24")] == [
        ("nat-gone", False)
    ]


def test_a_propagated_route_inside_the_local_one_is_never_used() -> None:
    own = table("rtb-1", "vpc-1", propagating=("vgw-1",))

    found = compute(network(own, **learning("10.0.5.0/24", "10.0.0.0/16", "10.0.0.0/8")))

    assert targets(found.vpc_tables["rtb-1"]) == {"10.0.0.0/16": "local", "10.0.0.0/8": "vgw-1"}
    assert [str(it.destination) for it in found.overridden["rtb-1"]] == ["10.0.5.0/24", "10.0.0.0/16"]


def test_a_static_route_may_be_more_specific_than_the_local_one() -> None:
    """Middlebox routing: the whole range of a subnet to an appliance's interface."""
    own = table("rtb-1", "vpc-1", route("10.0.3.0/24", TargetKind.NETWORK_INTERFACE, "eni-1"))

    found = compute(network(own, network_interfaces={"eni-1": "subnet-1"})).vpc_tables["rtb-1"]

    assert targets(found) == {"10.0.3.0/24": "eni-1", "10.0.0.0/16": "local"}


def test_the_target_of_the_local_route_can_be_replaced() -> None:
    own = table("rtb-1", "vpc-1", route("10.0.0.0/16", TargetKind.NETWORK_INTERFACE, "eni-1"))

    found = compute(network(own, network_interfaces={"eni-1": "subnet-1"}))

    assert targets(found.vpc_tables["rtb-1"]) == {"10.0.0.0/16": "eni-1"}


def test_every_range_of_the_vpc_has_its_local_route() -> None:
    own = table("rtb-1", "vpc-1", route("10.0.0.0/16", TargetKind.LOCAL, "local"))

    found = compute(network(own, "10.0.0.0/16", "100.64.0.0/16", "2001:db8:1::/56")).vpc_tables["rtb-1"]

    assert [(str(it.destination), it.source) for it in found] == [
        ("10.0.0.0/16", "local"),
        ("100.64.0.0/16", "local"),
        ("2001:db8:1::/56", "local"),
    ]


def test_a_prefix_list_route_comes_after_static_and_before_propagated_ones() -> None:
    own = table(
        "rtb-1",
        "vpc-1",
        route("pl-1", TargetKind.PEERING_CONNECTION, "pcx-1"),
        route("192.168.1.0/24", TargetKind.INTERNET_GATEWAY, "igw-1"),
        propagating=("vgw-1",),
    )
    listed = by_id(prefix_list("pl-1", "192.168.1.0/24", "192.168.2.0/24"))

    found = compute(network(own, prefix_lists=listed, **learning("192.168.2.0/24"))).vpc_tables["rtb-1"]

    assert targets(found) == {"10.0.0.0/16": "local", "192.168.1.0/24": "igw-1", "192.168.2.0/24": "pcx-1"}
    assert [it.prefix_list for it in found if it.target.id == "pcx-1"] == ["pl-1"]


def test_a_more_specific_propagated_route_is_preferred_to_a_prefix_list() -> None:
    own = table("rtb-1", "vpc-1", route("pl-1", TargetKind.PEERING_CONNECTION, "pcx-1"), propagating=("vgw-1",))
    listed = by_id(prefix_list("pl-1", "192.168.0.0/16"))

    taken = lookup(
        compute(network(own, prefix_lists=listed, **learning("192.168.2.0/24"))).vpc_tables["rtb-1"],
        ip("192.168.2.7"),
    )

    assert taken
    assert taken.target.id == "vgw-1"


def test_of_two_prefix_lists_with_one_entry_the_first_by_id_counts() -> None:
    own = table(
        "rtb-1",
        "vpc-1",
        route("pl-2", TargetKind.INTERNET_GATEWAY, "igw-1"),
        route("pl-1", TargetKind.PEERING_CONNECTION, "pcx-1"),
    )
    listed = by_id(prefix_list("pl-1", "192.168.0.0/16"), prefix_list("pl-2", "192.168.0.0/16"))

    found = compute(network(own, prefix_lists=listed)).vpc_tables["rtb-1"]

    assert targets(found)["192.168.0.0/16"] == "pcx-1"


def test_a_missing_prefix_list_is_a_problem_by_name() -> None:
    own = table("rtb-1", "vpc-1", route("pl-gone", TargetKind.INTERNET_GATEWAY, "igw-1"))

    assert compute(network(own)).problems == ("rtb-1: no prefix list pl-gone",)


def test_more_propagated_routes_than_the_quota_are_a_problem_by_name() -> None:
    own = table("rtb-1", "vpc-1", propagating=("vgw-1",))
    vpn_sessions = [
        session(f"tunnel-{part}", *(announce(f"172.{16 + part}.{n}.0/24") for n in range(60)), amazon_asn=64512)
        for part in range(2)
    ]
    found = compute(network(own, vpn_connections=by_id(vpn("vpn-1", "vgw-1", *vpn_sessions))))

    assert found.problems == ("rtb-1: 120 propagated routes, the quota is 100",)


def test_a_gateway_that_is_not_the_vpcs_propagates_nothing() -> None:
    own = table("rtb-1", "vpc-1", propagating=("vgw-1",))
    detached = by_id(vgw("vgw-1", None))

    found = compute(network(own, **learning("172.31.0.0/24"), virtual_private_gateways=detached))

    assert targets(found.vpc_tables["rtb-1"]) == {"10.0.0.0/16": "local"}


def test_a_propagated_route_has_the_location_of_its_propagation() -> None:
    here = Origin("network/vpc.py", 12)
    own = replace(table("rtb-1", "vpc-1", propagating=("vgw-1",)), association_origins={"vgw-1": here})

    found = compute(network(own, **learning("172.31.0.0/24"))).vpc_tables["rtb-1"]

    assert [it.origin for it in found if it.source == "propagated"] == [here]
