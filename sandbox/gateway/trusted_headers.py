"""Headers that only the engine itself may send: LocalStack and moto recognize inner calls and their accounts by them.

With IN_MEMORY_CLIENT=1, as we start the engine, inner calls reach the gateway in memory, so every request on the socket
is an external one. An engine that was started otherwise cannot distinguish the two, and keeps the headers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

PREFIXES = ("x-localstack-", "x-moto-")
"""`x-localstack-data` marks an inner call; `x-moto-account-id` chooses the account."""

SOCKET = "rolo.headers"
"""Key of a request's environment that the server sets and LocalStack's in-memory client does not."""


def trusted(names: Iterable[str]) -> list[str]:
    """Return those of the header names that must not come from an external caller."""
    return [name for name in names if name.lower().startswith(PREFIXES)]


def remove(_chain: Any, context: Any, _response: Any) -> None:
    """Remove trusted headers from a request that came by the socket."""
    if SOCKET not in context.request.environ or os.environ.get("IN_MEMORY_CLIENT") != "1":
        return
    headers = context.request.headers
    for name in trusted(list(headers.keys())):
        headers.remove(name)
