"""Trails: made, shown, changed, deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.cloudtrail import destinations, organization_trails, store
from sandbox.emulated.cloudtrail.trail import TRAILS_AT_MOST, Trail, check
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.paging import NotAToken, page

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
def create_trail(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Does not log yet: StartLogging begins that."""
    given = _settings(request)
    owner = context.account_id
    if given.get("of_organization"):
        owner = organization_trails.owner_of_new(context.account_id)
    tags = {tag["Key"]: tag.get("Value", "") for tag in request.get("TagsList") or []}
    trail = Trail(request["Name"], owner, context.region, **given, tags=tags)
    check(trail)
    at_home = store.trail_stores[owner][context.region].trails
    if trail.name in at_home:
        raise AwsError("TrailAlreadyExistsException", f"Trail {trail.name} already exists for customer: {owner}")
    if len(at_home) >= TRAILS_AT_MOST:
        raise AwsError(
            "MaximumNumberOfTrailsExceededException",
            f"User: {owner} already has {TRAILS_AT_MOST} trails in {context.region}.",
        )
    trail = _checked(trail)
    if trail.of_organization:
        organization_trails.make_service_linked_role(owner)
    with store.LOCK:
        return store.keep(trail).described()


@operation("UpdateTrail")
def update_trail(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What isn't given stays; an empty text takes a setting away."""
    trail = store.find_to_change(request["Name"], context.account_id, context.region)
    changed = replace(trail, **_settings(request))
    check(changed)
    if changed.of_organization and not trail.of_organization:
        organization_trails.owner_of_new(context.account_id)
        organization_trails.make_service_linked_role(changed.account)
    changed = _checked(changed)
    with store.LOCK:
        return store.keep(changed).described()


@operation("GetTrail")
def get_trail(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """For every account that the trail watches."""
    return {"Trail": store.find(request["Name"], context.account_id, context.region).described_whole()}


@operation("DescribeTrails")
def describe_trails(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Those that watch the account here; shadows of other Regions' and of the organization's unless told not to."""
    shadows = request.get("includeShadowTrails", True)
    wanted = request.get("trailNameList") or []
    seen = store.seen_by(context.account_id, context.region)
    found = [
        trail
        for trail in seen
        if (shadows or (trail.region == context.region and trail.account == context.account_id))
        and (not wanted or trail.arn in wanted or (trail.name in wanted and trail.account == context.account_id))
    ]
    return {"trailList": [trail.described_whole() for trail in found]}


@operation("ListTrails")
def list_trails(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The same, by name, ARN and home."""
    seen = store.seen_by(context.account_id, context.region)
    try:
        shown, rest = page(seen, request.get("NextToken"), 100)
    except NotAToken as error:
        raise AwsError("InvalidTokenException", "The token is invalid.") from error
    trails = [{"TrailARN": trail.arn, "Name": trail.name, "HomeRegion": trail.region} for trail in shown]
    return {"Trails": trails} | ({"NextToken": rest} if rest else {})


@operation("DeleteTrail")
def delete_trail(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What it wrote stays."""
    with store.LOCK:
        store.forget(store.find_to_change(request["Name"], context.account_id, context.region))
    return {}


def _settings(request: dict[str, Any]) -> dict[str, Any]:
    given = {_MEMBERS[member]: value for member, value in request.items() if member in _MEMBERS and value is not None}
    return {name: (value or None) if name in _CLEARED_BY_EMPTY else value for name, value in given.items()}


def _checked(trail: Trail) -> Trail:
    destinations.check_bucket(trail)
    destinations.check_log_group(trail)
    return replace(trail, key=destinations.check_key(trail), topic=destinations.check_topic(trail))
