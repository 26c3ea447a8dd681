"""Rename users and groups and move them to another path, with everything that belongs to them."""

from __future__ import annotations

from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_CONFLICT, _MISSING = 409, 404


@operation("UpdateUser")
def update_user(call: Call) -> dict[str, Any]:
    """Rename or move a user with its tags, which moto keeps by ARN and would leave behind."""
    backend = iam_backends[call.account][call.partition]
    user = _named(backend.users, "user", call.request["UserName"])
    arn, tags = user.arn, backend.tagger.list_tags_for_resource(user.arn)["Tags"]
    _move(backend.users, user, call.request.get("NewUserName"), call.request.get("NewPath"))
    backend.tagger.delete_all_tags_for_resource(arn)
    backend.tagger.tag_resource(user.arn, tags)
    return {}


@operation("UpdateGroup")
def update_group(call: Call) -> dict[str, Any]:
    """Rename or move a group; moto ignores a new path without a new name."""
    backend = iam_backends[call.account][call.partition]
    group = _named(backend.groups, "group", call.request["GroupName"])
    _move(backend.groups, group, call.request.get("NewGroupName"), call.request.get("NewPath"))
    return {}


def _named(known: dict[str, Any], kind: str, name: str) -> Any:
    if name not in known:
        raise AwsError("NoSuchEntity", f"The {kind} with name {name} cannot be found.", _MISSING)
    return known[name]


def _move(known: dict[str, Any], entity: Any, name: str | None, path: str | None) -> None:
    before = entity.name
    others = {one.lower() for one in known if one != before}
    if name and name.lower() in others:
        raise AwsError("EntityAlreadyExists", f"{name} already exists.", _CONFLICT)
    entity.path = path or entity.path
    entity.name = name or before
    known[entity.name] = known.pop(before)
