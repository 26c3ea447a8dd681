"""A VPC in two zones: subnets, ACLs, routes and gateway endpoints."""

from __future__ import annotations

import pytest

from network.acls import acl
from network.addressing import plan
from sandbox.estate import Estate
from tests.plans import Plan, account_of, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"


def test_each_subnet_has_the_planned_range_and_zone(reference_plan: Plan, estate: Estate) -> None:
    planned = {
        (account, str(subnet.cidr), subnet.zone)
        for account, each in plan(estate).items()
        for subnet in each.subnets
        if subnet.part != "resolver" or account == "network"
    }
    made = resources_of(reference_plan, "aws:ec2/subnet:Subnet").values()
    assert {(account_of(s), s["inputs"]["cidrBlock"], s["inputs"]["availabilityZoneId"]) for s in made} == planned
    assert len(made) == len(planned)
    assert not any(state["inputs"].get("mapPublicIpOnLaunch") for state in made)


def test_each_tier_has_its_planned_acl(reference_plan: Plan, estate: Estate) -> None:
    made = resources_of(reference_plan, "aws:ec2/networkAcl:NetworkAcl")
    for name, account in estate.accounts.items():
        for tier in account.vpc.tiers if account.vpc else ():
            assert account.vpc is not None
            state, wanted = made.pop(f"{name}-{tier}"), acl(estate, name, account.vpc, tier)
            assert depends_on(state, "subnetIds") == {f"{name}-{tier}-az1", f"{name}-{tier}-az2"}
            for way, rules in (("ingress", wanted.ingress), ("egress", wanted.egress)):
                entries = [(r["ruleNo"], r["action"], r["protocol"], r["cidrBlock"]) for r in state["inputs"][way]]
                assert sorted(entries) == [(r.number, r.action, r.protocol, str(r.cidr)) for r in rules]
    assert not made


def test_only_the_public_tier_has_a_route_to_the_internet_gateway(reference_plan: Plan) -> None:
    out = [
        s
        for s in resources_of(reference_plan, "aws:ec2/route:Route").values()
        if s["inputs"]["destinationCidrBlock"] == "0.0.0.0/0"
    ]
    assert [depends_on(state, "routeTableId") for state in out] == [{"mobile-public"}]
    assert [depends_on(state, "gatewayId") for state in out] == [{"mobile"}]


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_every_tier_has_routes_to_the_gateway_endpoints(reference_plan: Plan, estate: Estate, service: str) -> None:
    made = resources_of(reference_plan, ENDPOINT)
    for name, account in estate.accounts.items():
        if account.vpc is not None:
            state = made[f"{name}-{service}"]
            assert state["inputs"]["vpcEndpointType"] == "Gateway"
            assert state["inputs"]["serviceName"] == f"com.amazonaws.us-east-1.{service}"
            assert depends_on(state, "routeTableIds") == {f"{name}-{tier}" for tier in account.vpc.tiers}


def test_every_vpc_has_dns_support_and_hostnames(reference_plan: Plan) -> None:
    vpcs = inputs(reference_plan, "aws:ec2/vpc:Vpc").values()
    assert len(vpcs) == 7
    assert all(each["enableDnsSupport"] and each["enableDnsHostnames"] for each in vpcs)
