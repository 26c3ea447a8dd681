"""Tags of accounts, units, roots, policies and transfers."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import tags


@operation("TagResource")
def tag_resource(call: OrganizationsCall) -> dict[str, Any]:
    """Add tags or change their values."""
    tags.put(call.organization, _resource(call), tags.read(call.request["Tags"]))
    return {}


@operation("UntagResource")
def untag_resource(call: OrganizationsCall) -> dict[str, Any]:
    """Remove tags; keys that are not there are no error."""
    tags.remove(call.organization, _resource(call), call.request["TagKeys"])
    return {}


@operation("ListTagsForResource")
def list_tags_for_resource(call: OrganizationsCall) -> dict[str, Any]:
    """Return all tags of a resource."""
    found = call.organization.tags.get(_resource(call), {})
    return call.page("Tags", found.items(), lambda tag: {"Key": tag[0], "Value": tag[1]})


def _resource(call: OrganizationsCall) -> str:
    return tags.taggable(call.state, call.organization, call.request["ResourceId"])
