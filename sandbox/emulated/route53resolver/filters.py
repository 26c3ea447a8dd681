"""Filters by the members that the API shows, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.emulated.errors import AwsError

RULE_FILTERS = {
    "CreatorRequestId": "CreatorRequestId",
    "DomainName": "DomainName",
    "Name": "Name",
    "ResolverEndpointId": "ResolverEndpointId",
    "Status": "Status",
    "Type": "RuleType",
}
"""Filter of rules -> the member that it compares."""


def matching(
    items: Iterable[dict[str, Any]], filters: Iterable[dict[str, Any]], members: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the items that every filter matches; `members` names the member of each filter."""
    wanted = [(_member(each.get("Name") or "", members), set(each.get("Values") or [])) for each in filters]
    return [item for item in items if all(str(item.get(member, "")) in values for member, values in wanted)]


def _member(name: str, members: Mapping[str, str]) -> str:
    """Return the member of a filter, spelled `DomainName` or `domain_name`."""
    plain = name.replace("_", "").lower()
    for known, member in members.items():
        if known.lower() == plain:
            return member
    raise AwsError("InvalidParameterException", f"The filter '{name}' is invalid")
