from ipaddress import ip_network

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.emulated.directconnect.route_exchange import announced_on, learned_by_gateway, learned_by_virtual_gateway
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, interface, line


def test_a_prefix_of_two_lines_is_learned_without_duplicates():
    aws = Aws()
    east, west = line(), line("line-west", interfaces={"legacy": interface(201, 64600)})
    aws.data_centre(east, west, prefixes=("10.0.0.0/12", "192.168.0.0/16"))
    gateway = aws.gateway()
    aws.private(aws.connection(), gateway)
    second = aws.private(
        aws.connection("line-west"),
        gateway,
        vlan=201,
        amazonAddress="169.254.201.2/30",
        customerAddress="169.254.201.1/30",
    )
    aws.wait()
    assert aws.interface(second)["virtualInterfaceState"] == "available"
    assert learned_by_gateway(aws.network.direct_connect, gateway) == ("10.0.0.0/12", "192.168.0.0/16")
    aws.data_centre(east)
    aws.wait()
    assert learned_by_gateway(aws.network.direct_connect, gateway) == ("10.0.0.0/12",)


def test_a_virtual_gateway_learns_routes_only_while_associated():
    aws = Aws()
    aws.data_centre(line())
    gateway, virtual = aws.gateway(), aws.virtual_gateway(NETWORK)
    aws.private(aws.connection(), gateway)
    aws.wait()
    assert learned_by_virtual_gateway(aws.network.direct_connect, virtual) == ()
    made = associate(aws, gateway, virtual)
    aws.wait()
    assert learned_by_virtual_gateway(aws.network.direct_connect, virtual) == ("10.0.0.0/12",)
    aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", associationId=made["associationId"])
    assert learned_by_virtual_gateway(aws.network.direct_connect, virtual) == ()


def test_a_virtual_gateway_learns_routes_of_its_own_interface():
    aws = Aws()
    aws.data_centre(line(interfaces={"legacy": interface(101, 64512)}))
    virtual = aws.virtual_gateway(NETWORK)
    aws.private(aws.connection(), "", directConnectGatewayId=None, virtualGatewayId=virtual)
    aws.wait()
    assert learned_by_virtual_gateway(aws.network.direct_connect, virtual) == ("10.0.0.0/12",)


def test_allowed_prefixes_filter_a_vpc_and_replace_a_transit_gateways_routes():
    aws = Aws()
    aws.data_centre(line())
    connection, legacy, hub = aws.connection(), aws.gateway(), aws.gateway(64601)
    private, transit = aws.private(connection, legacy), aws.transit(connection, hub)
    associate(aws, legacy, aws.virtual_gateway(NETWORK, "10.16.0.0/16"), "10.0.0.0/8")
    associate(aws, legacy, aws.virtual_gateway(NETWORK, "10.17.0.0/16"), "10.17.0.0/24")
    associate(aws, hub, aws.transit_gateway(), "10.32.0.0/11", "172.16.0.0/12")
    aws.wait()
    direct_connect = aws.network.direct_connect
    assert announced_on(direct_connect, direct_connect.interfaces[private]) == ("10.16.0.0/16",)
    assert announced_on(direct_connect, direct_connect.interfaces[transit]) == ("10.32.0.0/11", "172.16.0.0/12")


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 2**16 - 1), max_size=30))
def test_learned_routes_are_the_announced_ones_sorted_and_unique(numbers: set[int]):
    announced = tuple(str(ip_network((10 << 24 | number << 8, 24))) for number in numbers)
    aws = Aws()
    aws.data_centre(line(), prefixes=announced)
    gateway = aws.gateway()
    aws.private(aws.connection(), gateway)
    aws.wait()
    learned = learned_by_gateway(aws.network.direct_connect, gateway)
    assert set(learned) == set(announced)
    assert list(learned) == sorted(learned, key=ip_network)
