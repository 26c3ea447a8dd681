"""Create, describe, update and delete trails."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sandbox.emulated.cloudtrail import destinations, organization_trails, store
from sandbox.emulated.cloudtrail.call import CloudTrailCall
from sandbox.emulated.cloudtrail.trail import TRAILS_AT_MOST, Trail, check
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation

_MEMBERS = {
    "S3BucketName": "bucket",
    "S3KeyPrefix": "prefix",
    "SnsTopicName": "topic",
    "IncludeGlobalServiceEvents": "global_events",
    "IsMultiRegionTrail": "multi_region",
    "EnableLogFileValidation": "validation",
    "CloudWatchLogsLogGroupArn": "log_group",
    "CloudWatchLogsRoleArn": "log_role",
    "KmsKeyId": "key",
    "IsOrganizationTrail": "of_organization",
}
_CLEARED_BY_EMPTY = {"prefix", "topic", "log_group", "log_role", "key"}


@operation("CreateTrail")
def create_trail(call: CloudTrailCall) -> dict[str, Any]:
    """Create a trail; it does not log before StartLogging."""
    given = _settings(call.request)
    owner = call.account
    if given.get("of_organization"):
        owner = organization_trails.owner_of_new(call.account)
    tags = {tag["Key"]: tag.get("Value", "") for tag in call.request.get("TagsList") or []}
    trail = Trail(call.request["Name"], owner, call.region, **given, tags=tags)
    check(trail)
    at_home = store.TRAILS.at_home(owner, call.region)
    if trail.name in at_home:
        raise AwsError("TrailAlreadyExistsException", f"Trail {trail.name} already exists for customer: {owner}")
    if len(at_home) >= TRAILS_AT_MOST:
        raise AwsError(
            "MaximumNumberOfTrailsExceededException",
            f"User: {owner} already has {TRAILS_AT_MOST} trails in {call.region}.",
        )
    trail = _checked(trail, call.now)
    if trail.of_organization:
        organization_trails.make_service_linked_role(owner)
    return call.state.keep(trail).described()


@operation("UpdateTrail")
def update_trail(call: CloudTrailCall) -> dict[str, Any]:
    """Change the settings that are given; an empty text removes one.

    Other services are called, and so the state is not locked before the trail is stored.
    """
    trail = store.TRAILS.find_to_change(call.request["Name"], call.account, call.region)
    changed = replace(trail, **_settings(call.request))
    check(changed)
    if changed.of_organization and not trail.of_organization:
        organization_trails.owner_of_new(call.account)
        organization_trails.make_service_linked_role(changed.account)
    changed = _checked(changed, call.now)
    return call.state.keep(changed).described()


@operation("GetTrail")
def get_trail(call: CloudTrailCall) -> dict[str, Any]:
    """Return a trail, for every account that it covers."""
    return {"Trail": call.state.find(call.request["Name"], call.account, call.region).described_whole()}


@operation("DescribeTrails")
def describe_trails(call: CloudTrailCall) -> dict[str, Any]:
    """Return the trails that cover the account here; shadow trails are included unless the request excludes them."""
    shadows = call.request.get("includeShadowTrails", True)
    wanted = call.request.get("trailNameList") or []
    seen = call.state.seen_by(call.account, call.region)
    found = [
        trail
        for trail in seen
        if (shadows or (trail.region == call.region and trail.account == call.account))
        and (not wanted or trail.arn in wanted or (trail.name in wanted and trail.account == call.account))
    ]
    return {"trailList": [trail.described_whole() for trail in found]}


@operation("ListTrails")
def list_trails(call: CloudTrailCall) -> dict[str, Any]:
    """Return name, ARN and home Region of the trails that cover the account here."""
    return call.page("Trails", call.state.seen_by(call.account, call.region), _summary)


@operation("DeleteTrail")
def delete_trail(call: CloudTrailCall) -> dict[str, Any]:
    """Delete a trail; its bucket keeps what was written."""
    call.state.forget(call.state.find_to_change(call.request["Name"], call.account, call.region))
    return {}


def _summary(trail: Trail) -> dict[str, Any]:
    return {"TrailARN": trail.arn, "Name": trail.name, "HomeRegion": trail.region}


def _settings(request: dict[str, Any]) -> dict[str, Any]:
    given = {_MEMBERS[member]: value for member, value in request.items() if member in _MEMBERS and value is not None}
    return {name: (value or None) if name in _CLEARED_BY_EMPTY else value for name, value in given.items()}


def _checked(trail: Trail, now: datetime) -> Trail:
    destinations.check_bucket(trail)
    destinations.check_log_group(trail, now)
    return replace(trail, key=destinations.check_key(trail), topic=destinations.check_topic(trail))
