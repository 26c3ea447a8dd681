"""Propagated routes and blackholes of route tables; the targets of one account are in test_routes."""

from __future__ import annotations

from typing import Any

import pytest
from moto.ec2.models import ec2_backends

from sandbox.datacentre.model import Ipv6
from sandbox.emulated.ec2.backend import routes_of
from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.ec2.route_table_shapes import shown_tables
from sandbox.emulated.ec2.route_targets import Named
from sandbox.emulated.hybrid_network.model import PrefixList
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.hybrid_network.aws import HOME, NETWORK, Aws, device, interface, line


class Tables:
    """A VPC of the network account with its main route table, and AWS around it."""

    def __init__(self) -> None:
        self.account = NETWORK
        self.own = ec2_backends[self.account][HOME]
        self.vpc = self.own.create_vpc("10.16.0.0/16")
        (self.main,) = (it for it in self.own.route_tables.values() if it.vpc_id == self.vpc.id)
        self.aws = Aws()
        self.aws.data_centre(line())

    def virtual(self) -> str:
        """Return a virtual private gateway that learns the data centre's routes and propagates to the table."""
        aws = self.aws
        gateway, virtual = aws.gateway(), aws.virtual_gateway(self.account, vpc=self.vpc.id)
        aws.private(aws.connection(), gateway)
        associate(aws, gateway, virtual)
        aws.wait()
        aws.network.transit.vgw_propagation[self.main.id] = {virtual}
        return virtual

    def shown(self) -> dict[str, Any]:
        """Return the table as EC2 shows it."""
        call = self.aws.call(self.account, kind=Ec2Call)
        with call:
            (found,) = shown_tables(call, [self.main])
        return found

    def routes(self) -> list[tuple[str, str, str]]:
        """Return destination, target and state of each route."""
        return [
            (
                it.get("DestinationCidrBlock") or it.get("DestinationIpv6CidrBlock") or it["DestinationPrefixListId"],
                it.get("GatewayId") or it.get("TransitGatewayId") or it["NatGatewayId"],
                it["State"],
            )
            for it in self.shown()["Routes"]
        ]


LOCAL = ("10.16.0.0/16", "local", "active")


@pytest.fixture
def tables() -> Tables:
    return Tables()


def test_learned_routes_are_in_the_table(tables: Tables) -> None:
    virtual = tables.virtual()

    assert tables.shown()["PropagatingVgws"] == [{"GatewayId": virtual}]
    assert tables.routes() == [LOCAL, ("10.0.0.0/12", virtual, "active")]
    assert tables.shown()["Routes"][-1] == {
        "DestinationCidrBlock": "10.0.0.0/12",
        "GatewayId": virtual,
        "Origin": "EnableVgwRoutePropagation",
        "State": "active",
    }


def test_ipv6_routes_need_their_own_session(tables: Tables) -> None:
    virtual, aws = tables.virtual(), tables.aws
    router_side = interface(101, 64600, ipv6=Ipv6())
    aws.data_centre(line(interfaces={"legacy": router_side}), prefixes=("10.0.0.0/12", "2001:db8::/32"))
    vif = next(iter(aws.network.direct_connect.interfaces))
    aws.wait()
    assert ("2001:db8::/32", virtual, "active") not in tables.routes()

    owner = aws.network.direct_connect.interfaces[vif].owner
    aws.run(owner, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer={"addressFamily": "ipv6", "asn": 65010})
    aws.wait()

    assert ("2001:db8::/32", virtual, "active") in tables.routes()


def test_learned_routes_disappear_with_the_session(tables: Tables) -> None:
    virtual = tables.virtual()
    tables.aws.data_centre()
    tables.aws.wait(0.2)

    assert tables.shown()["PropagatingVgws"] == [{"GatewayId": virtual}]
    assert tables.routes() == [LOCAL]


def test_routes_of_a_vpn_connection_are_propagated(tables: Tables) -> None:
    aws = tables.aws
    aws.devices(device(prefixes=("10.40.0.0/16", "10.41.0.0/16")))
    aws.vpc(tables.account, tables.vpc.id, "10.16.0.0/16")
    virtual = aws.vpn_gateway(tables.vpc.id, account=tables.account)
    aws.vpn(aws.customer_gateway(account=tables.account), account=tables.account, VpnGatewayId=virtual)
    aws.network.transit.vgw_propagation[tables.main.id] = {virtual}
    aws.wait()

    assert sorted(tables.routes()[1:]) == [("10.40.0.0/16", virtual, "active"), ("10.41.0.0/16", virtual, "active")]


def test_a_static_route_precedes_a_learned_one(tables: Tables) -> None:
    tables.virtual()
    tables.own.create_route(tables.main.id, "10.0.0.0/12", gateway_id=tables.own.create_internet_gateway().id)

    assert [(to, state) for to, _, state in tables.routes()] == [
        ("10.16.0.0/16", "active"),
        ("10.0.0.0/12", "blackhole"),
    ]


def test_a_prefix_list_precedes_a_learned_route(tables: Tables) -> None:
    tables.virtual()
    listed = tables.own.create_managed_prefix_list(
        address_family="IPv4", entry=[{"Cidr": "10.0.0.0/12"}], max_entries="2", prefix_list_name="sites"
    )
    tables.aws.resources.prefix_lists[tables.account, listed.id] = PrefixList(tables.account, ("10.0.0.0/12",))
    tables.own.create_route(
        tables.main.id,
        None,
        destination_prefix_list_id=listed.id,
        gateway_id=tables.own.create_internet_gateway().id,
    )

    assert [to for to, _, _ in tables.routes()] == ["10.16.0.0/16", listed.id]


@pytest.mark.parametrize("prefix", ["10.16.0.0/16", "10.16.5.0/24"])
def test_a_learned_route_inside_the_vpcs_range_is_not_used(tables: Tables, prefix: str) -> None:
    tables.virtual()
    tables.aws.data_centre(line(), prefixes=(prefix,))
    tables.aws.wait()

    assert tables.routes() == [LOCAL]


def test_a_table_without_propagation_or_of_another_vpc_does_not_change(tables: Tables) -> None:
    virtual, aws = tables.virtual(), tables.aws
    aws.network.transit.vgw_propagation[tables.main.id].discard(virtual)
    assert tables.routes() == [LOCAL]

    tables.main = tables.own.create_route_table(tables.own.create_vpc("10.17.0.0/16").id)
    aws.network.transit.vgw_propagation[tables.main.id] = {virtual}
    assert (tables.shown()["PropagatingVgws"], tables.routes()) == ([], [("10.17.0.0/16", "local", "active")])


def test_a_route_to_a_transit_gateway_needs_its_attachment(tables: Tables) -> None:
    aws, account = tables.aws, tables.account
    gateway = aws.transit_gateway(account)
    aws.vpc(account, tables.vpc.id, "10.16.0.0/16")
    tables.own.create_route(tables.main.id, "10.0.0.0/8", transit_gateway_id=gateway)
    (route,) = (it for it in routes_of(tables.main).values() if it.destination_cidr_block == "10.0.0.0/8")
    route.transit_gateway = Named(gateway)
    assert tables.routes()[-1] == ("10.0.0.0/8", gateway, "blackhole")

    attachment = aws.attach(account, gateway, tables.vpc.id)
    aws.wait(0.5)
    assert tables.routes()[-1] == ("10.0.0.0/8", gateway, "active")

    aws.run(account, "DeleteTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    assert tables.routes()[-1] == ("10.0.0.0/8", gateway, "blackhole")
