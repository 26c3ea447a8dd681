"""A tier: subnets of one VPC with one route table."""

from __future__ import annotations

import pytest

from tests.plans import Plan, account_of, depends_on, resources_of

pytestmark = pytest.mark.pulumi


def test_each_subnet_has_its_accounts_vpc_and_its_tiers_table(reference_plan: Plan) -> None:
    associations = resources_of(reference_plan, "aws:ec2/routeTableAssociation:RouteTableAssociation")
    subnets = resources_of(reference_plan, "aws:ec2/subnet:Subnet")
    assert set(associations) == set(subnets)
    for name, state in subnets.items():
        account, tier, _ = name.rsplit("-", 2)
        assert account_of(state) == account
        assert depends_on(state, "vpcId") == {account}
        assert depends_on(associations[name], "subnetId") == {name}
        assert depends_on(associations[name], "routeTableId") == {f"{account}-{tier}"}


def test_tables_and_acls_are_in_the_same_vpc(reference_plan: Plan) -> None:
    for token in ("aws:ec2/routeTable:RouteTable", "aws:ec2/networkAcl:NetworkAcl"):
        for state in resources_of(reference_plan, token).values():
            assert depends_on(state, "vpcId") == {account_of(state)}
