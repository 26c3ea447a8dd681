"""A tier: subnets of one VPC with one route table."""

from __future__ import annotations

import pytest

from tests.plans import Plan, entered, of, sources

pytestmark = pytest.mark.pulumi


def test_each_subnet_has_its_accounts_vpc_and_its_tiers_table(whole: Plan) -> None:
    followed = of(whole, "aws:ec2/routeTableAssociation:RouteTableAssociation")
    subnets = of(whole, "aws:ec2/subnet:Subnet")
    assert set(followed) == set(subnets)
    for name, state in subnets.items():
        account, tier, _ = name.rsplit("-", 2)
        assert entered(state) == account
        assert sources(state, "vpcId") == {account}
        assert sources(followed[name], "subnetId") == {name}
        assert sources(followed[name], "routeTableId") == {f"{account}-{tier}"}


def test_tables_and_acls_are_in_the_same_vpc(whole: Plan) -> None:
    for token in ("aws:ec2/routeTable:RouteTable", "aws:ec2/networkAcl:NetworkAcl"):
        for state in of(whole, token).values():
            assert sources(state, "vpcId") == {entered(state)}
