"""REST APIs of API Gateway.

Reference: API Gateway API reference, GetRestApi (policy); developer guide, apigateway-resource-policies.
"""

from __future__ import annotations

from sandbox.snapshot.resource_type import Exported, ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:apigateway/restApi:RestApi",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:execute-api:{region}:{account}:{id}",
    policy_token="aws:apigateway/restApiPolicy:RestApiPolicy",  # noqa: S106 - the same
    policy_target="restApiId",
    exported=Exported(
        service="apigateway",
        file=r"rest-api-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws apigateway get-rest-api --rest-api-id {name} --region {region}",
        policy=("policy",),
        arn="arn:{partition}:execute-api:{region}:{account}:{name}",
    ),
)
