"""Estate files with changes, and the problems found in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import estate

SMALL = Path(__file__).parents[2] / "estates" / "small.yaml"

Breaches = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], estate.Estate]:
    """Load an estate from its text."""

    def from_text(text: str) -> estate.Estate:
        file = tmp_path / "estate.yaml"
        file.write_text(text)
        return estate.load(file)

    return from_text


@pytest.fixture
def small() -> str:
    """Return the small estate's text."""
    return SMALL.read_text()


@pytest.fixture
def breaches(load: Callable[[str], estate.Estate]) -> Breaches:
    """Replace text in the small estate; return path, `wrong` and `right` of each problem."""

    def changed(*replacements: tuple[str, str]) -> list[tuple[str, str, str]]:
        text = SMALL.read_text()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        try:
            load(text)
        except estate.EstateInvalid as invalid:
            return [(problem.path, problem.wrong, problem.right) for problem in invalid.problems]
        return []

    return changed
