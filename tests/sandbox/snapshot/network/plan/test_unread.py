"""Tests of `sandbox.snapshot.network.plan.unread`."""

from __future__ import annotations

import pytest

from tests.sandbox.snapshot.network.plan.network_plans import ReadNetwork, made


@pytest.mark.parametrize(
    "kind",
    [
        "aws:ec2/carrierGateway:CarrierGateway",
        "aws:ec2clientvpn/endpoint:Endpoint",
        "aws:networkfirewall/firewall:Firewall",
        "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
        "aws:vpc/routeServer:RouteServer",
        "aws:ec2transitgateway/multicastDomain:MulticastDomain",
        "aws:networkmanager/coreNetwork:CoreNetwork",
        "aws:elb/loadBalancer:LoadBalancer",
    ],
)
def test_what_carries_or_filters_packets_and_is_not_read_is_named(read: ReadNetwork, kind: str):
    network = read(made(kind, "it"))
    assert network.notes == (f"it ({kind}): it affects the network and is not read",)
    assert list(network.unsupported.values()) == [kind]


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("aws:rds/instance:Instance", {"vpcSecurityGroupIds": ["sg-1"]}),
        ("aws:ecs/service:Service", {"networkConfiguration": {"subnets": ["subnet-1"]}}),
        ("aws:lambda/function:Function", {"vpcConfig": {"subnetIds": ["subnet-1"]}}),
        ("aws:elasticache/replicationGroup:ReplicationGroup", {"subnetGroupName": "data"}),
        ("aws:autoscaling/group:Group", {"vpcZoneIdentifiers": ["subnet-1"]}),
    ],
)
def test_resources_of_other_services_in_a_vpc_are_named(read: ReadNetwork, kind: str, inputs: dict[str, object]):
    assert read(made(kind, "it", **inputs)).notes == (f"it ({kind}): its network interfaces are not read",)


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("aws:ec2/flowLog:FlowLog", {"subnetId": "subnet-1"}),
        ("aws:ec2/keyPair:KeyPair", {}),
        ("aws:ec2/vpcDhcpOptions:VpcDhcpOptions", {}),
        ("aws:s3/bucket:Bucket", {}),
        ("aws:rds/subnetGroup:SubnetGroup", {"subnetIds": ["subnet-1"]}),
    ],
)
def test_what_moves_no_packet_is_not_named(read: ReadNetwork, kind: str, inputs: dict[str, object]):
    assert read(made(kind, "it", **inputs)).notes == ()
