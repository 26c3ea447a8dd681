"""The Region that requests are evaluated for, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.iam import EvaluationTrace, Snapshot
from sandbox.iam.requested_region import region_of_resource, region_of_service

_KEY = "aws:requestedregion"


def evaluated_region(trace: EvaluationTrace, snapshot: Snapshot, given: Mapping[str, object]) -> str:
    """Return the Region of a request, and what it comes from: `us-east-1, the only endpoint of iam`.

    Args:
        trace: The evaluation of the request.
        snapshot: The snapshot.
        given: The condition keys that the user gave.

    """
    request = trace.request
    region = next(iter(request.values(_KEY)), "none")
    service = request.action.partition(":")[0]
    if _KEY in map(str.lower, given):
        return f"{region}, given as aws:RequestedRegion"
    if region_of_service(service):
        return f"{region}, the only endpoint of {service}"
    if region_of_resource(request.resource):
        return f"{region}, of the resource"
    return home_region(snapshot)


def home_region(snapshot: Snapshot) -> str:
    """Return the Region of requests that leave it open, and what it comes from."""
    if snapshot.region_source:
        return f"{snapshot.home_region}, of {snapshot.region_source}"
    return f"{snapshot.home_region}, the home Region of the snapshot or the default; --region chooses another"
