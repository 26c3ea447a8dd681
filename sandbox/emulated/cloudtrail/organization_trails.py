"""Trails of an organization: who may create one, and the role that it needs."""

from __future__ import annotations

from typing import Any

from localstack.aws.connect import connect_to

from sandbox.emulated.cloudtrail.store import SERVICE
from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.membership import membership_of


def owner_of_new(account: str) -> str:
    """Return the management account, if this account may create a trail of the organization."""
    membership = membership_of(account)
    if membership is None:
        raise AwsError("OrganizationsNotInUseException", "Your account is not a member of an organization.")
    if not membership.all_features:
        raise AwsError(
            "OrganizationNotInAllFeaturesModeException", "Enable all features in the organization before its trail."
        )
    if account != membership.management and SERVICE not in membership.delegated_services:
        raise AwsError(
            "NotOrganizationMasterAccountException",
            "Only the management account or a delegated administrator can create a trail of the organization.",
        )
    if SERVICE not in membership.services:
        raise AwsError(
            "CloudTrailAccessNotEnabledException",
            "CloudTrail has no access to the organization. Enable it with EnableAWSServiceAccess in AWS Organizations.",
        )
    return membership.management


def make_service_linked_role(account: str) -> None:
    """Create AWSServiceRoleForCloudTrail in the management account, which a trail of the organization needs."""
    iam: Any = connect_to(aws_access_key_id=account, region_name="us-east-1").iam
    if not iam.list_roles(PathPrefix=f"/aws-service-role/{SERVICE}/")["Roles"]:
        iam.create_service_linked_role(AWSServiceName=SERVICE)
