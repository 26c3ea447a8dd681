"""Lists of names in one line of text."""

from __future__ import annotations

from collections.abc import Sequence


def shortened(names: Sequence[str], limit: int) -> str:
    """Return names separated by commas; those after the first `limit` are counted."""
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return f"{', '.join(names[:limit])}{more}"
