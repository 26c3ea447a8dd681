"""How does a long answer come in pieces? An opaque token that says where the next piece starts."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

_PREFIX = "from:"


class NotAToken(ValueError):
    """The token was not handed out by `page`."""


def page[Item](items: Sequence[Item], token: str | None, size: int) -> tuple[Sequence[Item], str | None]:
    """The items from the token on, `size` at most, and the token of the rest, if there is a rest."""
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
