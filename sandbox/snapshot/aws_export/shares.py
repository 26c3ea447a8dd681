"""RAM shares from the responses of GetResourceShareAssociations and ListResourceSharePermissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.snapshot.aws_export import responses as files
from sandbox.snapshot.aws_export.responses import Responses
from sandbox.snapshot.shares import Share

_MEMBER = "resourceShareAssociations"
_ASSOCIATED = "ASSOCIATED"


def shares(responses: Responses) -> Iterator[Share]:
    """Yield every share that accounts own, with its resources and principals."""
    for found, name, _ in responses.matching(rf"{files.SHARE_RESOURCES}\.json"):
        account, region = found["account"], found["region"]
        resources = _entities(responses, name)
        with_principals = files.share_principals(account, region)
        principals = _entities(responses, with_principals) if with_principals in responses.files else {}
        for arn, (share_name, shared) in resources.items():
            yield Share(
                arn,
                share_name,
                account,
                shared,
                principals.get(arn, ("", ()))[1],
                _permissions(responses, account, arn),
                responses.origin(name, f"$.{_MEMBER}"),
            )


def _entities(responses: Responses, file: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return the entities that a file associates with each share, after the share's name."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for each in responses.entries(file, _MEMBER):
        if each.get("status") == _ASSOCIATED:
            arn = str(each["resourceShareArn"])
            name, known = found.get(arn, (str(each.get("resourceShareName") or arn), ()))
            found[arn] = (name, (*known, str(each["associatedEntity"])))
    return found


def _permissions(responses: Responses, account: str, share: str) -> frozenset[str] | None:
    name = files.share_permissions(account, share)
    if name not in responses.files:
        return None
    listed: tuple[Mapping[str, Any], ...] = responses.entries(name, "permissions")
    return frozenset(str(each["arn"]) for each in listed)
