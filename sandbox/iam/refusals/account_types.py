"""Operations that only some accounts of an organization may call: management, delegated administrator or member.

Reference: Organizations API reference, action-reference, and the page of each operation.
"""

from __future__ import annotations

from sandbox.iam.principal import PrincipalType
from sandbox.iam.refusals import pages
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import ServiceRefusal

_BY_ACCOUNT = f"{pages.ORGANIZATIONS_API}/action-reference.html"
_OF_MANAGEMENT = """
    organizations:CancelHandshake organizations:CloseAccount organizations:CreateAccount
    organizations:CreateGovCloudAccount organizations:CreateOrganizationalUnit organizations:DeleteOrganization
    organizations:DeleteOrganizationalUnit organizations:DeleteResourcePolicy
    organizations:DeregisterDelegatedAdministrator organizations:DisableAWSServiceAccess
    organizations:EnableAWSServiceAccess organizations:EnableAllFeatures organizations:InviteAccountToOrganization
    organizations:InviteOrganizationToTransferResponsibility organizations:MoveAccount
    organizations:PutResourcePolicy organizations:RegisterDelegatedAdministrator
    organizations:RemoveAccountFromOrganization organizations:UpdateOrganizationalUnit
    detective:DisableOrganizationAdminAccount detective:EnableOrganizationAdminAccount
    guardduty:DisableOrganizationAdminAccount guardduty:EnableOrganizationAdminAccount
    securityhub:DisableOrganizationAdminAccount securityhub:EnableOrganizationAdminAccount
    securitylake:DeregisterDataLakeDelegatedAdministrator securitylake:RegisterDataLakeDelegatedAdministrator
    fms:PutAdminAccount servicecatalog:DisableAWSOrganizationsAccess servicecatalog:EnableAWSOrganizationsAccess
    networkmanager:StartOrganizationServiceAccessUpdate
"""
_OF_ADMINISTRATORS = """
    organizations:AttachPolicy organizations:CreatePolicy organizations:DeletePolicy organizations:DescribeAccount
    organizations:DescribeCreateAccountStatus organizations:DescribeOrganizationalUnit organizations:DescribePolicy
    organizations:DescribeResourcePolicy organizations:DetachPolicy organizations:DisablePolicyType
    organizations:EnablePolicyType organizations:ListAWSServiceAccessForOrganization organizations:ListAccounts
    organizations:ListAccountsForParent organizations:ListAccountsWithInvalidEffectivePolicy
    organizations:ListChildren organizations:ListCreateAccountStatus organizations:ListDelegatedAdministrators
    organizations:ListDelegatedServicesForAccount organizations:ListEffectivePolicyValidationErrors
    organizations:ListHandshakesForOrganization organizations:ListOrganizationalUnitsForParent
    organizations:ListParents organizations:ListPolicies organizations:ListPoliciesForTarget organizations:ListRoots
    organizations:ListTagsForResource organizations:ListTargetsForPolicy organizations:TagResource
    organizations:UntagResource organizations:UpdatePolicy
    config:DeleteOrganizationConfigRule config:DeleteOrganizationConformancePack
    config:PutOrganizationConfigRule config:PutOrganizationConformancePack ec2:StartDeclarativePoliciesReport
"""


def _not_of_management(request: Request) -> bool:
    return not request.principal_in_management_account


def _not_of_administrators(request: Request) -> bool:
    """Return whether the caller's account is known to be neither the management account nor a delegated one."""
    return not request.principal_in_management_account and request.principal_in_delegated_account is False


def _without_delegation(request: Request) -> bool:
    """Return whether no registration lets the caller administer, and no delegation policy is in question.

    A resource of the management account needs the organization's delegation policy, which makes an administrator too.
    """
    return request.same_account and _not_of_administrators(request)


ACCOUNT_TYPES = (
    ServiceRefusal(
        _OF_MANAGEMENT,
        "*",
        "only the organization's management account may call this operation",
        _BY_ACCOUNT,
        _not_of_management,
    ),
    ServiceRefusal(
        _OF_ADMINISTRATORS,
        "*",
        "only the organization's management account or a delegated administrator may call this operation",
        _BY_ACCOUNT,
        _without_delegation,
    ),
    ServiceRefusal(
        "organizations:LeaveOrganization",
        "*",
        "only a member account may leave the organization",
        _BY_ACCOUNT,
        lambda request: request.principal_in_management_account,
    ),
    ServiceRefusal(
        "sts:AssumeRoot",
        "*",
        "only the management account or a delegated administrator for IAM may assume the root user of a member account",
        f"{pages.STS_API}/API_AssumeRoot.html",
        _not_of_administrators,
    ),
    ServiceRefusal(
        "sts:AssumeRoot",
        "*",
        "a root user may not call this operation",
        f"{pages.STS_API}/API_AssumeRoot.html",
        lambda request: request.principal.type is PrincipalType.ROOT,
    ),
    ServiceRefusal(
        "sts:AssumeRoot",
        "*",
        "only the root user of a member account can be assumed",
        f"{pages.STS_API}/API_AssumeRoot.html",
        lambda request: request.resource_in_management_account,
    ),
)
