"""Progress without a terminal: a line every few seconds on stderr."""

from __future__ import annotations

import pytest

from sandbox.cli import iam_progress


def test_reading_a_plan_is_announced(capsys: pytest.CaptureFixture[str]):
    with iam_progress.reading("plan"):
        pass
    shown = capsys.readouterr()
    assert "Reading snapshot plan: previewing the program" in shown.err
    assert not shown.out


def test_reading_files_is_not_announced(capsys: pytest.CaptureFixture[str]):
    with iam_progress.reading("exported"):
        pass
    assert not capsys.readouterr().err


def test_counting_prints_a_line_after_the_interval(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    with iam_progress.counting("Evaluating", "principals") as show:
        show(1, 3)
        monkeypatch.setattr(iam_progress, "_LINE_SECONDS", 0.0)
        show(2, 3)
    assert capsys.readouterr().err.splitlines() == ["Evaluating: 2 of 3 principals"]
