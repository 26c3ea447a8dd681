from ipaddress import IPv4Network, ip_address, ip_network

from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.ec2.transit_gateway_rib import TransitRoute, longest_match, routes
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    AttachmentType,
    StaticRoute,
    TableLink,
    TransitGatewayAttachment,
    TransitNetwork,
    TransitRouteTable,
)

NETWORKS = st.builds(
    lambda address, length: IPv4Network((address >> (32 - length) << (32 - length), length)),
    st.integers(0, 2**32 - 1),
    st.integers(1, 32),
)


def attachment(id_: str, type_: AttachmentType = "vpc", state: str = "available") -> TransitGatewayAttachment:
    made = TransitGatewayAttachment(
        id=id_, gateway="tgw-1", type=type_, resource=id_, resource_owner="1", created=0, state=state, since=0
    )
    made.propagations["rtb-1"] = TableLink(state="enabled", since=0, table="rtb-1")
    return made


def network_of(*attachments: TransitGatewayAttachment) -> tuple[TransitNetwork, TransitRouteTable]:
    table = TransitRouteTable(id="rtb-1", gateway="tgw-1", created=0, state="available", since=0)
    network = TransitNetwork(tables={"rtb-1": table}, attachments={it.id: it for it in attachments})
    return network, table


def test_vpc_routes_precede_direct_connect_and_equal_ones_share():
    prefixes_of = {"vpc": ["10.1.0.0/16"], "dx-1": ["10.1.0.0/16", "10.2.0.0/16"], "dx-2": ["10.2.0.0/16"]}
    network, table = network_of(
        attachment("dx-1", "direct-connect-gateway"), attachment("dx-2", "direct-connect-gateway"), attachment("vpc")
    )
    found = routes(network, table, lambda it: prefixes_of[it.id])
    assert [(it.cidr, [to.id for to in it.attachments]) for it in found] == [
        ("10.1.0.0/16", ["vpc"]),
        ("10.2.0.0/16", ["dx-1", "dx-2"]),
    ]


def test_a_resource_in_transition_has_no_routes():
    network, table = network_of(attachment("vpc", state="pending"))
    assert routes(network, table, lambda _: ["10.1.0.0/16"]) == []


@given(st.lists(NETWORKS, max_size=12, unique=True), st.lists(NETWORKS, max_size=6, unique=True))
def test_a_destination_has_one_route_and_static_ones_precede(propagated: list[IPv4Network], written: list[IPv4Network]):
    network, table = network_of(attachment("vpc"))
    table.routes = {str(it): StaticRoute(cidr=str(it), attachment=None) for it in written}
    found = {it.cidr: it for it in routes(network, table, lambda _: [str(it) for it in propagated])}
    assert set(found) == {str(it) for it in [*propagated, *written]}
    for cidr, route in found.items():
        assert (route.type, route.state) == (
            ("static", "blackhole") if cidr in table.routes else ("propagated", "active")
        )


@given(st.lists(NETWORKS, max_size=12, unique=True), st.integers(0, 2**32 - 1))
def test_the_longest_match_is_the_smallest_network_with_the_address(listed: list[IPv4Network], number: int):
    table = [TransitRoute(cidr=str(it), type="static", state="active") for it in listed]
    best = longest_match(table, ip_network(f"{ip_address(number)}/32"))
    matching = [it.prefixlen for it in listed if ip_address(number) in it]
    assert (best is None) == (not matching)
    if best:
        assert ip_network(best.cidr).prefixlen == max(matching)
