"""Every edit is of a valid estate, and its result is another valid one."""

from __future__ import annotations

from pathlib import Path

from sandbox.estate import load
from tests.edits.edits import FIRST_EDITS, OTHER_EDITS, two_departments


def test_each_edit_results_in_another_valid_estate(tmp_path: Path) -> None:
    text, file = two_departments(), tmp_path / "estate.yaml"
    for edit in (*FIRST_EDITS, *OTHER_EDITS):
        before, text = text, edit.apply(text)
        assert text != before
        file.write_text(text)
        load(file)
