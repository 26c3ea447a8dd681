"""Effective management policies of an account."""

import json
from datetime import datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, effective_policy, lifecycle, policies, policy_types, units
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState, Policy

MEMBER = "222222222222"
TAG = "TAG_POLICY"


@pytest.fixture
def with_unit(state: OrganizationsState, organization: Organization, now: datetime) -> Organization:
    for kind in (TAG, "BACKUP_POLICY"):
        policy_types.enable(organization, organization.root, kind, now)
    policy_types.settle(organization, now + timedelta(seconds=1))
    lifecycle.add_account(state, organization, MEMBER, "INVITED", now)
    unit = units.create(state, organization, organization.root, "Departments")
    accounts.move(organization, MEMBER, organization.root, unit.id)
    return organization


def _attach(
    state: OrganizationsState,
    organization: Organization,
    target: str,
    document: object,
    *,
    now: datetime,
    kind: str = TAG,
) -> None:
    draft = Policy("", f"{kind} {target}", "", kind, json.dumps(document), now)
    policies.attach(organization, policies.create(state, organization, draft, {}).id, target)


def test_policies_are_merged_from_the_root_down(state: OrganizationsState, with_unit: Organization, now: datetime):
    unit = with_unit.accounts[MEMBER].parent
    _attach(state, with_unit, with_unit.root, {"tags": {"cc": {"tag_key": {"@@assign": "CostCentre"}}}}, now=now)
    _attach(
        state, with_unit, unit, {"tags": {"cc": {"tag_value": {"@@append": ["4102"]}}}}, now=now + timedelta(days=1)
    )
    found = effective_policy.of_target(with_unit, MEMBER, TAG)
    assert found.document == {"tags": {"cc": {"tag_key": "CostCentre", "tag_value": ["4102"]}}}
    assert found.updated_at == now + timedelta(days=1)
    assert effective_policy.of_target(with_unit, with_unit.management, TAG).document == {
        "tags": {"cc": {"tag_key": "CostCentre"}}
    }


def test_an_account_without_policies_has_no_effective_policy(with_unit: Organization):
    with pytest.raises(AwsError, match="EffectivePolicyNotFoundException"):
        effective_policy.of_target(with_unit, MEMBER, TAG)


def test_only_accounts_have_an_effective_policy(with_unit: Organization):
    with pytest.raises(AwsError) as refused:
        effective_policy.of_target(with_unit, with_unit.root, TAG)
    assert refused.value.fields["Reason"] == "TARGET_NOT_SUPPORTED"
    with pytest.raises(AwsError, match="TargetNotFoundException"):
        effective_policy.of_target(with_unit, "999999999999", TAG)


def test_missing_keys_of_an_effective_policy_are_named(
    state: OrganizationsState, with_unit: Organization, now: datetime
):
    incomplete = {"plans": {"daily": {"regions": {"@@assign": ["us-east-1"]}}}}
    _attach(state, with_unit, with_unit.root, incomplete, now=now, kind="BACKUP_POLICY")
    assert effective_policy.lacking(with_unit, MEMBER, "BACKUP_POLICY") == [
        "plans.daily.rules",
        "plans.daily.selections",
    ]
    assert effective_policy.lacking(with_unit, MEMBER, TAG) == []


def test_a_guardrail_without_its_identifier_is_named(state: OrganizationsState, with_unit: Organization, now: datetime):
    incomplete = {"bedrock": {"guardrail_inference": {"us-east-1": {"one": {"input_tags": {"@@assign": "honor"}}}}}}
    policy_types.enable(with_unit, with_unit.root, "BEDROCK_POLICY", now)
    policy_types.settle(with_unit, now + timedelta(seconds=1))
    _attach(state, with_unit, with_unit.root, incomplete, now=now, kind="BEDROCK_POLICY")
    assert effective_policy.lacking(with_unit, MEMBER, "BEDROCK_POLICY") == [
        "bedrock.guardrail_inference.us-east-1.one.identifier"
    ]
