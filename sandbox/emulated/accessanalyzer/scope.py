"""The accounts of an analyzer, the accounts that may create one for an organization, and the role that it needs.

Reference: IAM user guide, access-analyzer-create-external and access-analyzer-delegated-administrator;
Organizations user guide, services-that-can-integrate-IAM-Access-Analyzer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from localstack.aws.connect import connect_to

from sandbox.access.document_checks import ZoneOfTrust
from sandbox.emulated.accessanalyzer.errors import invalid
from sandbox.emulated.accessanalyzer.model import Analyzer
from sandbox.emulated.organizations.membership import members_of, membership_of

SERVICE = "access-analyzer.amazonaws.com"


def check_organization(account: str) -> None:
    """Raise unless the account may create an analyzer of its organization."""
    membership = membership_of(account)
    if membership is None:
        raise invalid(f"Account {account} is not a member of an organization.", "other")
    if SERVICE not in membership.services:
        raise invalid(
            f"Access Analyzer has no access to the organization. Enable {SERVICE} with EnableAWSServiceAccess.", "other"
        )
    if account != membership.management and SERVICE not in membership.delegated_services:
        raise invalid(
            "Only the management account or a delegated administrator can create an analyzer of the organization.",
            "other",
        )


def disabled_because(analyzer: Analyzer) -> str | None:
    """Return why an analyzer of an organization no longer works: a code of StatusReason; None where it does."""
    if not analyzer.is_of_organization:
        return None
    membership = membership_of(analyzer.account)
    if membership is None:
        return "ORGANIZATION_DELETED"
    if SERVICE not in membership.services:
        return "AWS_SERVICE_ACCESS_DISABLED"
    if analyzer.account != membership.management and SERVICE not in membership.delegated_services:
        return "DELEGATED_ADMINISTRATOR_DEREGISTERED"
    return None


def accounts_of(analyzer: Analyzer) -> tuple[str, ...]:
    """Return the accounts that an analyzer analyzes."""
    return members_of(analyzer.account) if analyzer.is_of_organization else (analyzer.account,)


def zone_of(analyzer: Analyzer) -> ZoneOfTrust:
    """Return the zone of trust of an analyzer of external access."""
    membership = membership_of(analyzer.account) if analyzer.is_of_organization else None
    return ZoneOfTrust(frozenset(accounts_of(analyzer)), membership.organization_id if membership else None)


def make_service_linked_roles(accounts: Iterable[str]) -> None:
    """Create AWSServiceRoleForAccessAnalyzer in the accounts that lack it."""
    for account in accounts:
        iam: Any = connect_to(aws_access_key_id=account, region_name="us-east-1").iam
        if not iam.list_roles(PathPrefix=f"/aws-service-role/{SERVICE}/")["Roles"]:
            iam.create_service_linked_role(AWSServiceName=SERVICE)
