"""The permission to tag that a call with tags needs beside its own.

Reference: IAM user guide, access_tags (tag on create); EC2 user guide, supported-iam-actions-tagging.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_reference import ActionEntry, ServiceEntry
from sandbox.authorization.service_rules import ServiceRules

_TAGGING = "Tagging"
_NAMES = ("tagresource", "addtagstoresource", "addtags", "createtags", "createorupdatetags")
_READS = ("List", "Read")


def tag_requirements(
    call: OperationCall, entry: ServiceEntry, action: ActionEntry, rules: ServiceRules, created: tuple[str, ...]
) -> Iterator[Requirement]:
    """Yield the tagging action for a call that is none itself and carries tags; it is decided on the same resources."""
    if action.level in (_TAGGING, *_READS):
        return
    context = request_tags(call.parameters)
    tagging = _tagging_action(entry, rules)
    if context and tagging is not None:
        for resource in created:
            yield Requirement(f"{entry.prefix}:{tagging.name}", resource, context)


def _tagging_action(entry: ServiceEntry, rules: ServiceRules) -> ActionEntry | None:
    names = (rules.tag_action.lower(),) if rules.tag_action else _NAMES
    return next((entry.actions[name] for name in names if name in entry.actions), None)
