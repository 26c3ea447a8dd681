"""The permissions of shares: AWS's managed ones and the customer's own, with their versions."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.resource_types import BY_NAME, RESOURCE_TYPES

MANAGED_SINCE = datetime(2022, 6, 30, tzinfo=UTC)
MOST_VERSIONS = 5


@dataclass(frozen=True)
class Version:
    """One version of a permission."""

    number: int
    document: str
    created: datetime


@dataclass(frozen=True)
class Permission:
    """What principals may do with resources of one type."""

    arn: str
    name: str
    resource_type: str
    owner: str
    """Account id, or `aws` for the managed ones."""
    versions: tuple[Version, ...]
    default: int = 1
    deprecated: bool = False
    """Whether it cannot be associated with further shares."""
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def managed(self) -> bool:
        """Return whether it is AWS's own."""
        return self.owner == "aws"

    def version(self, number: int | None) -> Version:
        """Return the requested version, or the default one."""
        wanted = number or self.default
        for each in self.versions:
            if each.number == wanted:
                return each
        raise AwsError("UnknownResourceException", f"Version {wanted} of permission {self.arn} could not be found.")


@dataclass(frozen=True)
class ReplacementWork:
    """One request to replace a permission by another."""

    id: str
    account: str
    source: tuple[str, int]
    target: tuple[str, int]
    created: datetime
    status: Literal["IN_PROGRESS", "COMPLETED", "FAILED"] = "COMPLETED"


def _managed(name: str, resource_type: str, actions: tuple[str, ...]) -> Permission:
    document = json.dumps({"Effect": "Allow", "Action": list(actions)})
    return Permission(
        arn=f"arn:aws:ram::aws:permission/{name}",
        name=name,
        resource_type=resource_type,
        owner="aws",
        versions=(Version(1, document, MANAGED_SINCE),),
    )


MANAGED = {
    permission.arn: permission
    for each in RESOURCE_TYPES
    for permission in (_managed(each.permission, each.name, each.actions),)
}
DEFAULTS = {permission.resource_type: permission.arn for permission in MANAGED.values()}


def check_template(text: str, resource_type: str) -> str:
    """Return the policy template of a customer managed permission, or raise AWS's error."""
    if resource_type not in BY_NAME:
        raise AwsError("InvalidParameterException", f"Resource type {resource_type} cannot be shared.")
    try:
        document = json.loads(text)
    except ValueError as bad:
        raise AwsError("MalformedPolicyTemplateException", "The policy template is not valid JSON.") from bad
    if not isinstance(document, dict) or document.get("Effect") != "Allow" or not document.get("Action"):
        raise AwsError("MalformedPolicyTemplateException", 'The policy template needs "Effect": "Allow" and "Action".')
    if extra := sorted(set(document) - {"Effect", "Action", "Condition", "Sid"}):
        raise AwsError("MalformedPolicyTemplateException", f"The policy template may not hold {', '.join(extra)}.")
    actions = document["Action"]
    for action in [actions] if isinstance(actions, str) else actions:
        if not isinstance(action, str) or action.partition(":")[0] != BY_NAME[resource_type].service:
            raise AwsError("InvalidPolicyException", f"Action {action} is not one of {resource_type}.")
    return text


def summary(permission: Permission, version: int | None = None) -> dict[str, Any]:
    """Return a permission as the lists show it."""
    chosen = permission.version(version)
    return {
        "arn": permission.arn,
        "version": str(chosen.number),
        "defaultVersion": chosen.number == permission.default,
        "name": permission.name,
        "resourceType": permission.resource_type,
        "status": _status(permission, chosen),
        "creationTime": permission.versions[0].created,
        "lastUpdatedTime": chosen.created,
        "isResourceTypeDefault": DEFAULTS.get(permission.resource_type) == permission.arn,
        "permissionType": "AWS_MANAGED" if permission.managed else "CUSTOMER_MANAGED",
        "featureSet": "STANDARD",
        "tags": [{"key": key, "value": value} for key, value in permission.tags.items()],
    }


def _status(permission: Permission, version: Version) -> str:
    if permission.deprecated:
        return "DEPRECATED"
    return "ATTACHABLE" if version.number == permission.default else "UNATTACHABLE"


def detail(permission: Permission, version: int | None = None) -> dict[str, Any]:
    """Return a permission with its document."""
    return {**summary(permission, version), "permission": permission.version(version).document}
