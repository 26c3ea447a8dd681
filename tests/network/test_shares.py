"""The resource share of the hub, within the organization only."""

from __future__ import annotations

import pytest

from network.hub import directly_shared_accounts
from sandbox.estate import Estate
from tests.plans import Plan, account_of, dependencies, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

RESOURCE = "aws:ram/resourceAssociation:ResourceAssociation"
PRINCIPAL = "aws:ram/principalAssociation:PrincipalAssociation"


def test_external_principals_are_not_allowed(reference_plan: Plan) -> None:
    shares = inputs(reference_plan, "aws:ram/resourceShare:ResourceShare")
    assert {name: values["allowExternalPrincipals"] for name, values in shares.items()} == {"hub": False}


def test_the_gateway_and_both_rules_are_shared(reference_plan: Plan) -> None:
    shared = [depends_on(state, "resourceArn") for state in resources_of(reference_plan, RESOURCE).values()]
    assert sorted(map(sorted, shared)) == [["datacentre"], ["estate"], ["transit"]]
    assert {account_of(state) for state in resources_of(reference_plan, RESOURCE).values()} == {"network"}


def test_the_principals_are_the_departments_unit_and_single_accounts(reference_plan: Plan, estate: Estate) -> None:
    named = {
        name for state in resources_of(reference_plan, PRINCIPAL).values() for name in depends_on(state, "principal")
    }
    assert named - {"sharing"} == {"departments", *directly_shared_accounts(estate)}


def test_all_associations_are_of_one_share(reference_plan: Plan) -> None:
    parts = [*resources_of(reference_plan, RESOURCE).values(), *resources_of(reference_plan, PRINCIPAL).values()]
    assert [depends_on(state, "resourceShareArn") for state in parts] == [{"hub"}] * 5


def test_an_attachment_depends_on_all_associations_of_the_share(reference_plan: Plan) -> None:
    attachments = resources_of(reference_plan, "aws:ec2transitgateway/vpcAttachment:VpcAttachment")
    assert len(attachments) == 7
    for account in set(attachments) - {"network"}:
        first = {f"{RESOURCE}::hub-transit", f"{PRINCIPAL}::hub-with-departments", f"{PRINCIPAL}::hub-with-legacy"}
        assert first <= dependencies(attachments[account])
