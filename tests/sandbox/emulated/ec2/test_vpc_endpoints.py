"""VPC endpoints for AWS's services: settings, private DNS, names, routes, interfaces and states."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.vpcs import backend, new_group, new_subnet, new_vpc

S3, SSM = "com.amazonaws.us-west-2.s3", "com.amazonaws.us-west-2.ssm"


class Network(NamedTuple):
    """A VPC with DNS names, a subnet in each of two zones, and a route table."""

    ec2: Ec2
    vpc: str
    subnets: tuple[str, str]
    table: str


@pytest.fixture
def network() -> Network:
    ec2 = Ec2()
    vpc = new_vpc(ec2)
    backend(ec2).vpcs[vpc].enable_dns_hostnames = True
    subnets = new_subnet(ec2, vpc, "10.0.1.0/24", "a"), new_subnet(ec2, vpc, "10.0.2.0/24", "b")
    return Network(ec2, vpc, subnets, str(backend(ec2).create_route_table(vpc).id))


def interface(network: Network, **about: Any) -> dict[str, Any]:
    request = {"VpcId": network.vpc, "ServiceName": SSM, "VpcEndpointType": "Interface", **about}
    return dict(network.ec2.create_vpc_endpoint(**{"SubnetIds": [network.subnets[0]], **request})["VpcEndpoint"])


def gateway(network: Network, **about: Any) -> dict[str, Any]:
    request = {"VpcId": network.vpc, "ServiceName": S3, "RouteTableIds": [network.table], **about}
    return dict(network.ec2.create_vpc_endpoint(**request)["VpcEndpoint"])


def shown(ec2: Ec2, id_: str) -> dict[str, Any]:
    (found,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[id_])["VpcEndpoints"]
    return dict(found)


def default_group(network: Network) -> str:
    named = [{"Name": "vpc-id", "Values": [network.vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return str(network.ec2.describe_security_groups(Filters=named)["SecurityGroups"][0]["GroupId"])


def test_an_interface_endpoint_has_names_interfaces_and_the_default_group(network: Network):
    made = interface(network, SubnetIds=list(network.subnets))
    assert (made["State"], made["PrivateDnsEnabled"]) == ("pending", True)
    label = f"{made['VpcEndpointId']}-"
    names = [entry["DnsName"] for entry in made["DnsEntries"]]
    assert [name.partition(".")[2] for name in names[:3]] == ["ssm.us-west-2.vpce.amazonaws.com"] * 3
    assert all(name.startswith(label) for name in names[:3])
    assert ("us-west-2a" in names[1], "us-west-2b" in names[2]) == (True, True)
    assert names[3:] == ["ssm.us-west-2.amazonaws.com"]
    assert [group["GroupId"] for group in made["Groups"]] == [default_group(network)]
    interfaces = [backend(network.ec2).enis[id_] for id_ in made["NetworkInterfaceIds"]]
    assert [each.subnet.id for each in interfaces] == list(network.subnets)
    assert {each.interface_type for each in interfaces} == {"vpc_endpoint"}
    network.ec2.clock.pass_(seconds=1)
    assert shown(network.ec2, made["VpcEndpointId"])["State"] == "available"


def test_private_dns_needs_the_attributes_of_the_vpc_and_no_other_endpoint(network: Network):
    backend(network.ec2).vpcs[network.vpc].enable_dns_hostnames = False
    with pytest.raises(AwsError, match="Enabling private DNS requires both") as refused:
        interface(network)
    assert refused.value.code == "InvalidParameter"
    assert interface(network, PrivateDnsEnabled=False)["PrivateDnsEnabled"] is False
    backend(network.ec2).vpcs[network.vpc].enable_dns_hostnames = True
    first = interface(network)
    with pytest.raises(AwsError, match=r"conflicting DNS domain for ssm\.us-west-2\.amazonaws\.com"):
        interface(network)
    network.ec2.delete_vpc_endpoints(VpcEndpointIds=[first["VpcEndpointId"]])
    assert interface(network)["PrivateDnsEnabled"] is True


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ServiceName": "com.amazonaws.us-west-2.nothing"}, "InvalidServiceName"),
        ({"ServiceName": "com.amazonaws.us-east-1.ssm"}, "InvalidServiceName"),
        ({"ServiceName": None}, "MissingParameter"),
        ({"VpcEndpointType": "Gateway"}, "InvalidServiceName"),
        ({"VpcEndpointType": "interface"}, "InvalidParameterValue"),
        ({"VpcId": "vpc-0123456789abcdef0"}, "InvalidVpcID.NotFound"),
        ({"SubnetIds": ["subnet-0123456789abcdef0"]}, "InvalidSubnetID.NotFound"),
        ({"SecurityGroupIds": ["sg-0123456789abcdef0"]}, "InvalidGroup.NotFound"),
        ({"RouteTableIds": ["rtb-0123456789abcdef0"]}, "InvalidParameter"),
        ({"PolicyDocument": "{"}, "InvalidPolicyDocument"),
        ({"PolicyDocument": "{}"}, "InvalidPolicyDocument"),
        ({"IpAddressType": "dualstack"}, "InvalidParameter"),
        ({"SubnetConfigurations": [{"SubnetId": "subnet-0123456789abcdef0", "Ipv4": "10.0.1.9"}]}, "InvalidParameter"),
        ({"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]}, "InvalidParameterValue"),
    ],
)
def test_wrong_interface_endpoints_are_refused(network: Network, wrong: dict[str, Any], code: str):
    request = {
        "VpcId": network.vpc, "ServiceName": SSM, "VpcEndpointType": "Interface", "SubnetIds": [network.subnets[0]],
        **wrong,
    }  # fmt: skip
    request = {name: value for name, value in request.items() if value is not None}
    assert code_of(network.ec2.create_vpc_endpoint, **request) == code
    assert network.ec2.describe_vpc_endpoints()["VpcEndpoints"] == []


def test_endpoints_of_vpc_lattice_are_refused_by_name(network: Network):
    with pytest.raises(AwsError, match="VpcEndpointType Resource, of Amazon VPC Lattice") as refused:
        network.ec2.create_vpc_endpoint(VpcId=network.vpc, VpcEndpointType="Resource")
    assert refused.value.status == 501


def test_subnets_and_groups_of_an_endpoint_are_of_its_vpc_and_of_one_zone_each(network: Network):
    other = new_vpc(network.ec2, "10.9.0.0/16")
    far_subnet, far_group = new_subnet(network.ec2, other, "10.9.1.0/24"), new_group(network.ec2, other)
    same_zone = new_subnet(network.ec2, network.vpc, "10.0.3.0/24", "a")
    create = network.ec2.create_vpc_endpoint
    base = {"VpcId": network.vpc, "ServiceName": SSM, "VpcEndpointType": "Interface"}
    assert code_of(create, **base, SubnetIds=[far_subnet]) == "InvalidParameter"
    both = [network.subnets[0], same_zone]
    assert code_of(create, **base, SubnetIds=both) == "DuplicateSubnetsInSameZone"
    assert code_of(create, **base, SecurityGroupIds=[far_group]) == "InvalidParameter"
    many = [new_group(network.ec2, network.vpc, f"group-{number}") for number in range(6)]
    assert code_of(create, **base, SecurityGroupIds=many) == "SecurityGroupsPerInterfaceLimitExceeded"


def test_an_endpoint_takes_the_address_that_is_chosen_for_its_interface(network: Network):
    chosen = [{"SubnetId": network.subnets[0], "Ipv4": "10.0.1.77"}]
    made = interface(network, SubnetConfigurations=chosen)
    (id_,) = made["NetworkInterfaceIds"]
    assert backend(network.ec2).enis[id_].private_ip_address == "10.0.1.77"
    with pytest.raises(AwsError, match=r"InvalidIPAddress\.InUse"):
        interface(network, SubnetConfigurations=chosen, PrivateDnsEnabled=False)


def test_a_gateway_endpoint_is_available_immediately_with_a_route_in_each_table(network: Network):
    made = gateway(network)
    assert (made["State"], made["VpcEndpointType"], made["Groups"]) == ("available", "Gateway", [])
    assert made["RouteTableIds"] == [network.table]
    taken = {"VpcId": network.vpc, "ServiceName": S3, "RouteTableIds": [network.table]}
    assert code_of(network.ec2.create_vpc_endpoint, **taken) == "RouteAlreadyExists"
    for wrong in (
        {"SubnetIds": [network.subnets[0]]},
        {"SecurityGroupIds": ["sg-0123456789abcdef0"]},
        {"PrivateDnsEnabled": True},
        {"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": True}},
    ):
        request = {"VpcId": network.vpc, "ServiceName": S3, **wrong}
        assert code_of(network.ec2.create_vpc_endpoint, **request) == "InvalidParameter"


def test_s3_has_both_types_of_endpoint(network: Network):
    options = {"PrivateDnsOnlyForInboundResolverEndpoint": True}
    with pytest.raises(AwsError, match="must have a Gateway endpoint for the service"):
        interface(network, ServiceName=S3, DnsOptions=options)
    gateway(network)
    made = interface(network, ServiceName=S3, DnsOptions=options)
    names = [entry["DnsName"] for entry in made["DnsEntries"]]
    assert names[0].startswith("*.vpce-")
    assert names[-2:] == ["s3.us-west-2.amazonaws.com", "*.s3.us-west-2.amazonaws.com"]


def test_a_client_token_makes_one_endpoint(network: Network):
    first = gateway(network, ClientToken="one")
    assert gateway(network, ClientToken="one")["VpcEndpointId"] == first["VpcEndpointId"]
    other = {"VpcId": network.vpc, "ServiceName": S3, "ClientToken": "one"}
    assert code_of(network.ec2.create_vpc_endpoint, **other) == "IdempotentParameterMismatch"


def test_an_interface_endpoint_changes_its_subnets_groups_and_private_dns(network: Network):
    ec2, made = network.ec2, interface(network)
    id_, group = made["VpcEndpointId"], new_group(network.ec2, network.vpc)
    ec2.modify_vpc_endpoint(
        VpcEndpointId=id_,
        AddSubnetIds=[network.subnets[1]],
        RemoveSubnetIds=[network.subnets[0]],
        AddSecurityGroupIds=[group],
        RemoveSecurityGroupIds=[default_group(network)],
        PrivateDnsEnabled=False,
    )
    found = shown(ec2, id_)
    assert (found["SubnetIds"], [each["GroupId"] for each in found["Groups"]]) == ([network.subnets[1]], [group])
    (interface_id,) = found["NetworkInterfaceIds"]
    assert [each.id for each in backend(ec2).enis[interface_id].group_set] == [group]
    assert len(found["DnsEntries"]) == 2
    assert "us-west-2b" in found["DnsEntries"][1]["DnsName"]
    modify = ec2.modify_vpc_endpoint
    assert code_of(modify, VpcEndpointId=id_, RemoveSecurityGroupIds=[group]) == "InvalidParameter"
    assert code_of(modify, VpcEndpointId=id_, RemoveSubnetIds=[network.subnets[0]]) == "InvalidParameter"
    assert code_of(modify, VpcEndpointId=id_, AddRouteTableIds=[network.table]) == "InvalidParameter"
    assert code_of(modify, VpcEndpointId="vpce-0123456789abcdef0") == "InvalidVpcEndpointId.NotFound"


def test_a_policy_is_kept_as_given_and_reset(network: Network):
    id_ = gateway(network)["VpcEndpointId"]
    default = shown(network.ec2, id_)["PolicyDocument"]
    text = json.dumps({"Version": "2012-10-17", "Statement": []}, indent=4)
    network.ec2.modify_vpc_endpoint(VpcEndpointId=id_, PolicyDocument=text)
    assert shown(network.ec2, id_)["PolicyDocument"] == text
    both = {"VpcEndpointId": id_, "PolicyDocument": text, "ResetPolicy": True}
    assert code_of(network.ec2.modify_vpc_endpoint, **both) == "InvalidParameterCombination"
    network.ec2.modify_vpc_endpoint(VpcEndpointId=id_, ResetPolicy=True)
    assert shown(network.ec2, id_)["PolicyDocument"] == default


def test_deleted_endpoints_leave_nothing_and_missing_ones_are_returned(network: Network):
    ec2, made = network.ec2, interface(network)
    id_ = made["VpcEndpointId"]
    answer = ec2.delete_vpc_endpoints(VpcEndpointIds=[id_, "vpce-0123456789abcdef0", "x"])["Unsuccessful"]
    assert [(each["ResourceId"], each["Error"]["Code"]) for each in answer] == [
        ("vpce-0123456789abcdef0", "InvalidVpcEndpointId.NotFound"),
        ("x", "InvalidVpcEndpointId.Malformed"),
    ]
    assert shown(ec2, id_)["State"] == "deleting"
    assert not set(made["NetworkInterfaceIds"]) & set(backend(ec2).enis)
    ec2.clock.pass_(seconds=1)
    assert code_of(ec2.describe_vpc_endpoints, VpcEndpointIds=[id_]) == "InvalidVpcEndpointId.NotFound"
    assert code_of(ec2.describe_vpc_endpoints, Filters=[{"Name": "colour"}]) == "InvalidParameterValue"


def test_services_of_aws_are_listed_by_type(network: Network):
    def types(**filters: str) -> list[tuple[str, str]]:
        wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
        details = network.ec2.describe_vpc_endpoint_services(Filters=wanted)["ServiceDetails"]
        return [(each["ServiceName"], each["ServiceType"][0]["ServiceType"]) for each in details]

    assert types(service_name=S3) == [(S3, "Gateway"), (S3, "Interface")]
    assert {name.rpartition(".")[2] for name, _ in types(service_type="Gateway")} == {"dynamodb", "s3", "s3express"}
    named = network.ec2.describe_vpc_endpoint_services(ServiceNames=["com.amazonaws.us-west-2.ecr.dkr"])
    (dkr,) = named["ServiceDetails"]
    assert dkr["PrivateDnsName"] == "*.dkr.ecr.us-west-2.amazonaws.com"
    assert named["ServiceNames"] == [dkr["ServiceName"]]
    assert code_of(network.ec2.describe_vpc_endpoint_services, ServiceNames=["x"]) == "InvalidServiceName"
