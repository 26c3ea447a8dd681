"""Private zones of the accounts, their associations with the hub's VPC, and the resolver rules of all VPCs."""

from __future__ import annotations

import pytest

from network.addressing import plan
from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of, sources

pytestmark = pytest.mark.pulumi

AUTHORIZATION = "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization"


def zone(account: str, estate: Estate) -> str:
    """Return the name of an account's zone, which includes the range of its VPC."""
    return f"{account}-{plan(estate)[account].cidr}".replace("/", "-")


def test_each_account_with_a_vpc_has_a_zone_for_its_own_vpc(whole: Plan, estate: Estate) -> None:
    zones = of(whole, "aws:route53/zone:Zone")
    assert set(zones) == {zone(account, estate) for account in plan(estate)}
    for account in plan(estate):
        state = zones[zone(account, estate)]
        assert entered(state) == account
        assert state["inputs"]["name"] == f"{account}.{estate.dns}"
        assert sources(state, "vpcs") == {account}
        assert len(state["inputs"]["vpcs"]) == 1


def test_every_endpoint_has_a_record_with_its_address(whole: Plan, estate: Estate) -> None:
    named = {
        (each["name"], each["type"], *each["records"]) for each in inputs(whole, "aws:route53/record:Record").values()
    }
    assert named == {
        (f"{key.partition('/')[2]}.{account}.{estate.dns}", "A", str(place.address))
        for account, placed in plan(estate).items()
        for key, place in placed.endpoints.items()
    }


def test_a_record_is_in_the_zone_of_its_account_with_a_short_ttl(whole: Plan, estate: Estate) -> None:
    for state in of(whole, "aws:route53/record:Record").values():
        assert sources(state, "zoneId") == {zone(entered(state), estate)}
        assert state["inputs"]["ttl"] <= 60


def test_each_account_authorizes_the_hubs_vpc_which_is_associated(whole: Plan, estate: Estate) -> None:
    shown, taken = of(whole, AUTHORIZATION), of(whole, "aws:route53/zoneAssociation:ZoneAssociation")
    assert set(shown) == set(taken) == set(plan(estate)) - {"network"}
    for account in shown:
        assert entered(shown[account]) == account
        assert sources(shown[account], "zoneId") == {zone(account, estate)}
        assert sources(shown[account], "vpcId") == {"network"}
        assert entered(taken[account]) == "network"
        assert taken[account]["inputs"] == {key: shown[account]["inputs"][key] for key in ("vpcId", "zoneId")}


def test_every_vpc_has_both_rules_except_the_hub_which_would_loop(whole: Plan, estate: Estate) -> None:
    followed = {
        (entered(state), rule)
        for state in of(whole, "aws:route53/resolverRuleAssociation:ResolverRuleAssociation").values()
        for rule in sources(state, "resolverRuleId") & {"datacentre", "estate"}
    }
    spokes = set(plan(estate)) - {"network"}
    assert followed == {(account, rule) for account in spokes for rule in ("datacentre", "estate")} | {
        ("network", "datacentre")
    }


def test_each_rule_is_associated_with_the_accounts_own_vpc(whole: Plan) -> None:
    for state in of(whole, "aws:route53/resolverRuleAssociation:ResolverRuleAssociation").values():
        assert sources(state, "vpcId") == {entered(state)}
