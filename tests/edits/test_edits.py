"""Every edit is of a valid estate, and makes another valid one."""

from __future__ import annotations

from pathlib import Path

from sandbox.estate import load
from tests.edits.edits import FEW, MORE, start


def test_each_edit_makes_another_valid_estate(tmp_path: Path) -> None:
    text, file = start(), tmp_path / "estate.yaml"
    for edit in (*FEW, *MORE):
        before, text = text, edit.apply(text)
        assert text != before
        file.write_text(text)
        load(file)
