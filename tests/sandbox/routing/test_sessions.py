"""What keeps a BGP session down, and what Amazon accepts on one that is up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.routing import compute
from sandbox.routing.model import Announcement, DataCentre, Router, Topology
from sandbox.routing.routes import SessionState
from tests.sandbox.routing.networks import (
    announce,
    by_id,
    customer_gateway,
    dx_gateway,
    ip,
    line,
    net,
    session,
    tgw,
    topology,
    vgw,
    vif,
    vpc,
    vpn,
)


def datacentre(*routers: Router) -> dict[str, DataCentre]:
    return {"dc": DataCentre(name="dc", prefixes=(net("10.0.0.0/12"),), routers=routers)}


def network(*announcements: Announcement, kind: Any = "private", **more: Any) -> Topology:
    """Return one interface on one line."""
    parts: dict[str, Any] = {
        "connections": by_id(line("dxcon-1")),
        "direct_connect_gateways": by_id(dx_gateway("dxgw-1")),
        "virtual_interfaces": by_id(
            vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1", *announcements), kind=kind)
        ),
        "datacentres": datacentre(Router("router-of-dxcon-1", 65010)),
    }
    return topology(**parts | more)


def state(found: Topology, id_: str = "dxpeer-1") -> SessionState:
    return compute(found).sessions[id_]


def many(count: int) -> list[Announcement]:
    return [announce(f"172.{16 + n // 256}.{n % 256}.0/24") for n in range(count)]


def test_a_session_is_established_when_nothing_is_in_the_way() -> None:
    assert state(network(announce("10.0.0.0/12"))) == SessionState(established=True)


INTERFACE = vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1"))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"connections": {}}, "no connection dxcon-1"),
        ({"connections": by_id(line("dxcon-1", up=False))}, "line dxcon-1 is down"),
        (
            {"datacentres": datacentre(Router("router-of-dxcon-1", 65010, up=False))},
            "router router-of-dxcon-1 is down",
        ),
        (
            {"virtual_interfaces": by_id(replace(INTERFACE, available=False))},
            "the virtual interface is not available",
        ),
        (
            {
                "virtual_interfaces": by_id(
                    replace(INTERFACE, sessions=(session("dxpeer-1", problems=("VLAN: ours 1, theirs 2", "key")),))
                )
            },
            "VLAN: ours 1, theirs 2; key",
        ),
    ],
)
def test_a_session_is_down_with_its_reason(parts: dict[str, Any], reason: str) -> None:
    assert state(network(**parts)) == SessionState(established=False, reason=reason)


@pytest.mark.parametrize(("kind", "limit"), [("private", 100), ("transit", 100), ("public", 1000)])
def test_one_prefix_above_the_limit_makes_the_session_idle(kind: str, limit: int) -> None:
    assert state(network(*many(limit), kind=kind)).established
    assert state(network(*many(limit + 1), kind=kind)).reason == (
        f"idle: {limit + 1} prefixes announced, at most {limit}"
    )


def test_an_interface_may_be_allocated_another_number_of_prefixes() -> None:
    def with_limit(limit: int) -> bool:
        peer = session("dxpeer-1", *many(150), prefix_limit=limit)
        return state(network(virtual_interfaces=by_id(replace(INTERFACE, sessions=(peer,))))).established

    assert [with_limit(150), with_limit(149)] == [True, False]


def test_prefixes_of_the_other_family_do_not_count() -> None:
    ipv6 = [announce(f"2001:db8:{n:x}::/48") for n in range(50)]

    found = compute(network(*many(100), *ipv6))

    assert found.sessions["dxpeer-1"].established
    assert len(found.direct_connect_gateways["dxgw-1"]) == 100


def test_the_limit_of_a_vpn_session_depends_on_its_gateway() -> None:
    def over_vpn(gateway: str, count: int) -> bool:
        network = topology(
            vpcs=by_id(vpc("vpc-1", "10.0.0.0/16")),
            virtual_private_gateways=by_id(vgw("vgw-1", "vpc-1")),
            transit_gateways=by_id(tgw("tgw-1")),
            vpn_connections=by_id(vpn("vpn-1", gateway, session("tunnel-1", *many(count), amazon_asn=64512))),
        )
        return state(network, "tunnel-1").established

    assert [over_vpn("vgw-1", 100), over_vpn("vgw-1", 101)] == [True, False]
    assert [over_vpn("tgw-1", 1000), over_vpn("tgw-1", 1001)] == [True, False]


def test_a_tunnel_that_is_down_or_of_a_router_that_is_down_has_no_session() -> None:
    parts: dict[str, Any] = {
        "virtual_private_gateways": by_id(vgw("vgw-1", "vpc-1")),
        "customer_gateways": by_id(customer_gateway("198.51.100.7")),
    }
    down = by_id(vpn("vpn-1", "vgw-1", session("tunnel-1"), up=(False, True)))
    up = by_id(vpn("vpn-1", "vgw-1", session("tunnel-1")))
    broken = datacentre(Router("dc-vpn", 65010, addresses=(ip("198.51.100.7"),), up=False))

    assert state(topology(vpn_connections=down, **parts), "tunnel-1").reason == "tunnel 203.0.113.1 is down"
    assert state(topology(vpn_connections=up, datacentres=broken, **parts), "tunnel-1").reason == (
        "router dc-vpn is down"
    )


def test_a_route_with_amazons_own_asn_is_a_loop() -> None:
    looped = Announcement(prefix=net("10.9.0.0/16"), as_path=(65010, 64600))

    assert compute(network(looped)).direct_connect_gateways["dxgw-1"] == ()


def test_without_an_as_path_the_customers_asn_is_taken() -> None:
    found = compute(network(Announcement(prefix=net("10.9.0.0/16"))))

    assert found.direct_connect_gateways["dxgw-1"][0].paths[0].as_path == (65010,)


def test_peering_addresses_do_not_propagate_to_a_transit_gateway() -> None:
    peering: dict[str, Any] = {"amazon_address": ip("169.254.101.1"), "customer_address": ip("169.254.101.2")}
    announced = announce("169.254.101.0/30"), announce("10.9.9.0/30")

    def learned(kind: Any) -> list[str]:
        interface = vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1", *announced, **peering), kind=kind)
        found = compute(network(virtual_interfaces=by_id(interface))).direct_connect_gateways["dxgw-1"]
        return [str(it.destination) for it in found]

    assert learned("transit") == ["10.9.9.0/30"]
    assert learned("private") == ["10.9.9.0/30", "169.254.101.0/30"]
