"""Resource shares and customer managed permissions.

Reference: RAM user guide, iam-policies-condition (ram:AllowsExternalPrincipals, ram:ResourceShareName,
ram:PermissionArn, ram:PermissionResourceType, ram:ShareOwnerAccountId).
"""

from __future__ import annotations

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.ram import store
from sandbox.emulated.ram.permission_model import MANAGED
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags and keys of a share, a permission or an invitation."""
    text, known = ":".join(arn), store.state()
    if (share := known.shares.get(text)) is not None and share.live:
        return ResourceState(
            share.tags, {"ram:AllowsExternalPrincipals": share.allow_external, "ram:ResourceShareName": share.name}
        )
    if (permission := MANAGED.get(text) or known.permissions.get(text)) is not None:
        keys = {"ram:PermissionArn": permission.arn, "ram:PermissionResourceType": permission.resource_type}
        return ResourceState(permission.tags, keys)
    if (invitation := known.invitations.get(text)) is not None:
        return ResourceState(keys={"ram:ShareOwnerAccountId": invitation.sender})
    return ABSENT
