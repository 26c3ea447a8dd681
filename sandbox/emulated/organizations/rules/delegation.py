"""Trusted access of AWS's services, and the delegated administrators of them."""

from __future__ import annotations

import re
from datetime import datetime

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, errors, policy_types
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Organization

_PRINCIPAL = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")

ADMINISTRATORS_AT_MOST = {
    "access-analyzer.amazonaws.com": 1,
    "cloudtrail.amazonaws.com": 3,
    "detective.amazonaws.com": 1,
    "guardduty.amazonaws.com": 1,
    "inspector2.amazonaws.com": 1,
    "ipam.amazonaws.com": 1,
    "macie.amazonaws.com": 1,
    "member.org.stacksets.cloudformation.amazonaws.com": 5,
    "securityhub.amazonaws.com": 1,
    "sso.amazonaws.com": 1,
}
"""Where a service's own documentation sets a limit, as of 2026-05-15."""


def enable_service(organization: Organization, service: str, now: datetime) -> None:
    """Enable trusted access for a service; it may be enabled already."""
    if organization.feature_set != ALL_FEATURES:
        raise errors.constraint(
            "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE", "Service access requires an organization with all features."
        )
    organization.services.setdefault(_recognized(service), now)


def disable_service(organization: Organization, service: str) -> None:
    """Disable trusted access and deregister the service's delegated administrators."""
    _recognized(service)
    for kind, needed in policy_types.NEEDS_SERVICE.items():
        if needed == service and kind in organization.policy_types:
            raise errors.constraint("POLICY_TYPE_ENABLED_FOR_THIS_SERVICE", f"Disable the policy type {kind} first.")
    organization.services.pop(service, None)
    for account in administrators(organization, service):
        _forget(organization, account, service)


def register(organization: Organization, account: str, service: str, now: datetime) -> None:
    """Register a member as the service's delegated administrator."""
    member = accounts.find(organization, account)
    _recognized(service)
    if account == organization.management:
        raise errors.constraint(
            "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
            "You cannot register the management account as a delegated administrator for your organization.",
        )
    if member.closed_at is not None:
        raise errors.constraint(
            "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
            "You cannot register a suspended account as a delegated administrator.",
        )
    if service not in organization.services:
        raise errors.constraint(
            "SERVICE_ACCESS_NOT_ENABLED", f"Enable service access for {service} before its delegated administrator."
        )
    if service in organization.delegates.get(account, {}):
        raise errors.refused(
            "AccountAlreadyRegistered", "The provided account is already a delegated administrator for this service."
        )
    limit = ADMINISTRATORS_AT_MOST.get(service)
    if limit is not None and len(administrators(organization, service)) >= limit:
        raise errors.constraint(
            "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED",
            f"{service} already has as many delegated administrators as it allows: {limit}.",
        )
    organization.delegates.setdefault(account, {})[service] = now


def deregister(organization: Organization, account: str, service: str) -> None:
    """Deregister a delegated administrator of the service."""
    accounts.find(organization, account)
    if service not in organization.delegates.get(account, {}):
        raise _not_registered()
    _forget(organization, account, service)


def administrators(organization: Organization, service: str | None) -> list[str]:
    """Return the delegated administrators of a service, or of any."""
    return [account for account, services in organization.delegates.items() if service is None or service in services]


def services_of(organization: Organization, account: str) -> dict[str, datetime]:
    """Return the services that an account administers, and since when."""
    accounts.find(organization, account)
    if account not in organization.delegates:
        raise _not_registered()
    return organization.delegates[account]


def _not_registered() -> AwsError:
    return errors.refused(
        "AccountNotRegistered",
        "The provided account is not a registered delegated administrator for your organization.",
    )


def _forget(organization: Organization, account: str, service: str) -> None:
    del organization.delegates[account][service]
    if not organization.delegates[account]:
        del organization.delegates[account]


def _recognized(service: str) -> str:
    if not _PRINCIPAL.fullmatch(service):
        raise errors.invalid("UNRECOGNIZED_SERVICE_PRINCIPAL", "You specified an unrecognized service principal.")
    return service
