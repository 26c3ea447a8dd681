"""The networks of AWS's documentation, with the answers that it gives and its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.sandbox.reach.network_text import lines_of

FOLDER = Path(__file__).parent / "textbook"
_VERBS = ("open ", "closed ")


@dataclass(frozen=True, slots=True)
class TextbookCase:
    """A network, its page, and the lines of expected answers."""

    name: str
    page: str
    network: tuple[str, ...]
    expected: tuple[str, ...]


def cases() -> Iterator[TextbookCase]:
    for path in sorted(FOLDER.glob("*.txt")):
        blocks = ("\n" + path.read_text(encoding="utf-8")).split("\ncase ")[1:]
        for block in blocks:
            title, _, rest = block.partition("\n")
            lines = lines_of(rest.replace("page https", "page_https", 1).replace("#", "\0"))
            page = next(line.removeprefix("page_") for line in lines if line.startswith("page_")).replace("\0", "#")
            yield TextbookCase(
                title,
                page,
                tuple(line for line in lines if not line.startswith((*_VERBS, "page_"))),
                tuple(line for line in lines if line.startswith(_VERBS)),
            )
