"""Policies: creation, changes, deletion, attachment and detachment."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import lifecycle, policies, policy_types, units
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Organization, OrganizationsState, Policy
from sandbox.emulated.organizations.rules.policy_types import RCP, SCP
from sandbox.emulated.organizations.rules.quotas import CURRENT

DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
SOON = timedelta(seconds=1)


@pytest.fixture
def enabled(organization: Organization, now: datetime) -> Organization:
    for kind in (SCP, RCP):
        policy_types.enable(organization, organization.root, kind, now)
    policy_types.settle(organization, now + SOON)
    return organization


def _deny(state: OrganizationsState, organization: Organization, now: datetime, name: str = "deny") -> Policy:
    draft = Policy("", name, "", SCP, json.dumps(DENY), now)
    return policies.create(state, organization, draft, {})


def _reason(refused: pytest.ExceptionInfo[AwsError]) -> object:
    return refused.value.fields["Reason"]


def test_a_policy_type_is_pending_before_it_is_enabled(organization: Organization, now: datetime):
    policy_types.enable(organization, organization.root, SCP, now)
    assert organization.policy_types[SCP].status == "PENDING_ENABLE"
    with pytest.raises(AwsError, match="PolicyChangesInProgressException"):
        policy_types.enable(organization, organization.root, SCP, now)
    policy_types.settle(organization, now + SOON)
    assert organization.policy_types[SCP].status == "ENABLED"
    with pytest.raises(AwsError, match="PolicyTypeAlreadyEnabledException"):
        policy_types.enable(organization, organization.root, SCP, now)


def test_full_access_is_attached_to_every_existing_and_new_target(
    state: OrganizationsState, organization: Organization, now: datetime
):
    before = units.create(state, organization, organization.root, "Before")
    policy_types.enable(organization, organization.root, SCP, now)
    after = units.create(state, organization, organization.root, "After")
    member = lifecycle.add_account(state, organization, "222222222222", "INVITED", now)
    for node in (organization.root, before.id, after.id, member.id, organization.management):
        assert [policy.name for policy in policies.attached_to(organization, node, SCP)] == ["FullAWSAccess"]


def test_disabling_a_type_detaches_its_policies(state: OrganizationsState, enabled: Organization, now: datetime):
    policies.attach(enabled, _deny(state, enabled, now).id, enabled.root)
    policy_types.disable(enabled, enabled.root, SCP, now)
    assert enabled.policy_types[SCP].status == "PENDING_DISABLE"
    assert not policies.attached_to(enabled, enabled.root, SCP)
    assert policies.attached_to(enabled, enabled.root, RCP)
    policy_types.settle(enabled, now + SOON)
    assert SCP not in enabled.policy_types
    with pytest.raises(AwsError, match="PolicyTypeNotEnabledException"):
        policy_types.disable(enabled, enabled.root, SCP, now)


def test_policy_types_need_the_root_and_all_features(organization: Organization, now: datetime):
    with pytest.raises(AwsError, match="RootNotFoundException"):
        policy_types.enable(organization, "r-none", SCP, now)
    organization.feature_set = CONSOLIDATED_BILLING
    with pytest.raises(AwsError, match="PolicyTypeNotAvailableForOrganizationException"):
        policy_types.enable(organization, organization.root, SCP, now)


def test_a_policy_type_of_a_service_needs_service_access(organization: Organization, now: datetime):
    with pytest.raises(AwsError) as refused:
        policy_types.enable(organization, organization.root, "SECURITYHUB_POLICY", now)
    assert _reason(refused) == "SERVICE_ACCESS_NOT_ENABLED"


def test_a_policy_cannot_be_attached_again(state: OrganizationsState, enabled: Organization, now: datetime):
    policy = _deny(state, enabled, now)
    policies.attach(enabled, policy.id, enabled.root)
    assert policies.targets(enabled, policy.id) == [enabled.root]
    with pytest.raises(AwsError, match="DuplicatePolicyAttachmentException"):
        policies.attach(enabled, policy.id, enabled.root)


def test_a_type_must_be_enabled_before_its_policies_are_attached(
    state: OrganizationsState, organization: Organization, now: datetime
):
    policy = _deny(state, organization, now)
    with pytest.raises(AwsError, match="PolicyTypeNotEnabledException"):
        policies.attach(organization, policy.id, organization.root)


def test_the_last_service_control_policy_cannot_be_detached(
    state: OrganizationsState, enabled: Organization, now: datetime
):
    with pytest.raises(AwsError) as refused:
        policies.detach(enabled, "p-FullAWSAccess", enabled.root)
    assert _reason(refused) == "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
    policies.attach(enabled, _deny(state, enabled, now).id, enabled.root)
    policies.detach(enabled, "p-FullAWSAccess", enabled.root)
    assert [policy.name for policy in policies.attached_to(enabled, enabled.root, SCP)] == ["deny"]


def test_full_access_of_resource_control_policies_cannot_be_detached(enabled: Organization):
    with pytest.raises(AwsError) as refused:
        policies.detach(enabled, "p-RCPFullAWSAccess", enabled.root)
    assert _reason(refused) == "NON_DETACHABLE_POLICY"


def test_a_target_takes_ten_service_control_policies(state: OrganizationsState, enabled: Organization, now: datetime):
    for number in range(9):
        policies.attach(enabled, _deny(state, enabled, now, f"deny {number}").id, enabled.root)
    with pytest.raises(AwsError) as refused:
        policies.attach(enabled, _deny(state, enabled, now, "one more").id, enabled.root)
    assert _reason(refused) == "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"


def test_unknown_policies_and_targets_are_refused(state: OrganizationsState, enabled: Organization, now: datetime):
    policy = _deny(state, enabled, now)
    with pytest.raises(AwsError, match="PolicyNotFoundException"):
        policies.attach(enabled, "p-none0000", enabled.root)
    with pytest.raises(AwsError, match="TargetNotFoundException"):
        policies.attach(enabled, policy.id, "999999999999")
    with pytest.raises(AwsError, match="PolicyNotAttachedException"):
        policies.detach(enabled, policy.id, enabled.root)


def test_a_policy_in_use_is_not_deleted(state: OrganizationsState, enabled: Organization, now: datetime):
    policy = _deny(state, enabled, now)
    policies.attach(enabled, policy.id, enabled.root)
    with pytest.raises(AwsError, match="PolicyInUseException"):
        policies.delete(enabled, policy.id)
    policies.detach(enabled, policy.id, enabled.root)
    policies.delete(enabled, policy.id)
    with pytest.raises(AwsError, match="PolicyNotFoundException"):
        policies.find(enabled, policy.id)


def test_policies_of_aws_cannot_be_changed(enabled: Organization, now: datetime):
    for change in (
        lambda: policies.delete(enabled, "p-FullAWSAccess"),
        lambda: policies.update(enabled, "p-FullAWSAccess", now, name="mine"),
    ):
        with pytest.raises(AwsError) as refused:
            change()
        assert _reason(refused) == "IMMUTABLE_POLICY"


def test_names_are_unique_within_a_type(state: OrganizationsState, enabled: Organization, now: datetime):
    _deny(state, enabled, now)
    second = _deny(state, enabled, now, "second")
    with pytest.raises(AwsError, match="DuplicatePolicyException"):
        _deny(state, enabled, now)
    with pytest.raises(AwsError, match="DuplicatePolicyException"):
        policies.update(enabled, second.id, now, name="deny")
    assert policies.update(enabled, second.id, now, name="third", description="why").description == "why"


def test_a_document_is_validated_at_creation_and_update(
    state: OrganizationsState, enabled: Organization, now: datetime
):
    policy = _deny(state, enabled, now)
    with pytest.raises(AwsError, match=r"MalformedPolicyDocumentException.*Statement"):
        policies.update(enabled, policy.id, now, content='{"Version": "2012-10-17"}')
    long = json.dumps(DENY).ljust(10_241)
    with pytest.raises(AwsError) as refused:
        policies.update(enabled, policy.id, now, content=long)
    assert _reason(refused) == "POLICY_CONTENT_LIMIT_EXCEEDED"
    policies.update(enabled, policy.id, now, content=long[:-1])


def test_policies_have_a_quota_and_need_all_features(
    state: OrganizationsState, organization: Organization, now: datetime
):
    scp = replace(CURRENT.policies[SCP], per_organization=1)
    few = replace(CURRENT, policies=CURRENT.policies | {SCP: scp})
    draft = Policy("", "deny", "", SCP, json.dumps(DENY), now)
    with pytest.raises(AwsError) as refused:
        policies.create(state, organization, draft, {}, few)
    assert _reason(refused) == "POLICY_NUMBER_LIMIT_EXCEEDED"
    organization.feature_set = CONSOLIDATED_BILLING
    with pytest.raises(AwsError, match="PolicyTypeNotAvailableForOrganizationException"):
        _deny(state, organization, now)
