"""Secrets of Secrets Manager: read from plans; a live endpoint and exported files are not read for them yet."""

from __future__ import annotations

from sandbox.snapshot.resource_type import ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:secretsmanager/secret:Secret",  # noqa: S106 - Pulumi's name of a type
    arn="{id}",
    policy_token="aws:secretsmanager/secretPolicy:SecretPolicy",  # noqa: S106 - the same
    policy_target="secretArn",
)
