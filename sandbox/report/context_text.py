"""The condition keys of a request as text."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.access.probes import Context


def context_texts(context: Context) -> Iterator[str]:
    """Yield `key=value` for each key, in alphabetical order; several values are separated by commas."""
    for key, value in sorted(context.items()):
        yield f"{key}={value if isinstance(value, str) else ','.join(value)}"
