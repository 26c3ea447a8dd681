"""Policies, delegation and tags of an organization, through the engine."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine

SCP = "SERVICE_CONTROL_POLICY"
RCP = "RESOURCE_CONTROL_POLICY"
DENY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]})


def _reason(refused: pytest.ExceptionInfo[ClientError]) -> Any:
    return dict(refused.value.response).get("Reason")


def _policy(estate: Any, name: str = "deny-s3") -> str:
    made = estate.organizations.create_policy(Name=name, Type=SCP, Description="why", Content=DENY)
    return str(made["Policy"]["PolicySummary"]["Id"])


def test_a_service_control_policy_is_created_attached_listed_and_deleted(estate: Any):
    organizations = estate.organizations
    estate.enable(SCP)
    policy = _policy(estate)
    organizations.attach_policy(PolicyId=policy, TargetId=estate.root)
    names = [
        one["Name"] for one in organizations.list_policies_for_target(TargetId=estate.root, Filter=SCP)["Policies"]
    ]
    assert names == ["FullAWSAccess", "deny-s3"]
    targets = organizations.list_targets_for_policy(PolicyId=policy)["Targets"]
    assert [(one["TargetId"], one["Type"]) for one in targets] == [(estate.root, "ROOT")]
    with pytest.raises(organizations.exceptions.DuplicatePolicyAttachmentException):
        organizations.attach_policy(PolicyId=policy, TargetId=estate.root)
    with pytest.raises(organizations.exceptions.PolicyInUseException):
        organizations.delete_policy(PolicyId=policy)
    with pytest.raises(organizations.exceptions.DuplicatePolicyException):
        _policy(estate)
    organizations.detach_policy(PolicyId=policy, TargetId=estate.root)
    with pytest.raises(organizations.exceptions.PolicyNotAttachedException):
        organizations.detach_policy(PolicyId=policy, TargetId=estate.root)
    with pytest.raises(organizations.exceptions.ConstraintViolationException) as last:
        organizations.detach_policy(PolicyId="p-FullAWSAccess", TargetId=estate.root)
    assert _reason(last) == "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
    changed = organizations.update_policy(PolicyId=policy, Name="no-s3")["Policy"]["PolicySummary"]
    assert changed["Name"] == "no-s3"
    organizations.delete_policy(PolicyId=policy)
    with pytest.raises(organizations.exceptions.PolicyNotFoundException):
        organizations.describe_policy(PolicyId=policy)


def test_a_policy_of_a_disabled_type_cannot_be_attached(estate: Any):
    organizations = estate.organizations
    with pytest.raises(organizations.exceptions.PolicyTypeNotEnabledException):
        organizations.attach_policy(PolicyId=_policy(estate), TargetId=estate.root)
    estate.enable(SCP)
    with pytest.raises(organizations.exceptions.PolicyTypeAlreadyEnabledException):
        organizations.enable_policy_type(RootId=estate.root, PolicyType=SCP)
    pending = organizations.disable_policy_type(RootId=estate.root, PolicyType=SCP)["Root"]["PolicyTypes"]
    assert pending == [{"Type": SCP, "Status": "PENDING_DISABLE"}]
    with pytest.raises(organizations.exceptions.RootNotFoundException):
        organizations.enable_policy_type(RootId="r-0000", PolicyType=SCP)


def test_enabling_resource_control_policies_attaches_full_access_everywhere(estate: Any):
    estate.enable(RCP)
    member = estate.create_account("mobile")
    for target in (estate.root, member, estate.management):
        shown = estate.organizations.list_policies_for_target(TargetId=target, Filter=RCP)["Policies"]
        assert [(one["Id"], one["AwsManaged"]) for one in shown] == [("p-RCPFullAWSAccess", True)]
        assert shown[0]["Arn"] == "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"
    with pytest.raises(estate.organizations.exceptions.InvalidInputException) as refused:
        estate.organizations.detach_policy(PolicyId="p-RCPFullAWSAccess", TargetId=estate.root)
    assert _reason(refused) == "NON_DETACHABLE_POLICY"
    with pytest.raises(estate.organizations.exceptions.InvalidInputException) as immutable:
        estate.organizations.update_policy(PolicyId="p-RCPFullAWSAccess", Name="mine")
    assert _reason(immutable) == "IMMUTABLE_POLICY"


def test_an_invalid_document_is_refused_with_the_path_of_the_error(estate: Any):
    content = DENY.replace('"Deny"', '"Deny", "Principal": "*"')
    with pytest.raises(
        estate.organizations.exceptions.MalformedPolicyDocumentException, match=r"Statement\[0\]\.Princ"
    ):
        estate.organizations.create_policy(Name="bad", Type=SCP, Description="", Content=content)
    with pytest.raises(estate.organizations.exceptions.ConstraintViolationException) as long:
        estate.organizations.create_policy(Name="long", Type=SCP, Description="", Content=DENY.ljust(10_241))
    assert _reason(long) == "POLICY_CONTENT_LIMIT_EXCEEDED"


def test_invalid_units_are_refused_with_the_errors_of_aws(estate: Any):
    organizations = estate.organizations
    parent = estate.root
    for level in range(5):
        made = organizations.create_organizational_unit(ParentId=parent, Name=f"level-{level}")
        parent = made["OrganizationalUnit"]["Id"]
    with pytest.raises(organizations.exceptions.ConstraintViolationException) as deep:
        organizations.create_organizational_unit(ParentId=parent, Name="level-5")
    assert _reason(deep) == "OU_DEPTH_LIMIT_EXCEEDED"
    with pytest.raises(organizations.exceptions.DuplicateOrganizationalUnitException):
        organizations.create_organizational_unit(ParentId=estate.root, Name="level-0")
    first = organizations.list_organizational_units_for_parent(ParentId=estate.root)["OrganizationalUnits"][0]
    with pytest.raises(organizations.exceptions.OrganizationalUnitNotEmptyException):
        organizations.delete_organizational_unit(OrganizationalUnitId=first["Id"])
    renamed = organizations.update_organizational_unit(OrganizationalUnitId=first["Id"], Name="Departments")
    assert renamed["OrganizationalUnit"]["Name"] == "Departments"
    organizations.delete_organizational_unit(OrganizationalUnitId=parent)
    with pytest.raises(organizations.exceptions.OrganizationalUnitNotFoundException):
        organizations.describe_organizational_unit(OrganizationalUnitId=parent)


def test_an_account_reads_its_own_effective_policy_and_no_other(client: Any, estate: Any):
    estate.enable("TAG_POLICY")
    member = estate.create_account("mobile")
    content = json.dumps({"tags": {"cc": {"tag_key": {"@@assign": "cost-centre"}}}})
    made = estate.organizations.create_policy(Name="tags", Type="TAG_POLICY", Description="", Content=content)
    policy = made["Policy"]["PolicySummary"]["Id"]
    estate.organizations.attach_policy(PolicyId=policy, TargetId=estate.root)
    own = client("organizations", account=member).describe_effective_policy(PolicyType="TAG_POLICY")
    assert json.loads(own["EffectivePolicy"]["PolicyContent"]) == {"tags": {"cc": {"tag_key": "cost-centre"}}}
    with pytest.raises(ClientError, match="AccessDeniedException"):
        client("organizations", account=member).describe_effective_policy(
            PolicyType="TAG_POLICY", TargetId=estate.management
        )
    with pytest.raises(estate.organizations.exceptions.EffectivePolicyNotFoundException):
        estate.organizations.describe_effective_policy(PolicyType="BACKUP_POLICY")


def test_an_invalid_effective_policy_is_listed(estate: Any):
    estate.enable("BACKUP_POLICY")
    content = json.dumps({"plans": {"daily": {"regions": {"@@assign": ["us-east-1"]}}}})
    made = estate.organizations.create_policy(Name="incomplete", Type="BACKUP_POLICY", Description="", Content=content)
    estate.organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=estate.root)
    listed = estate.organizations.list_accounts_with_invalid_effective_policy(PolicyType="BACKUP_POLICY")
    assert [one["Id"] for one in listed["Accounts"]] == [estate.management]
    errors = estate.organizations.list_effective_policy_validation_errors(
        AccountId=estate.management, PolicyType="BACKUP_POLICY"
    )
    assert [one["PathToError"] for one in errors["EffectivePolicyValidationErrors"]] == [
        "plans.daily.rules",
        "plans.daily.selections",
    ]
    assert errors["Path"] == f"{estate.id}/{estate.root}/{estate.management}/"


def test_a_delegated_administrator_reads_the_organization(client: Any, estate: Any):
    organizations = estate.organizations
    security = estate.create_account("security")
    with pytest.raises(organizations.exceptions.ConstraintViolationException) as early:
        organizations.register_delegated_administrator(AccountId=security, ServicePrincipal="cloudtrail.amazonaws.com")
    assert _reason(early) == "SERVICE_ACCESS_NOT_ENABLED"
    organizations.enable_aws_service_access(ServicePrincipal="cloudtrail.amazonaws.com")
    enabled = organizations.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
    assert [one["ServicePrincipal"] for one in enabled] == ["cloudtrail.amazonaws.com"]
    organizations.register_delegated_administrator(AccountId=security, ServicePrincipal="cloudtrail.amazonaws.com")
    with pytest.raises(organizations.exceptions.AccountAlreadyRegisteredException):
        organizations.register_delegated_administrator(AccountId=security, ServicePrincipal="cloudtrail.amazonaws.com")
    delegate = client("organizations", account=security)
    assert len(delegate.list_accounts()["Accounts"]) == 2
    administrators = delegate.list_delegated_administrators()["DelegatedAdministrators"]
    assert [one["Id"] for one in administrators] == [security]
    services = delegate.list_delegated_services_for_account(AccountId=security)["DelegatedServices"]
    assert [one["ServicePrincipal"] for one in services] == ["cloudtrail.amazonaws.com"]
    with pytest.raises(delegate.exceptions.AccessDeniedException):
        delegate.create_organizational_unit(ParentId=estate.root, Name="mine")
    with pytest.raises(organizations.exceptions.ConstraintViolationException) as refused:
        organizations.remove_account_from_organization(AccountId=security)
    assert _reason(refused) == "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG"
    organizations.deregister_delegated_administrator(AccountId=security, ServicePrincipal="cloudtrail.amazonaws.com")
    with pytest.raises(organizations.exceptions.AccountNotRegisteredException):
        organizations.list_delegated_services_for_account(AccountId=security)


def test_the_resource_policy_delegates_policy_management(client: Any, estate: Any):
    organizations = estate.organizations
    member = estate.create_account("security")
    with pytest.raises(organizations.exceptions.ResourcePolicyNotFoundException):
        organizations.describe_resource_policy()
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": member},
        "Action": ["organizations:CreatePolicy", "organizations:ListPolicies"],
        "Resource": "*",
        "Condition": {"StringLike": {"organizations:PolicyType": SCP}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    summary = organizations.put_resource_policy(Content=document)["ResourcePolicy"]["ResourcePolicySummary"]
    assert f":resourcepolicy/{estate.id}/rp-" in summary["Arn"]
    delegate = client("organizations", account=member)
    delegate.create_policy(Name="theirs", Type=SCP, Description="", Content=DENY)
    assert "theirs" in [one["Name"] for one in delegate.list_policies(Filter=SCP)["Policies"]]
    for refused_call in (
        lambda: delegate.list_policies(Filter="TAG_POLICY"),
        lambda: delegate.delete_policy(PolicyId="p-FullAWSAccess"),
        delegate.delete_resource_policy,
    ):
        with pytest.raises(delegate.exceptions.AccessDeniedException):
            refused_call()
    organizations.delete_resource_policy()
    with pytest.raises(delegate.exceptions.AccessDeniedException):
        delegate.list_policies(Filter=SCP)


def test_tags_are_added_listed_and_removed(estate: Any):
    organizations = estate.organizations
    unit = organizations.create_organizational_unit(
        ParentId=estate.root, Name="Departments", Tags=[{"Key": "team", "Value": "platform"}]
    )["OrganizationalUnit"]["Id"]
    organizations.tag_resource(ResourceId=unit, Tags=[{"Key": "cost-centre", "Value": "4102"}])
    organizations.untag_resource(ResourceId=unit, TagKeys=["team"])
    assert organizations.list_tags_for_resource(ResourceId=unit)["Tags"] == [{"Key": "cost-centre", "Value": "4102"}]
    with pytest.raises(organizations.exceptions.TargetNotFoundException):
        organizations.list_tags_for_resource(ResourceId="p-FullAWSAccess")
