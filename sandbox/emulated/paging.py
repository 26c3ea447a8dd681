"""Opaque pagination tokens, which contain the start of the next page."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

_PREFIX = "from:"


class NotAToken(ValueError):
    """A token that `page` did not make."""


def page[Item](items: Sequence[Item], token: str | None, size: int) -> tuple[Sequence[Item], str | None]:
    """Return the items from the token on, `size` at most, and the token of the next page, if there is one."""
    start = _start(token)
    end = start + size
    rest = urlsafe_b64encode(f"{_PREFIX}{end}".encode()).decode() if end < len(items) else None
    return items[start:end], rest


def _start(token: str | None) -> int:
    if not token:
        return 0
    try:
        text = urlsafe_b64decode(token.encode()).decode()
        if text.startswith(_PREFIX):
            return int(text.removeprefix(_PREFIX))
    except ValueError:
        pass
    raise NotAToken(token)
