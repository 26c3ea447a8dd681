"""The options that the commands on policies share."""

from __future__ import annotations

from typing import Annotated

import typer

Snapshot = Annotated[str, typer.Option("--world", metavar="plan|live|DIR|FILE|COMMIT", help="What is asked about.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Plan anew, whatever plan is kept.")]
Context = Annotated[
    list[str] | None, typer.Option("--context", metavar="KEY=VALUE", help="A condition key; again for more values.")
]


def context_of(pairs: list[str]) -> dict[str, object]:
    """Condition keys and their values; a key that is given twice has two."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise typer.BadParameter(f"{pair!r} is not of the form KEY=VALUE", param_hint="--context")
        found.setdefault(key, []).append(value)
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}
