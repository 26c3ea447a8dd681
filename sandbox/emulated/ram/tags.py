"""Tags of shares and of customer managed permissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.call import RamCall

MOST_TAGS = 50


@operation("TagResource")
def tag_resource(call: RamCall) -> dict[str, Any]:
    """Add tags, or change their values."""
    given = given_tags(call.request["tags"])
    _retag(call, lambda tags: {**tags, **given})
    return {}


@operation("UntagResource")
def untag_resource(call: RamCall) -> dict[str, Any]:
    """Remove tags; keys that are not there are no error."""
    gone = set(call.request["tagKeys"])
    _retag(call, lambda tags: {key: value for key, value in tags.items() if key not in gone})
    return {}


def given_tags(tags: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the tags of a request; a tag without a value has an empty one."""
    if any(not tag.get("key") for tag in tags):
        raise AwsError("InvalidParameterException", "A tag has no key.")
    return {tag["key"]: tag.get("value") or "" for tag in tags}


def _retag(call: RamCall, change: Any) -> None:
    arn = call.request.get("resourceShareArn") or call.request.get("resourceArn")
    if not arn:
        raise AwsError("InvalidParameterException", "Give resourceShareArn or resourceArn.")
    state = call.state
    find = state.permission if ":permission/" in arn else state.own_share
    target: Any = find(arn, call.account)
    tags = change(target.tags)
    if len(tags) > MOST_TAGS:
        raise AwsError("TagLimitExceededException", f"{arn} can have {MOST_TAGS} tags at most.")
    changed = replace(target, tags=tags)
    if ":permission/" in arn:
        state.permissions[arn] = changed
    else:
        state.keep(changed)
