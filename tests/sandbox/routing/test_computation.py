"""A whole network: VPCs behind a virtual private and a transit gateway, a data centre behind two lines."""

from __future__ import annotations

from dataclasses import replace

from sandbox.routing import compute, lookup
from sandbox.routing.model import BgpSession, DataCentre, Router, TargetKind, Topology, VirtualInterface
from tests.sandbox.routing.networks import (
    announce,
    association,
    attachment,
    attachments,
    by_id,
    dx_gateway,
    ip,
    line,
    net,
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


def hybrid() -> Topology:
    """Return a network with a VPC on each kind of gateway and two lines, of which the east one is preferred."""
    return topology(
        vpcs=by_id(vpc("vpc-legacy", "10.16.0.0/16"), vpc("vpc-mobile", "10.33.0.0/16")),
        route_tables=by_id(
            table("rtb-legacy", "vpc-legacy", propagating=("vgw-legacy",)),
            table("rtb-mobile", "vpc-mobile", route("10.0.0.0/8", TargetKind.TRANSIT_GATEWAY, "tgw-1")),
        ),
        virtual_private_gateways=by_id(vgw("vgw-legacy", "vpc-legacy")),
        transit_gateways=by_id(tgw("tgw-1")),
        transit_route_tables=by_id(transit_table("tgw-rtb-1", "tgw-1")),
        transit_attachments=attachments(
            attachment("tgw-attach-mobile", "tgw-1", "vpc", "vpc-mobile", "tgw-rtb-1", table="tgw-rtb-1"),
            attachment("tgw-attach-dx", "tgw-1", "direct-connect-gateway", "dxgw-transit", "tgw-rtb-1"),
        ),
        connections=by_id(line("dxcon-east"), line("dxcon-west", "us-west-2")),
        direct_connect_gateways=by_id(dx_gateway("dxgw-legacy"), dx_gateway("dxgw-transit", 64601)),
        direct_connect_associations=by_id(
            association("a-legacy", "dxgw-legacy", "vgw-legacy", "10.16.0.0/16"),
            association("a-transit", "dxgw-transit", "tgw-1", "10.32.0.0/11"),
        ),
        virtual_interfaces=by_id(
            *_interfaces("east", "7224:7300"),
            *_interfaces("west", "7224:7100"),
        ),
        datacentres={
            "dc": DataCentre(
                name="dc",
                prefixes=(net("10.0.0.0/12"),),
                routers=(Router("router-of-dxcon-east", 65010), Router("router-of-dxcon-west", 65010)),
            )
        },
    )


def _interfaces(side: str, community: str) -> tuple[VirtualInterface, VirtualInterface]:
    def peer(kind: str, asn: int) -> BgpSession:
        return session(f"dxpeer-{side}-{kind}", announce("10.0.0.0/12", community), amazon_asn=asn)

    connection = f"dxcon-{side}"
    return (
        vif(f"dxvif-{side}-private", connection, "dxgw-legacy", peer("private", 64600)),
        vif(f"dxvif-{side}-transit", connection, "dxgw-transit", peer("transit", 64601), kind="transit"),
    )


def test_every_part_of_the_network_learns_its_routes() -> None:
    found = compute(hybrid())

    assert [(str(it.destination), it.target.id, it.source) for it in found.vpc_tables["rtb-legacy"]] == [
        ("10.16.0.0/16", "local", "local"),
        ("10.0.0.0/12", "vgw-legacy", "propagated"),
    ]
    assert [(str(it.destination), it.target.id, it.active) for it in found.vpc_tables["rtb-mobile"]] == [
        ("10.33.0.0/16", "local", True),
        ("10.0.0.0/8", "tgw-1", True),
    ]
    assert [(str(it.destination), it.paths[0].via) for it in found.transit_tables["tgw-rtb-1"]] == [
        ("10.33.0.0/16", "tgw-attach-mobile"),
        ("10.0.0.0/12", "tgw-attach-dx"),
    ]
    learned = found.virtual_private_gateways["vgw-legacy"][0]
    assert [it.via for it in learned.paths] == ["dxvif-east-private"]
    assert [it.via for it in learned.backup] == ["dxvif-west-private"]
    assert [(str(it.destination), it.gateway) for it in found.routers["router-of-dxcon-west"]] == [
        ("10.16.0.0/16", "vgw-legacy"),
        ("10.32.0.0/11", "tgw-1"),
    ]
    assert all(state.established for state in found.sessions.values())
    assert found.problems == ()


def test_a_line_that_is_down_moves_its_routes_to_the_other_line() -> None:
    network = hybrid()
    cut = replace(network.connections["dxcon-east"], up=False, reason="cut")

    found = compute(replace(network, connections={**network.connections, "dxcon-east": cut}))

    assert found.sessions["dxpeer-east-private"].reason == "line dxcon-east is down: cut"
    assert [it.via for it in found.virtual_private_gateways["vgw-legacy"][0].paths] == ["dxvif-west-private"]
    assert "router-of-dxcon-east" not in found.routers
    carried = found.transit_tables["tgw-rtb-1"][-1]
    assert (str(carried.destination), carried.active) == ("10.0.0.0/12", True)
    assert [(it.via, it.session) for it in carried.paths] == [("tgw-attach-dx", "dxpeer-west-transit")]


def test_lookup_takes_the_longest_prefix_of_a_table() -> None:
    routes = compute(hybrid()).vpc_tables["rtb-legacy"]

    inside, beyond = lookup(routes, ip("10.16.1.1")), lookup(routes, ip("10.3.1.1"))
    assert (inside and inside.target.id, beyond and beyond.target.id) == ("local", "vgw-legacy")
    assert lookup(routes, ip("192.0.2.1")) is None
