"""EC2 of a new account, in the test's own process, and what most tests of networks need in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto.ec2.models import ec2_backends

from tests.sandbox.emulated.ec2.in_process import Ec2


class Network:
    """A VPC of a new account, with makers of what goes into it."""

    def __init__(self, ec2: Ec2, cidr: str = "10.110.0.0/16", **request: Any) -> None:
        """Make the VPC."""
        self.ec2 = ec2
        self.vpc: str = ec2.create_vpc(CidrBlock=cidr, **request)["Vpc"]["VpcId"]

    @property
    def main(self) -> str:
        """Return the id of the main route table."""
        filters = [{"Name": "vpc-id", "Values": [self.vpc]}, {"Name": "association.main", "Values": ["true"]}]
        return str(self.ec2.describe_route_tables(Filters=filters)["RouteTables"][0]["RouteTableId"])

    @property
    def acl(self) -> dict[str, Any]:
        """Return the default network ACL."""
        filters = [{"Name": "vpc-id", "Values": [self.vpc]}, {"Name": "default", "Values": ["true"]}]
        found: dict[str, Any] = self.ec2.describe_network_acls(Filters=filters)["NetworkAcls"][0]
        return found

    def subnet(self, cidr: str = "10.110.0.0/24", **request: Any) -> str:
        """Make a subnet; return its id."""
        return str(self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=cidr, **request)["Subnet"]["SubnetId"])

    def table(self) -> str:
        """Make a route table; return its id."""
        return str(self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"])

    def internet(self) -> str:
        """Make and attach an internet gateway; return its id."""
        made = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=made, VpcId=self.vpc)
        return str(made)

    def interface(self, subnet: str, **request: Any) -> str:
        """Make a network interface; return its id."""
        made = self.ec2.create_network_interface(SubnetId=subnet, **request)["NetworkInterface"]
        return str(made["NetworkInterfaceId"])

    def routes(self, table: str) -> list[dict[str, Any]]:
        """Return the routes of a table."""
        (found,) = self.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        routes: list[dict[str, Any]] = found["Routes"]
        return routes


@pytest.fixture
def own() -> Ec2:
    """EC2 of a new account."""
    return Ec2()


@pytest.fixture
def network(own: Ec2) -> Network:
    """A VPC of 10.110.0.0/16 in a new account."""
    return Network(own)


def instance(network: Network, subnet: str, kind: str = "t3.micro") -> tuple[str, str]:
    """Run an instance in a subnet, in moto; return its id and that of its primary interface."""
    backend = ec2_backends[network.ec2.account][network.ec2.region]
    reservation = backend.run_instances(
        "ami-1", 1, None, [], instance_type=kind, subnet_id=subnet, is_instance_type_default=False
    )
    (made,) = reservation.instances
    return str(made.id), str(made.nics[0].id)


@pytest.fixture(autouse=True)
def _forget_accounts() -> Iterator[None]:
    """Drop moto's records of the test's accounts, which some operations walk."""
    yield
    ec2_backends.clear()
