"""Condition keys of a request: by the short names that `.when(...)` takes, and those that IAM fills in itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from sandbox.access.errors import InvalidQuery, unknown_name
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.snapshot import Snapshot

type Keys = Mapping[str, object]


def _key(name: str) -> Callable[[object], Keys]:
    return lambda value: {name: value}


def _tags(prefix: str, tag_keys: str | None = None) -> Callable[[object], Keys]:
    def keys(value: object) -> Keys:
        tags = _mapping(prefix, value)
        found: dict[str, object] = {f"{prefix}/{key}": text for key, text in tags.items()}
        return {**found, tag_keys: list(tags)} if tag_keys else found

    return keys


def _mapping(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidQuery(f"{name} is {value!r}, not a mapping.", 'Write {"name": value}.')
    return value


SHORT_NAMES: Mapping[str, Callable[[object], Keys]] = {
    "mfa": _key("aws:MultiFactorAuthPresent"),
    "region": _key("aws:RequestedRegion"),
    "source_ip": _key("aws:SourceIp"),
    "source_vpc": _key("aws:SourceVpc"),
    "source_vpce": _key("aws:SourceVpce"),
    "source_account": _key("aws:SourceAccount"),
    "source_arn": _key("aws:SourceArn"),
    "secure_transport": _key("aws:SecureTransport"),
    "boundary": _key("iam:PermissionsBoundary"),
    "passed_to": _key("iam:PassedToService"),
    "external_id": _key("sts:ExternalId"),
    "tags": _tags("aws:RequestTag", "aws:TagKeys"),
    "principal_tags": _tags("aws:PrincipalTag"),
    "resource_tags": _tags("aws:ResourceTag"),
}
"""Short name -> the condition keys that its value sets; any other key goes into `keys={...}`."""


def condition_keys(given: Mapping[str, object]) -> dict[str, object]:
    """Return the condition keys of short names and of `keys`, in lower case.

    Args:
        given: Short name -> value, and `keys` -> a mapping of condition keys; the value None means that the request
            lacks the key.

    Raises:
        UnknownName: A short name does not exist.
        InvalidQuery: A value that must be a mapping is none.

    Example:
        >>> condition_keys({"mfa": False, "keys": {"ec2:Region": "us-east-1"}})
        {'aws:multifactorauthpresent': False, 'ec2:region': 'us-east-1'}

    """
    found: dict[str, object] = {}
    for name, value in given.items():
        if name == "keys":
            found.update(_mapping(name, value))
        elif name in SHORT_NAMES:
            found.update(SHORT_NAMES[name](value))
        else:
            unknown_name("condition", name, (*SHORT_NAMES, "keys"))
    return {key.lower(): value for key, value in found.items()}


_BOUNDARY = "iam:PermissionsBoundary"
_SETS_BOUNDARY = frozenset(
    f"iam:{verb}".lower()
    for verb in ("CreateRole", "CreateUser", "PutRolePermissionsBoundary", "PutUserPermissionsBoundary")
)
"""Actions whose requests name a boundary themselves."""


@cache
def carries_boundary() -> frozenset[str]:
    """Return the actions, in lower case, in whose requests IAM fills in the boundary that the role or user has.

    Reference: service authorization reference, list_awsidentityandaccessmanagementiam.
    """
    carrying = (action.name.lower() for action in catalogue().actions("iam") if _BOUNDARY in action.keys)
    return frozenset(carrying) - _SETS_BOUNDARY


def implied_keys(snapshot: Snapshot, action: str, resource: str) -> dict[str, object]:
    """Return the keys that IAM fills in from the role or user that a request is about."""
    target = snapshot.callers.get(resource)
    if target is None or target.boundary is None or action.lower() not in carries_boundary():
        return {}
    return {_BOUNDARY.lower(): target.boundary.arn}
