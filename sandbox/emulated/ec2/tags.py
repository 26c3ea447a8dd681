"""The tags that a request gives to what it creates, and the tags that a response shows."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call

MOST_TAGS = 50
LONGEST_KEY, LONGEST_VALUE = 128, 256
"""Limits of a resource's tags ("Tag restrictions" in the EC2 User Guide)."""


def requested_tags(call: Call, resource_type: str) -> dict[str, str]:
    """Return the tags of `TagSpecifications` for a resource type, the only one that the operation creates."""
    tags: dict[str, str] = {}
    for specification in call.request.get("TagSpecifications") or ():
        kind = specification.get("ResourceType")
        if not kind:
            raise AwsError("InvalidParameterValue", "Tag specification resource type must have a value")
        if kind != resource_type:
            raise AwsError(
                "InvalidParameterValue", f"'{kind}' is not a valid taggable resource type for this operation."
            )
        for tag in specification.get("Tags") or ():
            _add(tags, str(tag.get("Key") or ""), str(tag.get("Value") or ""))
    if len(tags) > MOST_TAGS:
        raise AwsError("TagLimitExceeded", f"The maximum number of Tags for a resource has been reached: {MOST_TAGS}.")
    return tags


def check_tag(key: str, value: str) -> None:
    """Raise unless a resource may have the tag."""
    if not key:
        raise AwsError("InvalidParameterValue", "Tag key cannot be empty or null.")
    if key.lower().startswith("aws:"):
        raise AwsError("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
    if len(key) > LONGEST_KEY or len(value) > LONGEST_VALUE:
        what, most = ("key", LONGEST_KEY) if len(key) > LONGEST_KEY else ("value", LONGEST_VALUE)
        raise AwsError("InvalidParameterValue", f"Tag {what} exceeds the maximum length of {most} characters")


def _add(tags: dict[str, str], key: str, value: str) -> None:
    check_tag(key, value)
    if key in tags:
        raise AwsError("InvalidParameterValue", f"Duplicate tag key '{key}' specified.")
    tags[key] = value


def tag(call: Call, id_: str, tags: dict[str, str]) -> None:
    """Give a resource of the caller's its tags."""
    if tags:
        backend.of(call).create_tags([id_], tags)


def shown_tags(call: Call, id_: str) -> list[dict[str, Any]]:
    """Return the tags that the caller sees on a resource."""
    known = backend.of(call).tags
    return [{"Key": key, "Value": value} for key, value in dict(known[id_]).items()] if id_ in known else []


def forget_tags(call: Call, id_: str) -> None:
    """Drop the tags of a resource that is deleted."""
    backend.of(call).tags.pop(id_, None)
