"""Data streams of Kinesis.

Reference: Kinesis API reference, GetResourcePolicy.
"""

from __future__ import annotations

from sandbox.snapshot.resource_type import Exported, ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:kinesis/stream:Stream",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:kinesis:{region}:{account}:stream/{name}",
    policy_token="aws:kinesis/resourcePolicy:ResourcePolicy",  # noqa: S106 - the same
    policy_target="resourceArn",
    exported=Exported(
        service="kinesis",
        file=r"stream-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws kinesis get-resource-policy "
        "--resource-arn arn:{partition}:kinesis:{region}:{account}:stream/{name} --region {region}",
        policy=("Policy",),
        arn="arn:{partition}:kinesis:{region}:{account}:stream/{name}",
    ),
)
