"""Users, roles, policies and other entities: tags, and the permissions boundary of a user or a role.

Reference: Service Authorization Reference, list_awsidentityandaccessmanagementiam (the actions that have
iam:PermissionsBoundary); IAM user guide, reference_policies_iam-condition-keys (iam:PermissionsBoundary,
iam:ResourceTag).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn

_COLLECTIONS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "instance-profile": lambda iam: iam.instance_profiles,
    "mfa": lambda iam: iam.virtual_mfa_devices,
    "oidc-provider": lambda iam: iam.open_id_providers,
    "policy": lambda iam: iam.managed_policies,
    "role": lambda iam: iam.roles,
    "saml-provider": lambda iam: iam.saml_providers,
    "server-certificate": lambda iam: iam.certificates,
    "user": lambda iam: iam.users,
}


def state(arn: Arn) -> ResourceState:
    """Return the tags of an entity, and its boundary."""
    collection = _COLLECTIONS.get(arn.resource.partition("/")[0])
    if collection is None or arn.account not in iam_backends:
        return ABSENT
    iam, text = iam_backends[arn.account][arn.partition], ":".join(arn)
    known = collection(iam)
    found = known.get(text) or next((one for one in list(known.values()) if getattr(one, "arn", None) == text), None)
    if found is None:
        return ABSENT
    tags = tags_of(getattr(found, "tags", None)) or tags_of(iam.tagger.list_tags_for_resource(text))
    boundary = boundary_of(found)
    return ResourceState(tags, {"iam:PermissionsBoundary": boundary} if boundary else {})


def boundary_of(entity: Any) -> str | None:
    """Return the ARN of the boundary of a user or a role, which moto keeps as an ARN or with its type."""
    given = getattr(entity, "permissions_boundary", None)
    return given["PermissionsBoundaryArn"] if isinstance(given, dict) else given
