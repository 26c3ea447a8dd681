"""Tests of `sandbox.snapshot.network.plan.load_balancers`."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from sandbox.reach.model import InterfaceKind
from tests.sandbox.snapshot.network.plan.network_plans import SUBNET, ReadNetwork, made, only, subnet, urn, vpc


@pytest.mark.parametrize("module", ["lb", "alb", "applicationloadbalancing"])
def test_a_load_balancer_has_interfaces_listeners_and_targets(read: ReadNetwork, module: str):
    balancer, listener = f"aws:{module}/loadBalancer:LoadBalancer", f"aws:{module}/listener:Listener"
    group = f"aws:{module}/targetGroup:TargetGroup"
    resources = (
        made(balancer, "web", name="web", subnets=urn(SUBNET, "app"), internal=False, securityGroups=["sg-1"]),
        made(group, "web", protocol="HTTPS", port=8443, targetType="ip"),
        made(group, "api", protocol="HTTPS", port=9443, targetType="ip"),
        made(
            f"aws:{module}/targetGroupAttachment:TargetGroupAttachment",
            "one",
            targetGroupArn=urn(group, "web"),
            targetId="10.0.1.5",
        ),
        made(
            listener,
            "https",
            loadBalancerArn=urn(balancer, "web"),
            port=443,
            protocol="HTTPS",
            defaultActions=[{"type": "forward", "targetGroupArn": "arn:other"}],
        ),
        made(
            f"aws:{module}/listenerRule:ListenerRule",
            "api",
            listenerArn=urn(listener, "https"),
            actions=[{"type": "forward", "forward": {"targetGroups": [{"arn": "arn:weighted"}]}}],
        ),
    )
    network = read(vpc(), subnet(), *resources)
    found = only(network.load_balancers)
    assert (found.type, found.internet_facing, found.groups, found.cross_zone) == ("application", True, ("sg-1",), True)
    (interface,) = (network.interfaces[each] for each in found.interfaces)
    assert (interface.kind, interface.attached_to) == (InterfaceKind.LOAD_BALANCER, found.id)
    assert found.addresses == interface.addresses == (ip_address("10.0.1.254"),)
    (made_listener,) = found.listeners
    assert (made_listener.port, made_listener.target_groups) == (443, ("arn:other", "arn:weighted"))
    targets = sorted(each.targets for each in network.target_groups.values())
    assert targets == [(), (("10.0.1.5", None),)]


def test_a_network_load_balancer_may_have_fixed_addresses_and_no_groups(read: ReadNetwork):
    balancer = made(
        "aws:lb/loadBalancer:LoadBalancer",
        "inner",
        loadBalancerType="network",
        internal=True,
        subnetMappings=[{"subnetId": "subnet-1", "privateIpv4Address": "10.0.1.20"}],
    )
    found = only(read(vpc(), subnet(), balancer).load_balancers)
    assert (found.type, found.internet_facing, found.groups) == ("network", False, ())
    assert (found.addresses, found.cross_zone) == ((ip_address("10.0.1.20"),), False)
