"""Event buses of EventBridge.

Reference: EventBridge API reference, DescribeEventBus (Policy).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import plain
from sandbox.snapshot.resource_type import Exported, ResourceType


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for bus in client.list_event_buses()["EventBuses"]:
        yield f"event-bus-{region}-{bus['Name']}", plain(client.describe_event_bus(Name=bus["Name"]))


RESOURCE_TYPE = ResourceType(
    token="aws:cloudwatch/eventBus:EventBus",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:events:{region}:{account}:event-bus/{name}",
    policy_token="aws:cloudwatch/eventBusPolicy:EventBusPolicy",  # noqa: S106 - the same
    policy_target="eventBusName",
    exported=Exported(
        service="events",
        file=r"event-bus-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws events describe-event-bus --name {name} --region {region}",
        policy=("Policy",),
        arn="arn:{partition}:events:{region}:{account}:event-bus/{name}",
        responses=_responses,
    ),
)
