"""Secrets of Secrets Manager.

Reference: Secrets Manager API reference, GetResourcePolicy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.resource_type import Exported, ResourceType


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for secret in pages(client, "list_secrets", "SecretList")["SecretList"]:
        name = secret["ARN"].rpartition(":")[2]
        yield f"secret-{region}-{name}", plain(client.get_resource_policy(SecretId=secret["ARN"]))


RESOURCE_TYPE = ResourceType(
    token="aws:secretsmanager/secret:Secret",  # noqa: S106 - Pulumi's name of a type
    arn="{id}",
    policy_token="aws:secretsmanager/secretPolicy:SecretPolicy",  # noqa: S106 - the same
    policy_target="secretArn",
    exported=Exported(
        service="secretsmanager",
        file=r"secret-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws secretsmanager get-resource-policy "
        "--secret-id arn:{partition}:secretsmanager:{region}:{account}:secret:{name} --region {region}",
        policy=("ResourcePolicy",),
        arn="arn:{partition}:secretsmanager:{region}:{account}:secret:{name}",
        responses=_responses,
    ),
)
