"""Delegated administrators of an organization, from exported registrations and its delegation policy.

Reference: Organizations API reference, ListDelegatedAdministrators, ListDelegatedServicesForAccount and
DescribeResourcePolicy; Organizations user guide, orgs_delegate_policies.
"""

from __future__ import annotations

from sandbox.snapshot.aws_export import responses as files
from sandbox.snapshot.aws_export.responses import Responses


def is_delegated(responses: Responses, account: str) -> bool | None:
    """Return whether an account administers something for the organization.

    None where the registrations were not exported, or where a delegation policy may make administrators of others.
    """
    if files.DELEGATED not in responses.files:
        return None
    listed = responses.entries(files.DELEGATED, "DelegatedAdministrators")
    if any(str(one.get("Id")) == account for one in listed):
        return True
    without = files.DELEGATION_POLICY in responses.files and not responses.response(files.DELEGATION_POLICY)
    return False if without else None


def delegated_services(responses: Responses, account: str) -> frozenset[str] | None:
    """Return the service principals that an account administers; None where they were not exported."""
    name = files.delegated_services_of(account)
    if name not in responses.files:
        return None
    return frozenset(str(one.get("ServicePrincipal")) for one in responses.entries(name, "DelegatedServices"))
