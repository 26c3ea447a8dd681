"""The table of what `doctor` found, on terminals of any width."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.cli import findings
from sandbox.doctor import Finding

type Shown = Callable[[], str]


def cells(text: str) -> str:
    """Return the table's text without lines, spaces and breaks."""
    return re.sub(r"[\s│┃]", "", text)


def test_findings_are_shown_without_cuts(shown: Shown) -> None:
    path = "/home/ada/.cache/causeway/pulumi-3.220.0-0123456789abcdef"
    findings.show([Finding("Pulumi", True, f"3.220.0 at {path}"), Finding("Disk [x]", False, "1 MB", "Free some")])
    assert "…" not in shown()
    assert "Disk[x]" in cells(shown())


def test_findings_without_a_problem_have_no_column_for_next_steps(shown: Shown) -> None:
    findings.show([Finding("Python", True, "3.13")])
    assert "what to do" not in shown()
