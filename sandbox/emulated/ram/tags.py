"""Tags of shares and of the customer's permissions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.ram.permissions import find_permission
from sandbox.emulated.ram.store import alone, keep, own_share, store

MOST_TAGS = 50


@operation("TagResource")
@alone
def tag_resource(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Add tags, or change their values."""
    given = {tag["key"]: tag["value"] for tag in request["tags"]}
    _retag(context.account_id, request, lambda tags: {**tags, **given})
    return {}


@operation("UntagResource")
@alone
def untag_resource(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Take tags away; keys that are not there are no error."""
    gone = set(request["tagKeys"])
    _retag(context.account_id, request, lambda tags: {key: value for key, value in tags.items() if key not in gone})
    return {}


def _retag(account: str, request: dict[str, Any], change: Any) -> None:
    arn = request.get("resourceShareArn") or request.get("resourceArn")
    if not arn:
        raise AwsError("InvalidParameterException", "Give resourceShareArn or resourceArn.")
    target: Any = find_permission(arn, account) if ":permission/" in arn else own_share(arn, account)
    tags = change(target.tags)
    if len(tags) > MOST_TAGS:
        raise AwsError("TagLimitExceededException", f"{arn} can have {MOST_TAGS} tags at most.")
    changed = replace(target, tags=tags)
    if ":permission/" in arn:
        store().PERMISSIONS[arn] = changed
    else:
        keep(changed)
