"""Tags of trails."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.cloudtrail.call import CloudTrailCall
from sandbox.emulated.cloudtrail.trail import Trail
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation

_AT_MOST = 50


@operation("AddTags")
def add_tags(call: CloudTrailCall) -> dict[str, Any]:
    """Add tags or change their values."""
    trail = call.state.find_to_change(_arn(call.request["ResourceId"]), call.account, call.region)
    tags = trail.tags | {tag["Key"]: tag.get("Value", "") for tag in call.request["TagsList"]}
    if len(tags) > _AT_MOST:
        raise AwsError("TagsLimitExceededException", f"A trail has {_AT_MOST} tags at most.")
    call.state.keep(replace(trail, tags=tags))
    return {}


@operation("RemoveTags")
def remove_tags(call: CloudTrailCall) -> dict[str, Any]:
    """Remove the tags with these keys."""
    gone = {tag["Key"] for tag in call.request["TagsList"]}
    trail = call.state.find_to_change(_arn(call.request["ResourceId"]), call.account, call.region)
    call.state.keep(replace(trail, tags={key: value for key, value in trail.tags.items() if key not in gone}))
    return {}


@operation("ListTags")
def list_tags(call: CloudTrailCall) -> dict[str, Any]:
    """Return the tags of each trail of the request."""
    trails = [call.state.find(_arn(one), call.account, call.region) for one in call.request["ResourceIdList"]]
    return {"ResourceTagList": [{"ResourceId": trail.arn, "TagsList": _listed(trail)} for trail in trails]}


def _listed(trail: Trail) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in trail.tags.items()]


def _arn(resource: str) -> str:
    if ":trail/" not in resource:
        raise AwsError("CloudTrailARNInvalidException", f"{resource} is not the ARN of a trail.")
    return resource
