"""Private zones of the accounts, their associations with the hub's VPC, and the resolver rules of all VPCs."""

from __future__ import annotations

import pytest

from network.addressing import plan
from sandbox.estate import Estate
from tests.plans import Plan, account_of, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

AUTHORIZATION = "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization"


def zone(account: str, estate: Estate) -> str:
    """Return the name of an account's zone, which includes the range of its VPC."""
    return f"{account}-{plan(estate)[account].cidr}".replace("/", "-")


def test_each_account_with_a_vpc_has_a_zone_for_its_own_vpc(reference_plan: Plan, estate: Estate) -> None:
    zones = resources_of(reference_plan, "aws:route53/zone:Zone")
    assert set(zones) == {zone(account, estate) for account in plan(estate)}
    for account in plan(estate):
        state = zones[zone(account, estate)]
        assert account_of(state) == account
        assert state["inputs"]["name"] == f"{account}.{estate.dns}"
        assert depends_on(state, "vpcs") == {account}
        assert len(state["inputs"]["vpcs"]) == 1


def test_every_endpoint_has_a_record_with_its_address(reference_plan: Plan, estate: Estate) -> None:
    named = {
        (each["name"], each["type"], *each["records"])
        for each in inputs(reference_plan, "aws:route53/record:Record").values()
    }
    assert named == {
        (f"{key.partition('/')[2]}.{account}.{estate.dns}", "A", str(place.address))
        for account, assigned in plan(estate).items()
        for key, place in assigned.endpoints.items()
    }


def test_a_record_is_in_the_zone_of_its_account_with_a_short_ttl(reference_plan: Plan, estate: Estate) -> None:
    for state in resources_of(reference_plan, "aws:route53/record:Record").values():
        assert depends_on(state, "zoneId") == {zone(account_of(state), estate)}
        assert state["inputs"]["ttl"] <= 60


def test_each_account_authorizes_the_hubs_vpc_which_is_associated(reference_plan: Plan, estate: Estate) -> None:
    authorizations, zone_associations = (
        resources_of(reference_plan, AUTHORIZATION),
        resources_of(reference_plan, "aws:route53/zoneAssociation:ZoneAssociation"),
    )
    assert set(authorizations) == set(zone_associations) == set(plan(estate)) - {"network"}
    for account in authorizations:
        assert account_of(authorizations[account]) == account
        assert depends_on(authorizations[account], "zoneId") == {zone(account, estate)}
        assert depends_on(authorizations[account], "vpcId") == {"network"}
        assert account_of(zone_associations[account]) == "network"
        assert zone_associations[account]["inputs"] == {
            key: authorizations[account]["inputs"][key] for key in ("vpcId", "zoneId")
        }


def test_every_vpc_has_both_rules_except_the_hub_which_would_loop(reference_plan: Plan, estate: Estate) -> None:
    associated = {
        (account_of(state), rule)
        for state in resources_of(
            reference_plan, "aws:route53/resolverRuleAssociation:ResolverRuleAssociation"
        ).values()
        for rule in depends_on(state, "resolverRuleId") & {"datacentre", "estate"}
    }
    spokes = set(plan(estate)) - {"network"}
    assert associated == {(account, rule) for account in spokes for rule in ("datacentre", "estate")} | {
        ("network", "datacentre")
    }


def test_each_rule_is_associated_with_the_accounts_own_vpc(reference_plan: Plan) -> None:
    for state in resources_of(reference_plan, "aws:route53/resolverRuleAssociation:ResolverRuleAssociation").values():
        assert depends_on(state, "vpcId") == {account_of(state)}
