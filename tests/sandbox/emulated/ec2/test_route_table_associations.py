from __future__ import annotations

from typing import Any

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import code_of


def associations(network: Network, table: str) -> list[dict[str, Any]]:
    (found,) = network.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    shown: list[dict[str, Any]] = found["Associations"]
    return shown


def test_a_subnet_has_one_table(network: Network):
    own, subnet = network.ec2, network.subnet()
    first, second = network.table(), network.table()
    made = own.associate_route_table(RouteTableId=first, SubnetId=subnet)
    assert own.associate_route_table(RouteTableId=first, SubnetId=subnet) == made
    other = {"RouteTableId": second, "SubnetId": subnet}
    assert code_of(own.associate_route_table, **other) == "Resource.AlreadyAssociated"
    moved = own.replace_route_table_association(AssociationId=made["AssociationId"], RouteTableId=second)
    assert associations(network, first) == []
    (shown,) = associations(network, second)
    assert (shown["SubnetId"], shown["RouteTableAssociationId"]) == (subnet, moved["NewAssociationId"])
    gone = own.disassociate_route_table
    assert code_of(gone, AssociationId=made["AssociationId"]) == "InvalidAssociationID.NotFound"


def test_the_main_table_is_replaced_and_cannot_be_disassociated(network: Network):
    own, before, table = network.ec2, network.main, network.table()
    (main,) = associations(network, before)
    assert (
        code_of(own.disassociate_route_table, AssociationId=main["RouteTableAssociationId"]) == "InvalidParameterValue"
    )
    own.replace_route_table_association(AssociationId=main["RouteTableAssociationId"], RouteTableId=table)
    assert network.main == table
    own.delete_route_table(RouteTableId=before)


def test_tables_and_subnets_are_of_one_vpc(network: Network):
    own = network.ec2
    other = Network(own, "10.120.0.0/16")
    request = {"RouteTableId": network.main, "SubnetId": other.subnet("10.120.0.0/24")}
    assert code_of(own.associate_route_table, **request) == "InvalidParameterValue"
    (main,) = associations(network, network.main)
    replace = {"AssociationId": main["RouteTableAssociationId"], "RouteTableId": other.table()}
    assert code_of(own.replace_route_table_association, **replace) == "InvalidParameterValue"
    assert code_of(own.associate_route_table, RouteTableId=network.main) == "MissingParameter"
    unknown = {"RouteTableId": network.main, "SubnetId": "subnet-0123456789abcdef0"}
    assert code_of(own.associate_route_table, **unknown) == "InvalidSubnetID.NotFound"


def test_a_gateways_table_keeps_traffic_in_the_vpc(network: Network):
    own, gateway, table = network.ec2, network.internet(), network.table()
    everywhere = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
    own.create_route(**everywhere, GatewayId=gateway)
    edge = {"RouteTableId": table, "GatewayId": gateway}
    assert code_of(own.associate_route_table, **edge) == "InvalidParameterValue"
    own.delete_route(**everywhere)
    own.associate_route_table(**edge)
    (shown,) = associations(network, table)
    assert (shown["GatewayId"], shown["Main"]) == (gateway, False)
    assert code_of(own.create_route, **everywhere, GatewayId=gateway) == "InvalidParameterValue"
    inside = {"RouteTableId": table, "NetworkInterfaceId": network.interface(network.subnet("10.110.0.0/24"))}
    own.create_route(**inside, DestinationCidrBlock="10.110.0.0/24")
    outside = {**inside, "DestinationCidrBlock": "172.16.0.0/24"}
    assert code_of(own.create_route, **outside) == "InvalidParameterValue"
    loose = own.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    assert code_of(own.associate_route_table, RouteTableId=table, GatewayId=loose) == "InvalidParameterValue"
    absent = {"RouteTableId": table, "GatewayId": "igw-0123456789abcdef0"}
    assert code_of(own.associate_route_table, **absent) == "InvalidGatewayID.NotFound"
