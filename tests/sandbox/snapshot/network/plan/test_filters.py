"""Tests of `sandbox.snapshot.network.plan.filters`."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from sandbox.reach.model import PortRange, SecurityGroup
from sandbox.snapshot.errors import SourceUnreadable
from tests.sandbox.snapshot.network.plan.network_plans import (
    GROUP,
    LINE,
    SUBNET,
    VPC,
    ReadNetwork,
    made,
    only,
    subnet,
    urn,
    vpc,
)

HTTPS = PortRange(443, 443)
TEN = ip_network("10.0.0.0/8")


def group(name: str = "app", **inputs: object) -> dict[str, object]:
    return made(GROUP, name, **{"vpcId": urn(VPC, "main"), "name": name, **inputs})


def rules(found: SecurityGroup) -> set[tuple[bool, int | None, PortRange | None, object]]:
    return {(rule.egress, rule.protocol, rule.ports, rule.peer) for rule in found.rules}


def test_the_default_group_of_a_vpc_allows_its_members_in_and_everything_out(read: ReadNetwork):
    found = only(read(vpc()).groups)
    assert found.name == "default"
    assert rules(found) == {(False, None, None, found.id), (True, None, None, ip_network("0.0.0.0/0"))}


def test_rules_inline_and_of_both_kinds_of_their_own(read: ReadNetwork):
    inline = group(
        ingress=[{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"], "self": True}]
    )
    new = made(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "new",
        securityGroupId=urn(GROUP, "app"),
        ipProtocol="icmp",
        fromPort=8,
        toPort=-1,
        referencedSecurityGroupId=urn(GROUP, "client"),
    )
    old = made(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "old",
        type="egress",
        securityGroupId=urn(GROUP, "app"),
        protocol="-1",
        fromPort=0,
        toPort=0,
        cidrBlocks=["10.0.0.0/8", "192.168.0.0/16"],
    )
    network = read(vpc(), inline, group("client"), new, old)
    found = {each.name: each for each in network.groups.values()}
    assert rules(found["app"]) == {
        (False, 6, HTTPS, TEN),
        (False, 6, HTTPS, found["app"].id),
        (False, 1, PortRange(8, -1), found["client"].id),
        (True, None, None, TEN),
        (True, None, None, ip_network("192.168.0.0/16")),
    }
    assert {rule.origin for rule in found["app"].rules} == {LINE}


def test_a_group_of_the_program_allows_nothing_by_itself(read: ReadNetwork):
    assert next(each for each in read(vpc(), group()).groups.values() if each.name == "app").rules == ()


def test_a_rule_of_a_group_that_is_not_there_is_noted(read: ReadNetwork):
    rule = made(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "lost", securityGroupId="sg-0abc", ipProtocol="-1"
    )
    assert any("lost" in note and "its security group is not in the plan" in note for note in read(vpc(), rule).notes)


def test_the_default_acl_allows_everything_and_has_the_subnets_of_no_other(read: ReadNetwork):
    acl = made(
        "aws:ec2/networkAcl:NetworkAcl",
        "app",
        vpcId=urn(VPC, "main"),
        subnetIds=urn(SUBNET, "app"),
        ingress=[
            {"ruleNo": 100, "action": "deny", "protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlock": "0.0.0.0/0"}
        ],
    )
    network = read(vpc(), subnet(), subnet("data", "10.0.2.0/24"), acl)
    default, own = sorted(network.acls.values(), key=lambda each: not each.default)
    zones = {each.id: each.cidrs[0] for each in network.topology.subnets.values()}
    assert [zones[each] for each in default.subnets] == [ip_network("10.0.2.0/24")]
    assert [zones[each] for each in own.subnets] == [ip_network("10.0.1.0/24")]
    (entry,) = own.entries
    assert (entry.number, entry.action, entry.protocol, entry.ports) == (100, "deny", 6, PortRange(22, 22))
    assert {(each.number, each.egress, each.action) for each in default.entries} == {
        (100, False, "allow"),
        (100, True, "allow"),
    }


def test_entries_and_associations_of_their_own(read: ReadNetwork):
    acl = made("aws:ec2/networkAcl:NetworkAcl", "app", vpcId=urn(VPC, "main"))
    rule = made(
        "aws:ec2/networkAclRule:NetworkAclRule",
        "ping",
        networkAclId=urn("aws:ec2/networkAcl:NetworkAcl", "app"),
        ruleNumber=90,
        egress=True,
        protocol="icmp",
        ruleAction="allow",
        cidrBlock="10.0.0.0/8",
        icmpType=-1,
        icmpCode=-1,
    )
    association = made(
        "aws:ec2/networkAclAssociation:NetworkAclAssociation",
        "app",
        networkAclId=urn("aws:ec2/networkAcl:NetworkAcl", "app"),
        subnetId=urn(SUBNET, "app"),
    )
    network = read(vpc(), subnet(), acl, rule, association)
    own = next(each for each in network.acls.values() if not each.default)
    (entry,) = own.entries
    assert (entry.number, entry.egress, entry.protocol, entry.ports, entry.cidr) == (90, True, 1, None, TEN)
    assert own.subnets == tuple(network.topology.subnets)


def test_a_wrong_protocol_is_an_error_with_its_line(read: ReadNetwork):
    wrong = group(ingress=[{"protocol": "tpc", "cidrBlocks": ["10.0.0.0/8"]}])
    with pytest.raises(SourceUnreadable, match=r"accounts/layers\.py:7: protocol of app .* is 'tpc'"):
        read(vpc(), wrong)
