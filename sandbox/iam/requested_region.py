"""The Region that a request is made to, which aws:RequestedRegion holds.

Reference: IAM user guide, reference_policies_condition-keys (aws:RequestedRegion: global services have one endpoint);
AWS General Reference, the pages of service endpoints; botocore's `endpoints.json` (`partitionEndpoint`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sandbox.iam.arn import Arn

type _Regions = Mapping[str, str]

_COMMERCIAL: _Regions = {
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
_CHINA: _Regions = {
    **dict.fromkeys(("account", "budgets", "ce", "cloudfront", "health", "organizations", "route53"), "cn-northwest-1"),
    **dict.fromkeys(("iam", "support"), "cn-north-1"),
}
_GOVCLOUD: _Regions = dict.fromkeys(("iam", "networkmanager", "organizations", "route53", "support"), "us-gov-west-1")
_PARTITIONS: Mapping[str, _Regions] = {"aws": _COMMERCIAL, "aws-cn": _CHINA, "aws-us-gov": _GOVCLOUD}
"""Partition -> service -> the Region of its only endpoint."""
HOME_REGIONS: Mapping[str, str] = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""Partition -> the Region of its IAM, taken where a source names none."""


@lru_cache(maxsize=4096)
def requested_region(action: str, resource: str, partition: str = "aws") -> str | None:
    """Return the Region that follows from an action and a resource; None where the caller chooses it.

    Args:
        action: The action.
        resource: The resource's ARN, or `*`.
        partition: The caller's.

    Example:
        >>> requested_region("iam:CreateRole", "*")
        'us-east-1'

    """
    return region_of_service(action.partition(":")[0], partition) or region_of_resource(resource)


def region_of_service(prefix: str, partition: str = "aws") -> str | None:
    """Return the Region of a global service's only endpoint in a partition; None for a regional service."""
    return _PARTITIONS.get(partition, {}).get(prefix.lower())


def regions_of_service(prefix: str) -> tuple[str | None, ...]:
    """Return the Region of a global service's only endpoint in each partition."""
    return tuple(region_of_service(prefix, partition) for partition in _PARTITIONS)


def region_of_resource(resource: str) -> str | None:
    """Return the Region in an ARN; None where it has none, or a pattern."""
    arn = Arn.parse(resource)
    return arn.region if arn and arn.region and "*" not in arn.region else None
