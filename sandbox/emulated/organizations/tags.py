"""Tags of accounts, units, roots, policies and transfers."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.organizations.calls import Call, organizations_operation
from sandbox.emulated.organizations.rules import tags


@organizations_operation("TagResource")
def tag_resource(call: Call) -> dict[str, Any]:
    """Add tags or change their values."""
    tags.put(call.organization, _resource(call), tags.read(call.request["Tags"]))
    return {}


@organizations_operation("UntagResource")
def untag_resource(call: Call) -> dict[str, Any]:
    """Keys that aren't there don't matter."""
    tags.remove(call.organization, _resource(call), call.request["TagKeys"])
    return {}


@organizations_operation("ListTagsForResource")
def list_tags_for_resource(call: Call) -> dict[str, Any]:
    """All of them."""
    found = call.organization.tags.get(_resource(call), {})
    return call.paged("Tags", found.items(), lambda tag: {"Key": tag[0], "Value": tag[1]})


def _resource(call: Call) -> str:
    return tags.taggable(call.world, call.organization, call.request["ResourceId"])
