from __future__ import annotations

from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

DEFAULT = [{"Name": "is-default", "Values": ["true"]}]


def delete_default(own: Ec2) -> None:
    (vpc,) = own.describe_vpcs(Filters=DEFAULT)["Vpcs"]
    of_vpc = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
    for subnet in own.describe_subnets(Filters=of_vpc)["Subnets"]:
        own.delete_subnet(SubnetId=subnet["SubnetId"])
    attached = [{"Name": "attachment.vpc-id", "Values": [vpc["VpcId"]]}]
    for gateway in own.describe_internet_gateways(Filters=attached)["InternetGateways"]:
        own.detach_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"], VpcId=vpc["VpcId"])
        own.delete_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"])
    own.delete_vpc(VpcId=vpc["VpcId"])


def check_default(own: Ec2) -> None:
    (vpc,) = own.describe_vpcs(Filters=DEFAULT)["Vpcs"]
    of_vpc = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
    subnets = own.describe_subnets(Filters=of_vpc)["Subnets"]
    assert len({subnet["AvailabilityZone"] for subnet in subnets}) == len(subnets) > 1
    assert all(subnet["DefaultForAz"] and subnet["MapPublicIpOnLaunch"] for subnet in subnets)
    (table,) = own.describe_route_tables(Filters=of_vpc)["RouteTables"]
    local, internet = table["Routes"]
    assert (local["GatewayId"], internet["GatewayId"][:4]) == ("local", "igw-")
    assert (internet["DestinationCidrBlock"], internet["State"]) == ("0.0.0.0/0", "active")


def test_each_account_finds_a_default_vpc_with_an_internet_gateway(own: Ec2):
    check_default(own)
    assert code_of(own.create_default_vpc) == "DefaultVpcAlreadyExists"


def test_a_deleted_default_vpc_is_made_again_whole(own: Ec2):
    delete_default(own)
    assert code_of(own.create_default_subnet, AvailabilityZone="us-west-2a") == "DefaultVpcDoesNotExist"
    assert own.create_default_vpc()["Vpc"]["IsDefault"]
    check_default(own)


def test_a_zone_has_one_default_subnet(own: Ec2):
    again = {"AvailabilityZone": "us-west-2a"}
    assert code_of(own.create_default_subnet, **again) == "DefaultSubnetAlreadyExistsInAvailabilityZone"
    in_zone = [{"Name": "default-for-az", "Values": ["true"]}, {"Name": "availability-zone", "Values": ["us-west-2a"]}]
    (subnet,) = own.describe_subnets(Filters=in_zone)["Subnets"]
    own.delete_subnet(SubnetId=subnet["SubnetId"])
    made = own.create_default_subnet(**again)["Subnet"]
    assert (made["CidrBlock"], made["DefaultForAz"]) == (subnet["CidrBlock"], True)
    assert code_of(own.create_default_subnet) == "MissingParameter"
    assert code_of(own.create_default_subnet, AvailabilityZone="us-west-2q") == "InvalidParameterValue"
