"""The Region that a request is made to, which aws:RequestedRegion holds.

Reference: IAM user guide, reference_policies_condition-keys (aws:RequestedRegion: global services have one endpoint);
AWS General Reference, the pages of service endpoints; botocore's `endpoints.json` (`partitionEndpoint`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sandbox.iam.arn import Arn

_ENDPOINT_REGIONS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "account",
            "aws-portal",
            "billing",
            "billingconductor",
            "budgets",
            "ce",
            "chime",
            "cloudfront",
            "cur",
            "health",
            "iam",
            "importexport",
            "notifications-contacts",
            "organizations",
            "route53",
            "route53domains",
            "savingsplans",
            "shield",
            "support",
            "tax",
            "waf",
        ),
        "us-east-1",
    ),
    "globalaccelerator": "us-west-2",
    "networkmanager": "us-west-2",
}
"""Service -> the Region of its only endpoint."""


@lru_cache(maxsize=4096)
def requested_region(action: str, resource: str) -> str | None:
    """Return the Region that follows from an action and a resource; None where the caller chooses it.

    Example:
        >>> requested_region("iam:CreateRole", "*")
        'us-east-1'

    """
    return region_of_service(action.partition(":")[0]) or region_of_resource(resource)


def region_of_service(prefix: str) -> str | None:
    """Return the Region of a global service's only endpoint; None for a regional service."""
    return _ENDPOINT_REGIONS.get(prefix.lower())


def region_of_resource(resource: str) -> str | None:
    """Return the Region in an ARN; None where it has none, or a pattern."""
    arn = Arn.parse(resource)
    return arn.region if arn and arn.region and "*" not in arn.region else None
