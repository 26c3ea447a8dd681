"""The organization of the estate file: accounts in their units, guardrails attached to their targets."""

from __future__ import annotations

import pytest

from accounts.guardrails import guardrail
from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, needs, of, sources

pytestmark = pytest.mark.pulumi

ACCOUNT = "aws:organizations/account:Account"
ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment"


def test_all_organization_resources_are_in_the_management_account(whole: Plan) -> None:
    made = [state for state in whole.values() if state["type"].startswith("aws:organizations/")]
    assert len(made) == 29
    assert {entered(state) for state in made} == {"management"}


def test_each_account_is_created_in_its_unit_with_its_own_email(whole: Plan, estate: Estate) -> None:
    accounts = of(whole, ACCOUNT)
    assert set(accounts) == set(estate.accounts)
    for name, state in accounts.items():
        assert sources(state, "parentId") == {estate.unit_of(name)}
        assert state["inputs"]["email"] == estate.accounts[name].email
        assert state["inputs"]["roleName"] == "OrganizationAccountAccessRole"


def test_each_guardrail_is_attached_to_exactly_its_targets(whole: Plan, estate: Estate) -> None:
    hung = {(*sources(state, "policyId"), *sources(state, "targetId")) for state in of(whole, ATTACHMENT).values()}
    root = {(name, "organization") for name in estate.guardrails.root}
    units = {(name, unit) for unit, names in estate.guardrails.units.items() for name in names}
    assert hung == root | units
    assert len(of(whole, ATTACHMENT)) == len(hung)


def test_each_policy_has_the_type_and_the_reason_of_its_guardrail(whole: Plan) -> None:
    for name, said in inputs(whole, "aws:organizations/policy:Policy").items():
        assert (said["type"], said["description"]) == (guardrail(name).kind, guardrail(name).why)


def test_the_required_policy_types_and_service_access_are_enabled(whole: Plan) -> None:
    (organization,) = inputs(whole, "aws:organizations/organization:Organization").values()
    assert organization["featureSet"] == "ALL"
    kinds = {said["type"] for said in inputs(whole, "aws:organizations/policy:Policy").values()}
    assert set(organization["enabledPolicyTypes"]) == kinds
    assert set(organization["awsServiceAccessPrincipals"]) == {"cloudtrail.amazonaws.com", "ram.amazonaws.com"}


def test_sharing_with_a_unit_depends_on_sharing_with_the_organization(whole: Plan) -> None:
    share = of(whole, "aws:ram/principalAssociation:PrincipalAssociation")["hub-with-departments"]
    assert any(each.endswith("SharingWithOrganization::sharing") for each in needs(share))
