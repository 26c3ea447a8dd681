"""Tests of `sandbox.snapshot.network.plan.vpcs`."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from sandbox.snapshot.errors import SourceUnreadable
from tests.sandbox.snapshot.network.plan.network_plans import LINE, VPC, ReadNetwork, made, only, subnet, urn, vpc


def test_a_vpc_has_its_secondary_ranges_and_the_line_of_the_program(read: ReadNetwork):
    more = made(
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        "more",
        vpcId=urn(VPC, "main"),
        cidrBlock="10.1.0.0/16",
    )
    found = only(read(vpc(), more).topology.vpcs)
    assert (found.name, found.cidrs, found.origin) == (
        "main",
        (ip_network("10.0.0.0/16"), ip_network("10.1.0.0/16")),
        LINE,
    )


def test_a_subnet_is_in_the_vpc_that_its_unknown_id_is_made_from(read: ReadNetwork):
    network = read(vpc(), vpc("other", "10.9.0.0/16"), subnet(of="other", cidr="10.9.1.0/24"))
    found = only(network.topology.subnets)
    assert network.topology.vpcs[found.vpc].name == "other"
    assert (found.zone, found.cidrs) == ("us-east-1a", (ip_network("10.9.1.0/24"),))


def test_a_range_that_aws_assigns_is_noted(read: ReadNetwork):
    network = read(vpc(assignGeneratedIpv6CidrBlock=True))
    assert network.notes == (f"main ({VPC}): ipv6CidrBlock is not known in the plan, and is left out",)


def test_a_wrong_range_is_an_error_with_its_line(read: ReadNetwork):
    with pytest.raises(SourceUnreadable, match=r"accounts/layers\.py:7: cidrBlock of main .* is '10.0.0.0/99'"):
        read(vpc(cidr="10.0.0.0/99"))
