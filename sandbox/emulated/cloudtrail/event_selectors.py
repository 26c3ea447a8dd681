"""The event selectors and insight selectors of a trail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.cloudtrail.call import CloudTrailCall
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation

_INSIGHTS = {"ApiCallRateInsight", "ApiErrorRateInsight"}


@operation("PutEventSelectors")
def put_event_selectors(call: CloudTrailCall) -> dict[str, Any]:
    """Set basic or advanced selectors: each replaces the other."""
    basic, advanced = call.request.get("EventSelectors"), call.request.get("AdvancedEventSelectors")
    if bool(basic) == bool(advanced):
        raise AwsError("InvalidEventSelectorsException", "Give either EventSelectors or AdvancedEventSelectors.")
    trail = call.state.find_to_change(call.request["TrailName"], call.account, call.region)
    changed = replace(trail, selectors=tuple(basic or ()), advanced_selectors=tuple(advanced or ()))
    return _shown(call.state.keep(changed))


@operation("GetEventSelectors")
def get_event_selectors(call: CloudTrailCall) -> dict[str, Any]:
    """Return the selectors: by default all management events."""
    return _shown(call.state.find(call.request["TrailName"], call.account, call.region))


@operation("PutInsightSelectors")
def put_insight_selectors(call: CloudTrailCall) -> dict[str, Any]:
    """Set the insight selectors; an empty list turns insights off."""
    if "TrailName" not in call.request:
        raise AwsError("InvalidParameterException", "The sandbox keeps insights of trails alone: give TrailName.")
    given = call.request.get("InsightSelectors") or []
    if any(one.get("InsightType") not in _INSIGHTS for one in given):
        raise AwsError("InvalidInsightSelectorsException", f"InsightType is one of {', '.join(sorted(_INSIGHTS))}.")
    trail = call.state.find_to_change(call.request["TrailName"], call.account, call.region)
    call.state.keep(replace(trail, insights=tuple(given)))
    return {"TrailARN": trail.arn, "InsightSelectors": given}


@operation("GetInsightSelectors")
def get_insight_selectors(call: CloudTrailCall) -> dict[str, Any]:
    """Return the insight selectors; raise InsightNotEnabledException where there are none."""
    if "TrailName" not in call.request:
        raise AwsError("InvalidParameterException", "The sandbox keeps insights of trails alone: give TrailName.")
    trail = call.state.find(call.request["TrailName"], call.account, call.region)
    if not trail.insights:
        raise AwsError("InsightNotEnabledException", f"The trail {trail.name} has no Insights enabled.")
    return {"TrailARN": trail.arn, "InsightSelectors": list(trail.insights)}


def _shown(trail: Any) -> dict[str, Any]:
    if trail.advanced_selectors:
        return {"TrailARN": trail.arn, "AdvancedEventSelectors": list(trail.advanced_selectors)}
    return {"TrailARN": trail.arn, "EventSelectors": list(trail.selectors)}
