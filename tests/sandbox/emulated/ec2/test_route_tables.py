from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import code_of


def test_the_main_table_and_one_in_use_cannot_be_deleted(network: Network):
    own, table = network.ec2, network.table()
    assert code_of(own.delete_route_table, RouteTableId=network.main) == "DependencyViolation"
    made = own.associate_route_table(RouteTableId=table, SubnetId=network.subnet())
    assert code_of(own.delete_route_table, RouteTableId=table) == "DependencyViolation"
    own.disassociate_route_table(AssociationId=made["AssociationId"])
    own.delete_route_table(RouteTableId=table)
    assert code_of(own.describe_route_tables, RouteTableIds=[table]) == "InvalidRouteTableID.NotFound"


def test_a_client_token_makes_one_table(network: Network):
    request = {"VpcId": network.vpc, "ClientToken": "one"}
    first, second = (network.ec2.create_route_table(**request)["RouteTable"]["RouteTableId"] for _ in range(2))
    assert first == second


def test_a_vpc_has_200_tables(network: Network):
    for _ in range(199):
        network.table()
    assert code_of(network.ec2.create_route_table, VpcId=network.vpc) == "RouteTableLimitExceeded"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("association.main", "true"),
        ("route.gateway-id", "local"),
        ("route.origin", "CreateRouteTable"),
        ("route.state", "active"),
        ("route.destination-cidr-block", "10.110.*"),
        ("vpc-id", "VPC"),
    ],
)
def test_tables_are_filtered_by_what_is_shown(network: Network, name: str, value: str):
    filters = [
        {"Name": name, "Values": [network.vpc if value == "VPC" else value]},
        {"Name": "vpc-id", "Values": [network.vpc]},
    ]
    (found,) = network.ec2.describe_route_tables(Filters=filters)["RouteTables"]
    assert found["RouteTableId"] == network.main


def test_a_page_has_100_tables_at_most(network: Network):
    request: dict[str, Any] = {"MaxResults": 101}
    assert code_of(network.ec2.describe_route_tables, **request) == "InvalidParameterValue"
