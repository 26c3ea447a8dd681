"""What Amazon announces, and what each customer router prefers."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.routing import compute
from sandbox.routing.model import (
    DirectConnectAssociation,
    Topology,
    TransitRoute,
    VirtualInterface,
)
from tests.sandbox.routing.networks import (
    announce,
    association,
    attachment,
    attachments,
    by_id,
    dx_gateway,
    line,
    net,
    session,
    tgw,
    topology,
    transit_table,
    vgw,
    vif,
    vpc,
    vpn,
)


def behind_a_direct_connect_gateway(*associations: DirectConnectAssociation, **more: Any) -> Topology:
    """Return a line to a Direct Connect gateway with a VPC's gateway and a transit gateway to associate with."""
    parts: dict[str, Any] = {
        "vpcs": by_id(vpc("vpc-1", "10.0.0.0/16", "100.64.0.0/16", "2001:db8::/56")),
        "virtual_private_gateways": by_id(vgw("vgw-1", "vpc-1")),
        "transit_gateways": by_id(tgw("tgw-1")),
        "connections": by_id(line("dxcon-1")),
        "direct_connect_gateways": by_id(dx_gateway("dxgw-1")),
        "direct_connect_associations": by_id(*associations),
        "virtual_interfaces": by_id(vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1"))),
    }
    return topology(**parts | more)


def advertised(found: Topology, interface: str = "dxvif-1") -> list[tuple[str, str]]:
    return [(str(it.destination), it.gateway) for it in compute(found).advertised[interface]]


@pytest.mark.parametrize(
    ("allowed", "announced"),
    [
        ("22.0.0.0/24", []),
        ("10.0.0.0/24", []),
        ("10.0.0.0/16", ["10.0.0.0/16"]),
        ("10.0.0.0/15", ["10.0.0.0/16"]),
        ("0.0.0.0/0", ["10.0.0.0/16", "100.64.0.0/16"]),
    ],
)
def test_allowed_prefixes_filter_the_ranges_behind_a_virtual_private_gateway(
    allowed: str, announced: list[str]
) -> None:
    """The guide's three scenarios of a VPC with 10.0.0.0/16, and a wider one."""
    found = behind_a_direct_connect_gateway(association("a-1", "dxgw-1", "vgw-1", allowed))

    assert advertised(found) == [(it, "vgw-1") for it in announced]


def test_allowed_prefixes_are_announced_as_they_are_for_a_transit_gateway() -> None:
    found = behind_a_direct_connect_gateway(association("a-1", "dxgw-1", "tgw-1", "10.0.0.0/8", "192.168.0.0/24"))

    assert advertised(found) == [("192.168.0.0/24", "tgw-1"), ("10.0.0.0/8", "tgw-1")]
    assert {it.as_path for it in compute(found).advertised["dxvif-1"]} == {(64600,)}


def test_a_session_carries_its_own_family() -> None:
    interface = vif("dxvif-1", "dxcon-1", "dxgw-1", session("dxpeer-1"), session("dxpeer-2", family=6))
    allowed = association("a-1", "dxgw-1", "vgw-1", "0.0.0.0/0", "::/0")

    routes = compute(behind_a_direct_connect_gateway(allowed, virtual_interfaces=by_id(interface)))

    assert {(str(it.destination), it.session) for it in routes.advertised["dxvif-1"]} == {
        ("10.0.0.0/16", "dxpeer-1"),
        ("100.64.0.0/16", "dxpeer-1"),
        ("2001:db8::/56", "dxpeer-2"),
    }


def test_nothing_is_announced_without_a_vpc_or_over_a_line_that_is_down() -> None:
    allowed = association("a-1", "dxgw-1", "vgw-1", "0.0.0.0/0")
    detached = behind_a_direct_connect_gateway(allowed, virtual_private_gateways=by_id(vgw("vgw-1", None)))
    down = behind_a_direct_connect_gateway(allowed, connections=by_id(line("dxcon-1", up=False)))

    assert (advertised(detached), advertised(down)) == ([], [])


def test_a_transit_gateways_association_announces_200_prefixes_at_most() -> None:
    prefixes = [f"10.{n // 256}.{n % 256}.0/24" for n in range(201)]

    found = compute(behind_a_direct_connect_gateway(association("a-1", "dxgw-1", "tgw-1", *prefixes)))

    assert len(found.advertised["dxvif-1"]) == 200
    assert found.problems == ("a-1: 201 allowed prefixes, a transit gateway's association announces 200",)


def test_an_interface_of_a_virtual_private_gateway_announces_all_of_the_vpcs_ranges() -> None:
    own = by_id(vif("dxvif-1", "dxcon-1", "vgw-1", session("dxpeer-1", amazon_asn=64512)))

    assert advertised(behind_a_direct_connect_gateway(virtual_interfaces=own)) == [
        ("10.0.0.0/16", "vgw-1"),
        ("100.64.0.0/16", "vgw-1"),
    ]


def site_link(*enabled: bool, asns: tuple[int, ...] = (65010, 65020)) -> Topology:
    """Return two data centres on one Direct Connect gateway."""
    interfaces: list[VirtualInterface] = [
        vif(
            f"dxvif-{n}",
            f"dxcon-{n}",
            "dxgw-1",
            session(f"dxpeer-{n}", announce(f"10.{n}.0.0/16", asn=asn), customer_asn=asn),
            site_link=is_enabled,
        )
        for n, (is_enabled, asn) in enumerate(zip(enabled, asns, strict=True), 1)
    ]
    return behind_a_direct_connect_gateway(
        connections=by_id(line("dxcon-1"), line("dxcon-2", "us-west-2")), virtual_interfaces=by_id(*interfaces)
    )


def test_site_link_joins_the_sites_of_one_gateway_where_both_interfaces_have_it() -> None:
    routes = compute(site_link(True, True))

    assert [(str(it.destination), it.gateway, it.as_path) for it in routes.advertised["dxvif-1"]] == [
        ("10.2.0.0/16", "dxvif-2", (64600, 65020))
    ]
    assert [str(it.destination) for it in routes.routers["router-of-dxcon-2"]] == ["10.1.0.0/16"]
    assert compute(site_link(True, False)).advertised == {"dxvif-1": (), "dxvif-2": ()}


def cloud_hub() -> Topology:
    """Return two sites with a VPN connection each and a line's own interface on one virtual private gateway."""
    return topology(
        vpcs=by_id(vpc("vpc-1", "10.0.0.0/16", "2001:db8::/56")),
        virtual_private_gateways=by_id(vgw("vgw-1", "vpc-1")),
        connections=by_id(line("dxcon-1")),
        virtual_interfaces=by_id(
            vif("dxvif-1", "dxcon-1", "vgw-1", session("dxpeer-1", announce("10.3.0.0/16"), amazon_asn=64512))
        ),
        vpn_connections=by_id(
            *(
                vpn(
                    f"vpn-{n}",
                    "vgw-1",
                    session(
                        f"tunnel-{n}",
                        announce(f"10.{n}.0.0/16", asn=65010 + n),
                        amazon_asn=64512,
                        customer_asn=65010 + n,
                        router=f"site-{n}",
                    ),
                )
                for n in (1, 2)
            )
        ),
    )


def test_a_virtual_private_gateway_announces_each_site_to_the_others() -> None:
    """Site-to-Site VPN User Guide, "VPN CloudHub": sites with VPN connections, and with Direct Connect."""
    routes = compute(cloud_hub()).routers

    read = {name: [(str(it.destination), it.as_path) for it in found] for name, found in routes.items()}
    assert read == {
        "site-1": [
            ("10.0.0.0/16", (64512,)),
            ("10.2.0.0/16", (64512, 65012)),
            ("10.3.0.0/16", (64512, 65010)),
        ],
        "site-2": [
            ("10.0.0.0/16", (64512,)),
            ("10.1.0.0/16", (64512, 65011)),
            ("10.3.0.0/16", (64512, 65010)),
        ],
        "router-of-dxcon-1": [
            ("10.0.0.0/16", (64512,)),
            ("10.1.0.0/16", (64512, 65011)),
            ("10.2.0.0/16", (64512, 65012)),
        ],
    }


def test_a_vpn_attachment_announces_the_active_routes_of_its_table() -> None:
    network = topology(
        vpcs=by_id(vpc("vpc-1", "10.0.0.0/16")),
        transit_gateways=by_id(tgw("tgw-1")),
        transit_route_tables=by_id(
            transit_table(
                "tgw-rtb-1",
                "tgw-1",
                routes=(TransitRoute(net("10.7.0.0/16"), None), TransitRoute(net("10.8.0.0/16"), "attach-vpc")),
            )
        ),
        transit_attachments=attachments(
            attachment("attach-vpc", "tgw-1", "vpc", "vpc-1", "tgw-rtb-1"),
            attachment("attach-vpn", "tgw-1", "vpn", "vpn-1", "tgw-rtb-1", table="tgw-rtb-1"),
        ),
        vpn_connections=by_id(
            vpn("vpn-1", "tgw-1", session("tunnel-1", announce("10.9.0.0/16"), amazon_asn=64520, router="site-1"))
        ),
    )

    assert [(str(it.destination), it.gateway, it.as_path) for it in compute(network).routers["site-1"]] == [
        ("10.0.0.0/16", "tgw-1", (64520,)),
        ("10.8.0.0/16", "tgw-1", (64520,)),
    ]
