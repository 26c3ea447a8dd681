"""The engine's state as a topology, and the routes computed from it."""

from __future__ import annotations

from ipaddress import ip_network

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.emulated.hybrid_network.topology import computed, topology
from sandbox.routing.model import Topology
from sandbox.routing.routes import Routes
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.hybrid_network.aws import HOME, LEGACY, NETWORK, Aws, device, interface, line


def read(aws: Aws) -> Topology:
    return topology(aws.network, aws.resources)


def routes(aws: Aws) -> Routes:
    return computed(aws.network, aws.resources)


def two_lines() -> tuple[Aws, str, str, str]:
    """Return two lines of different preference to one Direct Connect gateway, and the interfaces."""
    aws = Aws()
    west = line("line-west", preference="low", interfaces={"legacy": interface(201, 64600)})
    aws.data_centre(line(), west)
    gateway = aws.gateway()
    east = aws.private(aws.connection(), gateway)
    other = aws.private(
        aws.connection("line-west"),
        gateway,
        vlan=201,
        amazonAddress="169.254.201.2/30",
        customerAddress="169.254.201.1/30",
    )
    aws.wait()
    return aws, gateway, east, other


def test_a_session_has_what_its_far_end_announced() -> None:
    aws, _, east, _ = two_lines()

    session = read(aws).virtual_interfaces[east].sessions[0]

    assert (session.amazon_asn, session.customer_asn, session.problems) == (64600, 65010, ())
    assert [(str(it.prefix), it.as_path, it.communities) for it in session.announcements] == [
        ("10.0.0.0/12", (65010,), frozenset({"7224:7300"}))
    ]


def test_the_preferred_line_is_used_and_the_other_one_is_its_backup() -> None:
    aws, gateway, east, west = two_lines()

    learned = routes(aws).direct_connect_gateways[gateway][0]

    assert ([it.via for it in learned.paths], [it.via for it in learned.backup]) == ([east], [west])


def test_a_line_that_is_disconnected_moves_the_routes() -> None:
    aws, gateway, east, west = two_lines()
    aws.data_centre(line("line-west", preference="low", interfaces={"legacy": interface(201, 64600)}))
    aws.wait(0.2)

    found = routes(aws)

    assert [it.via for it in found.direct_connect_gateways[gateway][0].paths] == [west]
    assert found.accepted[east] == ()
    assert "down" in found.sessions[read(aws).virtual_interfaces[east].sessions[0].id].reason


def test_every_session_that_the_engine_has_up_is_established() -> None:
    aws, _, _, _ = two_lines()
    up = {
        peer.id for vif in aws.network.direct_connect.interfaces.values() for peer in vif.peers if peer.status == "up"
    }

    assert len(up) == 2
    assert {id_ for id_, it in routes(aws).sessions.items() if it.established} == up


def test_associations_count_while_they_are_associated() -> None:
    aws, gateway, east, _ = two_lines()
    virtual = aws.virtual_gateway(NETWORK)
    made = associate(aws, gateway, virtual, "10.16.0.0/16")
    assert read(aws).direct_connect_associations == {}
    aws.wait()
    assert [str(it.destination) for it in routes(aws).advertised[east]] == ["10.16.0.0/16"]
    aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", associationId=made["associationId"])
    assert routes(aws).advertised[east] == ()


def test_vpn_connections_bring_their_routes_to_both_kinds_of_gateway() -> None:
    aws = Aws()
    aws.devices(device(), device("198.51.100.41", 65041, prefixes=("10.40.0.0/16",)))
    aws.vpc(NETWORK, "vpc-1", "10.16.0.0/16")
    virtual, transit = aws.vpn_gateway("vpc-1"), aws.transit_gateway()
    aws.vpn(aws.customer_gateway(), VpnGatewayId=virtual)
    over_transit = aws.vpn(aws.customer_gateway("198.51.100.41", 65041), TransitGatewayId=transit)
    aws.wait()

    found = routes(aws)

    assert [str(it.destination) for it in found.virtual_private_gateways[virtual]] == ["10.0.0.0/12"]
    attachment = next(it for it in read(aws).transit_attachments.values() if it.resource == over_transit)
    (default,) = found.transit_tables
    assert [(str(it.destination), [path.via for path in it.paths]) for it in found.transit_tables[default]] == [
        ("10.40.0.0/16", [attachment.id])
    ]


def test_a_vpc_attachment_has_the_ranges_of_its_vpc() -> None:
    aws = Aws()
    transit = aws.transit_gateway()
    aws.vpc(NETWORK, "vpc-1", "10.16.0.0/16", "100.64.0.0/16")
    attachment = aws.attach(NETWORK, transit, "vpc-1")
    assert not read(aws).transit_attachments[transit, attachment].available
    aws.wait()

    attached = read(aws).transit_attachments[transit, attachment]

    assert (attached.available, attached.subnets) == (True, ("vpc-1-a",))
    assert attached.table is not None
    assert attached.propagates_to == (attached.table,)
    assert read(aws).vpcs["vpc-1"].cidrs == (ip_network("10.16.0.0/16"), ip_network("100.64.0.0/16"))


def test_a_prefix_of_two_lines_is_learned_without_duplicates() -> None:
    aws, gateway, _, _ = two_lines()
    aws.data_centre(line(), prefixes=("10.0.0.0/12", "192.168.0.0/16"))
    aws.wait()

    assert [str(it.destination) for it in routes(aws).direct_connect_gateways[gateway]] == [
        "192.168.0.0/16",
        "10.0.0.0/12",
    ]


