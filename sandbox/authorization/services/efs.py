"""EFS: mount targets behind which a file system is."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    behind={
        "DeleteMountTarget": ("file-system", "MountTargetId"),
        "DescribeMountTargetSecurityGroups": ("file-system", "MountTargetId"),
        "ModifyMountTargetSecurityGroups": ("file-system", "MountTargetId"),
    },
    identifiers={
        "file-system": ("FileSystemId", "ResourceId"),
        "TagResource.access-point": ("AccessPointId",),
    },
    types={
        "ListTagsForResource": ("file-system",),
        "TagResource": ("file-system",),
        "UntagResource": ("file-system",),
    },
    tag_action="TagResource",
)
