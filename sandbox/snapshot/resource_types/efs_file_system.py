"""File systems of EFS.

Reference: EFS API reference, DescribeFileSystemPolicy.
"""

from __future__ import annotations

from sandbox.snapshot.resource_type import Exported, ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:efs/fileSystem:FileSystem",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:elasticfilesystem:{region}:{account}:file-system/{id}",
    policy_token="aws:efs/fileSystemPolicy:FileSystemPolicy",  # noqa: S106 - the same
    policy_target="fileSystemId",
    exported=Exported(
        service="efs",
        file=r"file-system-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws efs describe-file-system-policy --file-system-id {name} --region {region}",
        policy=("Policy",),
        arn="arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{name}",
        error_without_policy="PolicyNotFound",
    ),
)
