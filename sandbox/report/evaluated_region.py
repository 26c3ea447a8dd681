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
    found = region_json(trace, snapshot, given)
    match found["source"]:
        case "context":
            return f"{found['name']}, given as aws:RequestedRegion"
        case "service":
            return f"{found['name']}, the only endpoint of {trace.request.action.partition(':')[0]}"
        case "resource":
            return f"{found['name']}, of the resource"
        case _:
            return home_region(snapshot)


def region_json(trace: EvaluationTrace, snapshot: Snapshot, given: Mapping[str, object]) -> Mapping[str, str]:
    """Return the Region of a request and its source: `context`, `service`, `resource`, `option` or `snapshot`."""
    request = trace.request
    if _KEY in map(str.lower, given):
        source = "context"
    elif region_of_service(request.action.partition(":")[0], request.principal.partition):
        source = "service"
    elif region_of_resource(request.resource):
        source = "resource"
    else:
        source = "option" if snapshot.region_source else "snapshot"
    return {"name": next(iter(request.values(_KEY)), "none"), "source": source}


def home_region(snapshot: Snapshot) -> str:
    """Return the Region of requests that leave it open, and what it comes from."""
    if snapshot.region_source:
        return f"{snapshot.home_region}, of {snapshot.region_source}"
    return f"{snapshot.home_region}, the home Region of the snapshot or the default; --region chooses another"
