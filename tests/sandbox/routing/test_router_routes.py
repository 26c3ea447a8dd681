"""Which of the announced routes a customer router keeps and prefers."""

from __future__ import annotations

from dataclasses import replace

from sandbox.routing import compute
from tests.sandbox.routing.networks import announce, association, by_id, dx_gateway, line, session, vif, vpn
from tests.sandbox.routing.test_announced_routes import behind_a_direct_connect_gateway, site_link


def test_a_router_ignores_a_route_with_its_own_asn() -> None:
    routes = compute(site_link(True, True, asns=(65010, 65010)))

    assert [str(it.destination) for it in routes.advertised["dxvif-1"]] == ["10.2.0.0/16"]
    assert "router-of-dxcon-1" not in routes.routers


def test_a_router_prefers_its_line_to_its_vpn_connection_for_equal_paths() -> None:
    network = behind_a_direct_connect_gateway(
        association("a-1", "dxgw-1", "vgw-1", "10.0.0.0/16"),
        vpn_connections=by_id(
            vpn("a-vpn-1", "vgw-1", session("tunnel-1", amazon_asn=64512, router="router-of-dxcon-1"))
        ),
    )

    found = compute(network).routers["router-of-dxcon-1"]

    assert [it.via for it in found if str(it.destination) == "10.0.0.0/16"] == ["dxvif-1", "a-vpn-1"]


def test_a_router_prefers_the_shorter_as_path() -> None:
    """The other site over SiteLink is two ASNs away, the transit gateway one."""
    other_site = session("dxpeer-3", announce("10.77.0.0/16", asn=65099), router="other", customer_asn=65099)
    network = behind_a_direct_connect_gateway(
        association("a-1", "dxgw-2", "tgw-1", "10.77.0.0/16"),
        direct_connect_gateways=by_id(dx_gateway("dxgw-1"), dx_gateway("dxgw-2")),
        connections=by_id(line("dxcon-1", router="dc"), line("dxcon-2", router="other")),
        virtual_interfaces=by_id(
            vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1"), site_link=True),
            vif("dxvif-2", "dxcon-1", "dxgw-2", session("dxpeer-2"), kind="transit"),
            vif("dxvif-3", "dxcon-2", "dxgw-1", other_site, site_link=True),
        ),
    )

    found = compute(network).routers["dc"]

    assert [(it.via, it.as_path) for it in found] == [("dxvif-2", (64600,)), ("dxvif-1", (64600, 65099))]


def test_a_router_prefers_the_routes_to_which_it_gives_the_higher_local_preference() -> None:
    tunnel = session("tunnel-1", amazon_asn=64512, router="router-of-dxcon-1")
    network = behind_a_direct_connect_gateway(
        association("a-1", "dxgw-1", "vgw-1", "10.0.0.0/16"),
        vpn_connections=by_id(vpn("a-vpn-1", "vgw-1", replace(tunnel, customer_preference=200))),
    )

    found = compute(network).routers["router-of-dxcon-1"]

    assert [it.via for it in found if str(it.destination) == "10.0.0.0/16"] == ["a-vpn-1", "dxvif-1"]
