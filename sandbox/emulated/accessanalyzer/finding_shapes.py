"""Findings as the API shows them. Pure.

Reference: Access Analyzer API reference, Finding, FindingSummaryV2 and FindingDetails.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.accessanalyzer.model import Finding

_MEMBERS = {
    "ExternalAccess": "externalAccessDetails",
    "UnusedIAMRole": "unusedIamRoleDetails",
    "UnusedIAMUserAccessKey": "unusedIamUserAccessKeyDetails",
    "UnusedIAMUserPassword": "unusedIamUserPasswordDetails",
    "UnusedPermission": "unusedPermissionDetails",
}


def first_form(finding: Finding) -> dict[str, Any]:
    """Return a finding of external access with its details, as GetFinding shows it."""
    details = dict(finding.observed.details[0]) if finding.observed.details else {"condition": {}}
    return {**_common(finding), **details}


def second_form(finding: Finding) -> dict[str, Any]:
    """Return a finding without its details, as ListFindingsV2 shows it."""
    return {**_common(finding), "findingType": finding.observed.type}


def detail_shapes(finding: Finding) -> list[dict[str, Any]]:
    """Return the details of a finding, as GetFindingV2 shows them."""
    member = _MEMBERS[finding.observed.type]
    return [{member: dict(detail)} for detail in finding.observed.details]


def _common(finding: Finding) -> dict[str, Any]:
    seen = finding.observed
    shown: dict[str, Any] = {
        "id": seen.id,
        "resource": seen.resource,
        "resourceType": seen.resource_type,
        "resourceOwnerAccount": seen.owner,
        "status": finding.status,
        "createdAt": finding.created_at,
        "analyzedAt": finding.analyzed_at,
        "updatedAt": finding.updated_at,
    }
    return shown | ({"error": seen.error} if seen.error else {})
