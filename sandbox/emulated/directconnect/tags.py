"""Tags of connections, groups, interfaces and gateways, by ARN."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values
from sandbox.emulated.directconnect.port_shapes import tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import Gateway, VirtualInterface
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.hybrid_network.resiliency_groups import ResiliencyGroup
from sandbox.emulated.operation import operation

type Tagged = Connection | Lag | VirtualInterface | Gateway | ResiliencyGroup


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


def _thing(call: HybridCall, arn: str) -> Tagged:
    state = call.direct_connect
    found: list[Tagged] = [
        *state.connections.values(),
        *state.lags.values(),
        *state.interfaces.values(),
        *state.gateways.values(),
        *state.resiliency_groups.values(),
    ]
    for thing in found:
        if thing.arn == arn and thing.owner == call.account:
            return thing
    raise rules.refusal(f"Resource {arn} does not exist.")
