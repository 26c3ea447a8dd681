"""Tests of `sandbox.snapshot.network.aws_export.load_balancers`."""

from __future__ import annotations

from ipaddress import ip_address

from tests.sandbox.snapshot.network.aws_export.responses import network

ARN = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/web/1"
BALANCER = {
    "LoadBalancerArn": ARN,
    "LoadBalancerName": "web",
    "Type": "network",
    "Scheme": "internet-facing",
    "VpcId": "vpc-1",
    "AvailabilityZones": [{"SubnetId": "subnet-1", "LoadBalancerAddresses": []}],
    "SecurityGroups": ["sg-1"],
    "State": {"Code": "active"},
}
INTERFACE = {
    "NetworkInterfaceId": "eni-1",
    "SubnetId": "subnet-1",
    "VpcId": "vpc-1",
    "Description": "ELB net/web/1",
    "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.9", "Primary": True}],
}


def test_a_load_balancer_has_its_interfaces_listeners_and_the_target_groups_of_all_rules():
    found = network(
        LoadBalancers=[BALANCER],
        NetworkInterfaces=[INTERFACE],
        LoadBalancerListeners=[
            {
                "LoadBalancerArn": ARN,
                "Listeners": [
                    {
                        "ListenerArn": "l-1",
                        "Protocol": "TCP",
                        "Port": 443,
                        "DefaultActions": [{"Type": "forward", "TargetGroupArn": "tg-1"}],
                    }
                ],
            }
        ],
        LoadBalancerRules=[
            {
                "ListenerArn": "l-1",
                "Rules": [{"Actions": [{"ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "tg-2"}]}}]}],
            }
        ],
        LoadBalancerAttributes=[
            {"LoadBalancerArn": ARN, "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}
        ],
    ).load_balancers[ARN]
    assert (found.type, found.internet_facing, found.cross_zone, found.groups) == ("network", True, True, ("sg-1",))
    assert (found.interfaces, found.addresses) == (("eni-1",), (ip_address("10.0.1.9"),))
    (listener,) = found.listeners
    assert (listener.protocol, listener.port, listener.target_groups) == ("TCP", 443, ("tg-1", "tg-2"))


def test_target_groups_have_their_targets_and_whether_these_see_the_clients_address():
    health = [
        {
            "TargetGroupArn": "tg-1",
            "TargetHealthDescriptions": [{"Target": {"Id": "i-1", "Port": 8443}}, {"Target": {"Id": "10.0.1.5"}}],
        }
    ]
    groups = [
        {"TargetGroupArn": "tg-1", "Protocol": "TCP", "Port": 443, "TargetType": "ip"},
        {"TargetGroupArn": "tg-2", "Protocol": "TCP", "Port": 443, "TargetType": "instance"},
        {"TargetGroupArn": "tg-3", "Protocol": "TCP", "Port": 443, "TargetType": "ip"},
    ]
    attributes = [{"TargetGroupArn": "tg-3", "Attributes": [{"Key": "preserve_client_ip.enabled", "Value": "true"}]}]
    found = network(
        TargetGroups=groups, LoadBalancerTargetHealth=health, TargetGroupAttributes=attributes
    ).target_groups
    assert found["tg-1"].targets == (("i-1", 8443), ("10.0.1.5", None))
    assert [found[each].preserve_client_ip for each in ("tg-1", "tg-2", "tg-3")] == [False, True, True]
