"""The resource share of the hub, within the organization only."""

from __future__ import annotations

import pytest

from network.hub import directly_shared_accounts
from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, needs, of, sources

pytestmark = pytest.mark.pulumi

RESOURCE = "aws:ram/resourceAssociation:ResourceAssociation"
PRINCIPAL = "aws:ram/principalAssociation:PrincipalAssociation"


def test_external_principals_are_not_allowed(whole: Plan) -> None:
    shares = inputs(whole, "aws:ram/resourceShare:ResourceShare")
    assert {name: said["allowExternalPrincipals"] for name, said in shares.items()} == {"hub": False}


def test_the_gateway_and_both_rules_are_shared(whole: Plan) -> None:
    shared = [sources(state, "resourceArn") for state in of(whole, RESOURCE).values()]
    assert sorted(map(sorted, shared)) == [["datacentre"], ["estate"], ["transit"]]
    assert {entered(state) for state in of(whole, RESOURCE).values()} == {"network"}


def test_the_principals_are_the_departments_unit_and_single_accounts(whole: Plan, estate: Estate) -> None:
    named = {name for state in of(whole, PRINCIPAL).values() for name in sources(state, "principal")}
    assert named - {"sharing"} == {"departments", *directly_shared_accounts(estate)}


def test_all_associations_are_of_one_share(whole: Plan) -> None:
    parts = [*of(whole, RESOURCE).values(), *of(whole, PRINCIPAL).values()]
    assert [sources(state, "resourceShareArn") for state in parts] == [{"hub"}] * 5


def test_an_attachment_depends_on_all_associations_of_the_share(whole: Plan) -> None:
    asked = of(whole, "aws:ec2transitgateway/vpcAttachment:VpcAttachment")
    assert len(asked) == 7
    for account in set(asked) - {"network"}:
        first = {f"{RESOURCE}::hub-transit", f"{PRINCIPAL}::hub-with-departments", f"{PRINCIPAL}::hub-with-legacy"}
        assert first <= needs(asked[account])
