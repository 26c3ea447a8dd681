"""Networks of a few responses of one account and Region."""

from __future__ import annotations

from typing import Any

from sandbox.reach.model import Network
from sandbox.snapshot.network.aws_export import build_network, collect
from sandbox.snapshot.network.far_end import FarEnd

ACCOUNT, OTHER = "111111111111", "222222222222"
REGION = "us-east-1"


def network(far: FarEnd | None = None, /, **members: Any) -> Network:
    """Return the network of responses, by the member that each lists."""
    return several([(ACCOUNT, members)], far)


def several(responses: list[tuple[str, Any]], far: FarEnd | None = None) -> Network:
    """Return the network of the responses of several accounts."""
    rows = [
        (f"{account}/{member}.json", account, REGION, {member: items})
        for account, members in responses
        for member, items in members.items()
    ]
    return build_network(collect("the folder", rows), {}, far)


def named(name: str) -> list[dict[str, str]]:
    return [{"Key": "Name", "Value": name}]
