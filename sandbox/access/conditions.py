"""What `.when(...)` may say of a request, and the condition keys that stand for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from sandbox.access.errors import Misread, unknown
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.snapshot import Snapshot

type Keys = Mapping[str, object]


def _key(name: str) -> Callable[[object], Keys]:
    return lambda value: {name: value}


def _tagged(prefix: str, listed: str | None = None) -> Callable[[object], Keys]:
    def keys(value: object) -> Keys:
        tags = _mapping(prefix, value)
        found: dict[str, object] = {f"{prefix}/{key}": text for key, text in tags.items()}
        return {**found, listed: list(tags)} if listed else found

    return keys


def _mapping(word: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise Misread(f"{word} is {value!r}, which names no key.", 'Write {"name": value}.')
    return value


WORDS: Mapping[str, Callable[[object], Keys]] = {
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
    "tags": _tagged("aws:RequestTag", "aws:TagKeys"),
    "principal_tags": _tagged("aws:PrincipalTag"),
    "resource_tags": _tagged("aws:ResourceTag"),
}
"""Word -> the keys that a value for it makes; any other key goes into `keys={...}`."""


def context(words: Mapping[str, object]) -> dict[str, object]:
    """The condition keys of these words; None means that the request lacks the key."""
    found: dict[str, object] = {}
    for word, value in words.items():
        if word == "keys":
            found.update(_mapping(word, value))
        elif word in WORDS:
            found.update(WORDS[word](value))
        else:
            unknown("circumstance", word, (*WORDS, "keys"))
    return {key.lower(): value for key, value in found.items()}


_KEY = "iam:PermissionsBoundary"
_SETS_IT = frozenset(
    f"iam:{verb}".lower()
    for verb in ("CreateRole", "CreateUser", "PutRolePermissionsBoundary", "PutUserPermissionsBoundary")
)
"""Requests that say themselves which boundary is meant."""


@cache
def carries_boundary() -> frozenset[str]:
    """Actions, in lower case, in whose requests IAM fills in the boundary that the role or user has.

    Reference: service authorization reference, list_awsidentityandaccessmanagementiam.
    """
    carrying = (action.name.lower() for action in catalogue().actions("iam") if _KEY in action.keys)
    return frozenset(carrying) - _SETS_IT


def implied(world: Snapshot, action: str, resource: str) -> dict[str, object]:
    """Keys that IAM fills in from the role or user that the request is about."""
    about = world.callers.get(resource)
    if about is None or about.boundary is None or action.lower() not in carries_boundary():
        return {}
    return {_KEY.lower(): about.boundary.arn}
