"""The engine's state as a topology, and the routes computed from it."""

from __future__ import annotations

from ipaddress import ip_network

from sandbox.emulated.hybrid_network.topology import computed, topology
from sandbox.routing.model import Topology
from sandbox.routing.routes import Routes
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, device, interface, line


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
