"""Repositories of container images in ECR.

Reference: ECR API reference, GetRepositoryPolicy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.resource_type import Exported, ResourceType

_NO_POLICY = "RepositoryPolicyNotFoundException"


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for repository in pages(client, "describe_repositories", "repositories")["repositories"]:
        name = repository["repositoryName"]
        try:
            yield f"repository-{region}-{name}", plain(client.get_repository_policy(repositoryName=name))
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != _NO_POLICY:
                raise
            yield f"repository-{region}-{name}", {}


RESOURCE_TYPE = ResourceType(
    token="aws:ecr/repository:Repository",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:ecr:{region}:{account}:repository/{name}",
    policy_token="aws:ecr/repositoryPolicy:RepositoryPolicy",  # noqa: S106 - the same
    policy_target="repository",
    exported=Exported(
        service="ecr",
        file=r"repository-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws ecr get-repository-policy --repository-name {name} --region {region}",
        policy=("policyText",),
        arn="arn:{partition}:ecr:{region}:{account}:repository/{name}",
        responses=_responses,
        error_without_policy=_NO_POLICY,
    ),
)
