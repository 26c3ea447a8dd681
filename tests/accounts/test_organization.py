"""The organization of the estate file: accounts in their units, guardrails attached to their targets."""

from __future__ import annotations

import pytest

from accounts.guardrails import guardrail
from sandbox.estate import Estate
from tests.plans import Plan, account_of, dependencies, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

ACCOUNT = "aws:organizations/account:Account"
ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment"


def test_all_organization_resources_are_in_the_management_account(reference_plan: Plan) -> None:
    made = [state for state in reference_plan.values() if state["type"].startswith("aws:organizations/")]
    assert len(made) == 29
    assert {account_of(state) for state in made} == {"management"}


def test_each_account_is_created_in_its_unit_with_its_own_email(reference_plan: Plan, estate: Estate) -> None:
    accounts = resources_of(reference_plan, ACCOUNT)
    assert set(accounts) == set(estate.accounts)
    for name, state in accounts.items():
        assert depends_on(state, "parentId") == {estate.unit_of(name)}
        assert state["inputs"]["email"] == estate.accounts[name].email
        assert state["inputs"]["roleName"] == "OrganizationAccountAccessRole"


def test_each_guardrail_is_attached_to_exactly_its_targets(reference_plan: Plan, estate: Estate) -> None:
    attached = {
        (*depends_on(state, "policyId"), *depends_on(state, "targetId"))
        for state in resources_of(reference_plan, ATTACHMENT).values()
    }
    root = {(name, "organization") for name in estate.guardrails.root}
    units = {(name, unit) for unit, names in estate.guardrails.units.items() for name in names}
    assert attached == root | units
    assert len(resources_of(reference_plan, ATTACHMENT)) == len(attached)


def test_each_policy_has_the_type_and_the_reason_of_its_guardrail(reference_plan: Plan) -> None:
    for name, values in inputs(reference_plan, "aws:organizations/policy:Policy").items():
        assert (values["type"], values["description"]) == (guardrail(name).kind, guardrail(name).why)


def test_the_required_policy_types_and_service_access_are_enabled(reference_plan: Plan) -> None:
    (organization,) = inputs(reference_plan, "aws:organizations/organization:Organization").values()
    assert organization["featureSet"] == "ALL"
    kinds = {values["type"] for values in inputs(reference_plan, "aws:organizations/policy:Policy").values()}
    assert set(organization["enabledPolicyTypes"]) == kinds
    assert set(organization["awsServiceAccessPrincipals"]) == {"cloudtrail.amazonaws.com", "ram.amazonaws.com"}


def test_sharing_with_a_unit_depends_on_sharing_with_the_organization(reference_plan: Plan) -> None:
    share = resources_of(reference_plan, "aws:ram/principalAssociation:PrincipalAssociation")["hub-with-departments"]
    assert any(each.endswith("SharingWithOrganization::sharing") for each in dependencies(share))