def learned_by(aws: Aws, virtual: str) -> list[str]:
    return [str(it.destination) for it in routes(aws).virtual_private_gateways[virtual]]


def test_a_virtual_gateway_learns_routes_only_while_associated() -> None:
    aws = Aws()
    aws.data_centre(line())
    gateway, virtual = aws.gateway(), aws.virtual_gateway(NETWORK)
    aws.private(aws.connection(), gateway)
    aws.wait()
    assert learned_by(aws, virtual) == []
    made = associate(aws, gateway, virtual)
    aws.wait()
    assert learned_by(aws, virtual) == ["10.0.0.0/12"]
    aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", associationId=made["associationId"])
    assert learned_by(aws, virtual) == []


def test_a_virtual_gateway_learns_routes_of_its_own_interface() -> None:
    aws = Aws()
    aws.data_centre(line(interfaces={"legacy": interface(101, 64512)}))
    virtual = aws.virtual_gateway(NETWORK)
    aws.private(aws.connection(), "", directConnectGatewayId=None, virtualGatewayId=virtual)
    aws.wait()
    assert learned_by(aws, virtual) == ["10.0.0.0/12"]


def test_allowed_prefixes_filter_a_vpc_and_replace_a_transit_gateways_routes() -> None:
    aws = Aws()
    aws.data_centre(line())
    connection, legacy, hub = aws.connection(), aws.gateway(), aws.gateway(64601)
    private, transit = aws.private(connection, legacy), aws.transit(connection, hub)
    associate(aws, legacy, aws.virtual_gateway(NETWORK, "10.16.0.0/16"), "10.0.0.0/8")
    associate(aws, legacy, aws.virtual_gateway(NETWORK, "10.17.0.0/16", vpc="vpc-2"), "10.17.0.0/24")
    associate(aws, hub, aws.transit_gateway(), "10.32.0.0/11", "172.16.0.0/12")
    aws.wait()

    advertised = {id_: {str(it.destination) for it in found} for id_, found in routes(aws).advertised.items()}

    assert advertised == {private: {"10.16.0.0/16"}, transit: {"10.32.0.0/11", "172.16.0.0/12"}}


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(0, 2**16 - 1), max_size=30))
def test_learned_routes_are_the_announced_ones(numbers: set[int]) -> None:
    announced = tuple(str(ip_network((10 << 24 | number << 8, 24))) for number in numbers)
    aws = Aws()
    aws.data_centre(line(), prefixes=announced)
    gateway = aws.gateway()
    aws.private(aws.connection(), gateway)
    aws.wait()

    assert {str(it.destination) for it in routes(aws).direct_connect_gateways[gateway]} == set(announced)


def test_connect_peers_bring_the_routes_of_their_appliance() -> None:
    aws = Aws()
    aws.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    hub = aws.transit_gateway(TransitGatewayCidrBlocks=["10.9.0.0/24"])
    transport = aws.attach(NETWORK, hub, "vpc-1")
    aws.wait(0.5)
    connect = aws.connect(transport)
    aws.connect_peer(connect, BgpOptions={"PeerAsn": 65040})
    aws.devices(device("10.40.0.9", 65040, prefixes=("10.70.0.0/16",)))
    aws.wait()

    attached = read(aws).transit_attachments[hub, connect]

    assert (attached.type, attached.resource, len(attached.sessions)) == ("connect", transport, 2)
    assert [str(it.destination) for it in routes(aws).connect_attachments[connect]] == ["10.70.0.0/16"]
    assert any(it.paths[0].via == connect for found in routes(aws).transit_tables.values() for it in found if it.active)


def test_both_ends_of_a_peering_across_regions_have_static_routes() -> None:
    aws, west = Aws(), "us-west-2"
    hub = aws.transit_gateway()
    made = aws.run(LEGACY, "CreateTransitGateway", region=west, Options={"AmazonSideAsn": 64530})
    aws.wait(0.5)
    far = str(made["TransitGateway"]["TransitGatewayId"])
    peering = {"TransitGatewayId": hub, "PeerTransitGatewayId": far, "PeerAccountId": LEGACY, "PeerRegion": west}
    made = aws.run(NETWORK, "CreateTransitGatewayPeeringAttachment", **peering)
    id_ = str(made["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"])
    aws.wait(0.5)
    aws.run(LEGACY, "AcceptTransitGatewayPeeringAttachment", region=west, TransitGatewayAttachmentId=id_)
    aws.wait(0.5)
    tables = {it.gateway: it.id for it in read(aws).transit_route_tables.values()}
    for account, region, gateway in ((NETWORK, HOME, hub), (LEGACY, west, far)):
        route = {"TransitGatewayRouteTableId": tables[gateway], "DestinationCidrBlock": "10.99.0.0/16"}
        aws.run(account, "CreateTransitGatewayRoute", region=region, TransitGatewayAttachmentId=id_, **route)

    assert {key for key, it in read(aws).transit_attachments.items() if it.type == "peering"} == {
        (hub, id_),
        (far, id_),
    }
    for found in routes(aws).transit_tables.values():
        assert [(it.active, it.paths[0].via) for it in found] == [(True, id_)]
