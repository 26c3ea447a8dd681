"""One list operation's answer: a page of it, with AWS's token for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.paging import NotAToken, page

MOST = 100


def listed(key: str, items: Sequence[dict[str, Any]], request: Mapping[str, Any]) -> dict[str, Any]:
    """The items under AWS's name for them, as many as were asked for."""
    size = int(request.get("maxResults") or MOST)
    if not 1 <= size <= MOST:
        raise refusal(f"maxResults must be between 1 and {MOST}.")
    try:
        shown, rest = page(items, request.get("nextToken"), size)
    except NotAToken as wrong:
        raise refusal("The nextToken is invalid.") from wrong
    return {key: list(shown)} | ({"nextToken": rest} if rest else {})
