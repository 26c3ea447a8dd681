"""What gateways learn: the examples of AWS's pages."""

from __future__ import annotations

from typing import Any

from sandbox.routing import compute, lookup
from sandbox.routing.model import Announcement, Topology
from sandbox.routing.routes import LearnedRoute
from tests.sandbox.routing.networks import (
    announce,
    association,
    by_id,
    dx_gateway,
    ip,
    line,
    session,
    topology,
    vgw,
    vif,
    vpc,
    vpn,
)

ON_PREMISES = "172.16.0.0/16"


def three_interfaces(a: Announcement, b: Announcement, c: Announcement) -> Topology:
    """Return the page's network: interfaces A and B in the VPC's Region, C in another."""
    return topology(
        vpcs=by_id(vpc("vpc-1", "10.0.0.0/16")),
        virtual_private_gateways=by_id(vgw("vgw-1", "vpc-1")),
        connections=by_id(line("dxcon-1"), line("dxcon-2", "us-west-1")),
        direct_connect_gateways=by_id(dx_gateway("dxgw-1")),
        direct_connect_associations=by_id(association("a-1", "dxgw-1", "vgw-1", "10.0.0.0/16")),
        virtual_interfaces=by_id(
            vif("dxvif-a", "dxcon-1", "dxgw-1", session("dxpeer-a", a)),
            vif("dxvif-b", "dxcon-1", "dxgw-1", session("dxpeer-b", b)),
            vif("dxvif-c", "dxcon-2", "dxgw-1", session("dxpeer-c", c)),
        ),
    )


def used(found: Topology, address: str = "172.16.0.9") -> list[str]:
    """Return the interfaces or connections in use from the VPC to an address."""
    route = lookup(compute(found).virtual_private_gateways["vgw-1"], ip(address))
    return [it.via for it in route.paths] if route else []


def test_in_one_region_the_shorter_as_path_is_used() -> None:
    """Direct Connect User Guide, "Private virtual interface routing example": B before A, and C is remote."""
    network = three_interfaces(
        announce(ON_PREMISES, prepend=2), announce(ON_PREMISES, prepend=1), announce(ON_PREMISES)
    )

    assert used(network) == ["dxvif-b"]


def test_a_longer_prefix_over_the_remote_location_is_used() -> None:
    """The same page's second example: C announces 172.16.0.0/24."""
    network = three_interfaces(
        announce(ON_PREMISES, prepend=2), announce(ON_PREMISES, prepend=1), announce("172.16.0.0/24")
    )

    assert (used(network), used(network, "172.16.9.9")) == (["dxvif-c"], ["dxvif-b"])


def test_a_higher_local_preference_is_used_before_distance_and_as_path() -> None:
    network = three_interfaces(
        announce(ON_PREMISES), announce(ON_PREMISES, "7224:7100"), announce(ON_PREMISES, "7224:7300", prepend=3)
    )

    assert used(network) == ["dxvif-c"]


def test_the_same_community_on_all_prefixes_balances_over_locations() -> None:
    tagged = announce(ON_PREMISES, "7224:7200")

    assert used(three_interfaces(tagged, tagged, tagged)) == ["dxvif-a", "dxvif-b", "dxvif-c"]


def test_each_associated_gateway_prefers_the_locations_of_its_own_region() -> None:
    plain = announce(ON_PREMISES)
    network = three_interfaces(plain, plain, plain)
    west = by_id(vgw("vgw-1", "vpc-1"), vgw("vgw-west", "vpc-west", "us-west-1"))
    associations = by_id(
        association("a-1", "dxgw-1", "vgw-1", "10.0.0.0/16"), association("a-2", "dxgw-1", "vgw-west", "10.1.0.0/16")
    )
    found = compute(
        topology(
            connections=network.connections,
            virtual_interfaces=network.virtual_interfaces,
            direct_connect_gateways=network.direct_connect_gateways,
            virtual_private_gateways=west,
            direct_connect_associations=associations,
        )
    )

    def interfaces(routes: tuple[LearnedRoute, ...]) -> list[str]:
        return [path.via for it in routes for path in it.paths]

    assert interfaces(found.associations["a-1"]) == ["dxvif-a", "dxvif-b"]
    assert interfaces(found.associations["a-2"]) == ["dxvif-c"]
    assert interfaces(found.direct_connect_gateways["dxgw-1"]) == ["dxvif-a", "dxvif-b", "dxvif-c"]


