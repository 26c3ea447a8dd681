"""The services page, which must be up to date."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.coverage_page import LABELS, Coverage, page
from sandbox.settings import Settings
from sandbox.toolchain import engine_python
from tests.repository import CLONE

SHARES = Coverage("ram", ("Shares of resources.",), {"CreateShare": "native", "ListShares": "moto", "Promote": "none"})


def test_a_service_has_a_row_of_counts_and_a_list_for_each_implementation():
    written = page([SHARES])
    assert "| [ram](#ram) | 1 |  | 1 | 1 |" in written
    assert "Shares of resources." in written
    assert "- **native** (1): CreateShare" in written
    assert "- **not offered** (1): Promote" in written
    assert "LocalStack** (" not in written


@given(st.dictionaries(st.from_regex("[A-Z][a-z]{2,8}", fullmatch=True), st.sampled_from(list(LABELS))))
def test_every_operation_is_listed_without_duplicates(operations: dict[str, str]):
    listed = page([Coverage("x", (), operations)]).split("## x\n")[1]  # type: ignore[arg-type]
    named = [name for line in listed.splitlines() if ": " in line for name in line.split(": ", 1)[1].split(", ")]
    assert sorted(named) == sorted(operations)


def test_the_page_does_not_depend_on_the_order_of_services():
    other = Coverage("acm", (), {"List": "moto"})
    assert page([SHARES, other]) == page([other, SHARES])


@pytest.mark.engine
def test_the_page_in_docs_is_up_to_date(settings: Settings, tmp_path: Path):
    made = tmp_path / "services.md"
    python = engine_python(settings, print)
    subprocess.run([python, "-m", "sandbox.emulated.coverage", made], cwd=tmp_path, check=True, capture_output=True)
    assert made.read_text() == (CLONE / "docs" / "services.md").read_text(), (
        "docs/services.md is stale: `python -m sandbox.emulated.coverage docs/services.md` writes it again"
    )
