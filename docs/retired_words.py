"""The words that the project no longer uses in names and help output, and what to use instead."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

TABLE = Path(__file__).with_name("retired_words.toml")


class Where(StrEnum):
    """Where a word is retired: in names, in help output, or in both."""

    NAMES = "names"
    HELP = "help"
    BOTH = "both"


@dataclass(frozen=True)
class RetiredWord:
    """A word in all its forms, what to use instead, and where it is retired."""

    forms: tuple[str, ...]
    use: str
    where: Where


def retired_words() -> list[RetiredWord]:
    """Return the table `retired_words.toml`, in its order."""
    rows = tomllib.loads(TABLE.read_text())["word"]
    return [RetiredWord(tuple(row["forms"]), row["use"], Where(row.get("where", Where.BOTH))) for row in rows]


def instead_of(where: Where) -> dict[str, str]:
    """Return what to use instead of each form that is retired in names, or in help output."""
    return {form: word.use for word in retired_words() if word.where in (where, Where.BOTH) for form in word.forms}


def markdown() -> str:
    """Return the table as Markdown, for the glossary."""
    rows = ["| word | use instead |", "| --- | --- |"]
    rows.extend(f"| {', '.join(word.forms)} | {word.use} |" for word in retired_words())
    return "\n".join(rows)