def over_vpn(*connections: Any, **more: Any) -> Topology:
    """Return a virtual private gateway with VPN connections, and one line of its own where it is given."""
    return topology(
        vpcs=by_id(vpc("vpc-1", "10.0.0.0/16")),
        virtual_private_gateways=by_id(vgw("vgw-1", "vpc-1")),
        vpn_connections=by_id(*connections),
        **more,
    )


BY_BGP = vpn("vpn-a-bgp", "vgw-1", session("tunnel-bgp", announce(ON_PREMISES), amazon_asn=64512))
STATIC = vpn("vpn-static", "vgw-1", static=(ON_PREMISES,))
LINE: dict[str, Any] = {
    "connections": by_id(line("dxcon-1")),
    "virtual_interfaces": by_id(
        vif("dxvif-1", "dxcon-1", "vgw-1", session("dxpeer-1", announce(ON_PREMISES, prepend=3), amazon_asn=64512))
    ),
}


def test_direct_connect_comes_before_static_and_static_before_bgp_over_vpn() -> None:
    """Site-to-Site VPN User Guide, "Route priority"."""
    route = compute(over_vpn(BY_BGP, STATIC, **LINE)).virtual_private_gateways["vgw-1"][0]

    assert [it.via for it in route.paths] == ["dxvif-1"]
    assert [it.via for it in route.backup] == ["vpn-static", "vpn-a-bgp"]
    assert used(over_vpn(BY_BGP, STATIC)) == ["vpn-static"]
    assert used(over_vpn(BY_BGP)) == ["vpn-a-bgp"]


def test_a_virtual_private_gateway_uses_one_vpn_path() -> None:
    def connection(id_: str, announced: Announcement) -> Any:
        return vpn(id_, "vgw-1", session(f"tunnel-of-{id_}", announced, amazon_asn=64512))

    equal = connection("vpn-a", announce(ON_PREMISES)), connection("vpn-b", announce(ON_PREMISES))
    longer = connection("vpn-a", announce(ON_PREMISES, prepend=1)), connection("vpn-b", announce(ON_PREMISES))
    higher = connection("vpn-a", announce(ON_PREMISES, med=200)), connection("vpn-b", announce(ON_PREMISES, med=50))

    assert [used(over_vpn(*it)) for it in (equal, longer, higher)] == [["vpn-a"], ["vpn-b"], ["vpn-b"]]


def test_static_routes_need_a_tunnel_that_is_up() -> None:
    assert used(over_vpn(vpn("vpn-1", "vgw-1", static=(ON_PREMISES,), up=(False, True)))) == ["vpn-1"]
    assert used(over_vpn(vpn("vpn-1", "vgw-1", static=(ON_PREMISES,), up=(False, False)))) == []


def test_the_second_tunnel_takes_over() -> None:
    both = (
        session("tunnel-1", announce(ON_PREMISES), amazon_asn=64512),
        session("tunnel-2", announce(ON_PREMISES, prepend=1), amazon_asn=64512),
    )

    def tunnels(up: tuple[bool, bool]) -> list[str | None]:
        found = compute(over_vpn(vpn("vpn-1", "vgw-1", *both, up=up))).vpn_connections["vpn-1"]
        return [path.session for it in found for path in it.paths]

    assert (tunnels((True, True)), tunnels((False, True)), tunnels((False, False))) == (["tunnel-1"], ["tunnel-2"], [])
