"""Tags on connections, interfaces and gateways, by ARN."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values
from sandbox.emulated.directconnect.model import Connection, Gateway, VirtualInterface
from sandbox.emulated.directconnect.views import tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served


@served("TagResource")
def tag_resource(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Add tags or change their values."""
    thing = _thing(call, request["resourceArn"])
    tags = thing.tags | values.tags(request["tags"])
    if len(tags) > values.TAGS_A_RESOURCE:
        raise AwsError("TooManyTagsException", "You have reached the limit on the number of tags that can be assigned.")
    thing.tags = tags
    return {}


@served("UntagResource")
def untag_resource(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Take tags away."""
    thing = _thing(call, request["resourceArn"])
    thing.tags = {key: value for key, value in thing.tags.items() if key not in request["tagKeys"]}
    return {}


@served("DescribeTags")
def describe_tags(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """The tags of each resource."""
    return {
        "resourceTags": [
            {"resourceArn": arn, "tags": tag_list(_thing(call, arn).tags)} for arn in request["resourceArns"]
        ]
    }


def _thing(call: Call, arn: str) -> Connection | VirtualInterface | Gateway:
    fabric = call.fabric
    for things in (fabric.connections, fabric.interfaces, fabric.gateways):
        thing: Connection | VirtualInterface | Gateway
        for thing in things.values():
            if thing.arn == arn and thing.owner == call.account:
                return thing
    raise rules.refusal(f"Resource {arn} does not exist.")
