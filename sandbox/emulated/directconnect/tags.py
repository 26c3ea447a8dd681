"""Tags of connections, interfaces and gateways, by ARN."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values
from sandbox.emulated.directconnect.api_shapes import tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import Connection, Gateway, VirtualInterface
from sandbox.emulated.operation import operation


@operation("TagResource")
def tag_resource(call: HybridCall) -> dict[str, Any]:
    """Add tags or change their values."""
    thing = _thing(call, call.request["resourceArn"])
    tags = thing.tags | values.tags(call.request["tags"])
    if len(tags) > values.TAGS_A_RESOURCE:
        raise AwsError("TooManyTagsException", "You have reached the limit on the number of tags that can be assigned.")
    thing.tags = tags
    return {}


@operation("UntagResource")
def untag_resource(call: HybridCall) -> dict[str, Any]:
    """Remove tags."""
    thing = _thing(call, call.request["resourceArn"])
    thing.tags = {key: value for key, value in thing.tags.items() if key not in call.request["tagKeys"]}
    return {}


@operation("DescribeTags")
def describe_tags(call: HybridCall) -> dict[str, Any]:
    """Return the tags of each resource."""
    return {
        "resourceTags": [
            {"resourceArn": arn, "tags": tag_list(_thing(call, arn).tags)} for arn in call.request["resourceArns"]
        ]
    }


def _thing(call: HybridCall, arn: str) -> Connection | VirtualInterface | Gateway:
    direct_connect = call.direct_connect
    for things in (direct_connect.connections, direct_connect.interfaces, direct_connect.gateways):
        thing: Connection | VirtualInterface | Gateway
        for thing in things.values():
            if thing.arn == arn and thing.owner == call.account:
                return thing
    raise rules.refusal(f"Resource {arn} does not exist.")
