"""aws:ResourceTag of a resource that a call creates: the tags that it gives the resource.

Reference: IAM user guide, reference_policies_condition-keys: aws:ResourceTag is in the context "when the requested
resource already has attached tags or in requests that create a resource with an attached tag".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sandbox.authorization.call import Requirement
from sandbox.authorization.service_reference import Reference
from sandbox.authorization.supported_keys import family, supported_keys

_REQUEST_TAG = "aws:RequestTag/"
_TAG_KEYS = "aws:TagKeys"
"""In every request with tags, see `request_tags.tag_keys`."""
_CREATES = "Create"
_NOT_CREATING = ("Tagging", "List", "Read")


def with_created_tags(needed: Iterable[Requirement], reference: Reference) -> tuple[Requirement, ...]:
    """Return requirements, those on resources that the call creates with tags with the keys of these tags."""
    found = tuple(needed)
    if not any(_TAG_KEYS in one.context for one in found):
        return found
    return tuple(
        replace(one, context={**dict(_resource_tags(one, reference)), **one.context}) if _creates(one, found) else one
        for one in found
    )


def _creates(one: Requirement, needed: tuple[Requirement, ...]) -> bool:
    """Return whether a requirement is on a new resource: one without an id yet, or the only one of a Create action."""
    if _TAG_KEYS not in one.context:
        return False
    if "*" in one.resource:
        return one.resource != "*"
    name = one.action.partition(":")[2]
    return name.startswith(_CREATES) and sum(other.action == one.action for other in needed) == 1


def _resource_tags(one: Requirement, reference: Reference) -> Iterator[tuple[str, object]]:
    prefix, _, name = one.action.partition(":")
    entry = reference(prefix)
    action = entry.actions.get(name.lower()) if entry is not None else None
    if entry is None or action is None or action.level in _NOT_CREATING:
        return
    supported = supported_keys(entry, name, one.resource)
    shown = [named for service in ("aws", prefix) if family(named := f"{service}:ResourceTag/") in supported]
    for key, value in one.context.items():
        if key.startswith(_REQUEST_TAG):
            for named in shown:
                yield named + key.removeprefix(_REQUEST_TAG), value
