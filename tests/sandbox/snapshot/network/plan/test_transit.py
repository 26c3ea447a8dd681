"""Tests of `sandbox.snapshot.network.plan.transit`."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from sandbox.reach.model import Network
from sandbox.routing.model import TransitAttachment
from tests.sandbox.snapshot.network.plan.network_plans import (
    LINE,
    SUBNET,
    VPC,
    ReadNetwork,
    made,
    only,
    subnet,
    urn,
    vpc,
)
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, MEMBER, PlanResource

MODULE = "aws:ec2transitgateway"
GATEWAY = f"{MODULE}/transitGateway:TransitGateway"
TABLE, ROUTE = f"{MODULE}/routeTable:RouteTable", f"{MODULE}/route:Route"
VPC_ATTACHMENT = f"{MODULE}/vpcAttachment:VpcAttachment"
ACCEPTER = f"{MODULE}/vpcAttachmentAccepter:VpcAttachmentAccepter"
PEERING = f"{MODULE}/peeringAttachment:PeeringAttachment"
CONNECT = f"{MODULE}/connect:Connect"
OFF = {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"}


def gateway(name: str = "hub", **inputs: object) -> PlanResource:
    return made(GATEWAY, name, **{"amazonSideAsn": 64520, "tags": {"Name": name}, **inputs})


def table(name: str = "app") -> PlanResource:
    return made(TABLE, name, transitGatewayId=urn(GATEWAY, "hub"), tags={"Name": name})


def attachment(account: str = MANAGEMENT, **inputs: object) -> PlanResource:
    needed = {"transitGatewayId": urn(GATEWAY, "hub"), "vpcId": urn(VPC, "main"), "subnetIds": urn(SUBNET, "app")}
    return made(VPC_ATTACHMENT, "main", account, **{**needed, **inputs})


def link(kind: str, name: str, of: str = VPC_ATTACHMENT) -> PlanResource:
    token = f"{MODULE}/routeTable{kind}:RouteTable{kind}"
    return made(
        token,
        name,
        transitGatewayAttachmentId=urn(of, "main"),
        transitGatewayRouteTableId=urn(TABLE, name),
    )


def found_attachment(network: Network) -> TransitAttachment:
    (found,) = network.topology.transit_attachments.values()
    return found


def test_an_attachment_has_its_table_and_propagations_with_their_lines(read: ReadNetwork):
    links = link("Association", "app"), link("Propagation", "app"), link("Propagation", "data")
    network = read(vpc(), subnet(), gateway(**OFF), table(), table("data"), attachment(), *links)
    found = found_attachment(network)
    names = {key: each.name for key, each in network.topology.transit_route_tables.items()}
    assert found.table is not None
    assert (names[found.table], sorted(names[each] for each in found.propagates_to)) == ("app", ["app", "data"])
    assert (found.type, found.resource, found.subnets) == (
        "vpc",
        only(network.topology.vpcs).id,
        tuple(network.topology.subnets),
    )
    assert set(found.link_origins.values()) == {LINE}


def test_an_attachment_takes_the_gateways_default_table(read: ReadNetwork):
    network = read(vpc(), subnet(), gateway(), attachment())
    (default,) = network.topology.transit_route_tables
    assert (found_attachment(network).table, found_attachment(network).propagates_to) == (default, (default,))


def test_an_attachment_that_refuses_the_defaults_has_none(read: ReadNetwork):
    refusing = attachment(
        transitGatewayDefaultRouteTableAssociation=False, transitGatewayDefaultRouteTablePropagation=False
    )
    found = found_attachment(read(vpc(), subnet(), gateway(), refusing))
    assert (found.table, found.propagates_to) == (None, ())


@pytest.mark.parametrize(("accepted", "automatic"), [(False, False), (True, False), (False, True)])
def test_an_attachment_of_another_account_waits_for_acceptance(read: ReadNetwork, accepted: bool, automatic: bool):
    hub = gateway(**OFF, autoAcceptSharedAttachments="enable" if automatic else "disable")
    accepter = made(ACCEPTER, "main", transitGatewayAttachmentId=urn(VPC_ATTACHMENT, "main"))
    network = read(vpc(), subnet(), hub, attachment(MEMBER), *((accepter,) if accepted else ()))
    found = found_attachment(network)
    assert (found.account, found.available) == (MEMBER, accepted or automatic)


def test_an_association_of_the_accepted_attachment_is_found_through_its_accepter(read: ReadNetwork):
    accepter = made(ACCEPTER, "main", transitGatewayAttachmentId=urn(VPC_ATTACHMENT, "main"))
    association = link("Association", "app", ACCEPTER)
    network = read(vpc(), subnet(), gateway(**OFF), table(), attachment(MEMBER), accepter, association)
    assert network.topology.transit_route_tables[str(found_attachment(network).table)].name == "app"


def test_static_routes_blackholes_and_references(read: ReadNetwork):
    own = {"transitGatewayRouteTableId": urn(TABLE, "app")}
    route = made(
        ROUTE, "on", **own, destinationCidrBlock="10.0.0.0/8", transitGatewayAttachmentId=urn(VPC_ATTACHMENT, "main")
    )
    hole = made(ROUTE, "hole", **own, destinationCidrBlock="10.9.0.0/16", blackhole=True)
    reference = made(
        f"{MODULE}/prefixListReference:PrefixListReference", "list", **own, prefixListId="pl-1", blackhole=True
    )
    network = read(vpc(), subnet(), gateway(**OFF), table(), attachment(), route, hole, reference)
    found = only(network.topology.transit_route_tables)
    assert {each.destination: each.attachment for each in found.routes} == {
        ip_network("10.0.0.0/8"): found_attachment(network).id,
        ip_network("10.9.0.0/16"): None,
    }
    assert [(each.prefix_list, each.attachment) for each in found.references] == [("pl-1", None)]


def test_a_peering_is_an_attachment_of_both_gateways(read: ReadNetwork):
    peering = made(
        PEERING,
        "both",
        transitGatewayId=urn(GATEWAY, "hub"),
        peerTransitGatewayId=urn(GATEWAY, "other"),
        peerRegion="us-west-2",
    )
    accepter = made(
        f"{MODULE}/peeringAttachmentAccepter:PeeringAttachmentAccepter",
        "both",
        transitGatewayAttachmentId=urn(PEERING, "both"),
    )
    network = read(gateway(**OFF), gateway("other", **OFF), peering, accepter)
    ends = list(network.topology.transit_attachments.values())
    assert {each.id for each in ends} == {ends[0].id}
    assert {(each.gateway, each.resource) for each in ends} == {
        (ends[0].gateway, ends[1].gateway),
        (ends[1].gateway, ends[0].gateway),
    }
    assert all(each.available for each in ends)


def test_a_connect_attachment_has_the_sessions_of_its_peers(read: ReadNetwork):
    connect = made(
        CONNECT,
        "appliance",
        transitGatewayId=urn(GATEWAY, "hub"),
        transportAttachmentId=urn(VPC_ATTACHMENT, "main"),
    )
    peer = made(
        f"{MODULE}/connectPeer:ConnectPeer",
        "appliance",
        transitGatewayAttachmentId=urn(CONNECT, "appliance"),
        peerAddress="10.0.1.9",
        bgpAsn="65001",
        insideCidrBlocks=["169.254.6.0/29"],
    )
    network = read(vpc(), subnet(), gateway(**OFF), attachment(), connect, peer)
    carrier, found = sorted(network.topology.transit_attachments.values(), key=lambda each: each.type, reverse=True)
    assert (found.type, found.resource) == ("connect", carrier.id)
    (session,) = found.sessions
    assert (session.amazon_asn, session.customer_asn) == (64520, 65001)
