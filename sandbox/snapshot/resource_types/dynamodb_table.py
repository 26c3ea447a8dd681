"""Tables of DynamoDB.

Reference: DynamoDB API reference, GetResourcePolicy.
"""

from __future__ import annotations

from sandbox.snapshot.resource_type import Exported, ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:dynamodb/table:Table",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:dynamodb:{region}:{account}:table/{name}",
    policy_token="aws:dynamodb/resourcePolicy:ResourcePolicy",  # noqa: S106 - the same
    policy_target="resourceArn",
    exported=Exported(
        service="dynamodb",
        file=r"table-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws dynamodb get-resource-policy "
        "--resource-arn arn:{partition}:dynamodb:{region}:{account}:table/{name} --region {region}",
        policy=("Policy",),
        arn="arn:{partition}:dynamodb:{region}:{account}:table/{name}",
        error_without_policy="PolicyNotFoundException",
    ),
)
