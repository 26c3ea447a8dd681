"""Tests of `tests.distribution`: the tests of this run, and a small folder that pytest runs in two processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.distribution import APART, DEPLOYED, TOGETHER, group
from tests.repository import CLONE

PROCESSES = ("-n", "2", "--no-loadscope-reorder")

_CONFTEST = """
from tests.conftest import pytest_collection_modifyitems, pytest_xdist_make_scheduler

def pytest_runtest_logreport(report):
    if report.when == "call" and hasattr(report, "node"):
        print(report.node.gateway.id, report.nodeid)
"""
_PURE = "def test_one(): pass\ndef test_two(): pass\n"
_JOURNEY = "import pytest\npytestmark = pytest.mark.journey\ndef test_first(): pass\ndef test_second(): pass\n"
_ENGINE = "import pytest\npytestmark = pytest.mark.engine\ndef test_third(): pass\ndef test_fourth(): pass\n"
_FILES = {
    "conftest.py": _CONFTEST,
    "pytest.ini": "[pytest]\nmarkers =\n  engine\n  journey\n  pulumi\n",
    "tests/journeys/test_default_estate.py": _JOURNEY,
    "tests/journeys/test_intents.py": _JOURNEY,
    "tests/test_a_pure.py": _PURE,
    "tests/test_b_engine.py": _ENGINE,
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a run in two processes: `gw0 file::test` for each test, and pytest's last line."""
    folder = tmp_path_factory.mktemp("distributed")
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-s", "-p", "no:causeway", "--import-mode=importlib", *PROCESSES],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(CLONE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def _processes(output: list[str]) -> dict[str, list[str]]:
    """Return the processes that ran tests of a file, by file."""
    ran = re.findall(r"(gw\d) (\S+?)::", "\n".join(output))
    return {file: sorted({process for process, name in ran if name == file}) for _, file in ran}


def test_a_file_runs_in_one_process_and_so_do_the_files_of_the_shared_estate(output: list[str]) -> None:
    processes = _processes(output)
    assert set(processes) == {name for name in _FILES if "test_" in name}
    assert all(len(found) == 1 for found in processes.values())
    assert processes["tests/journeys/test_default_estate.py"] == processes["tests/journeys/test_intents.py"]


def test_the_last_line_counts_the_tests_of_all_processes(output: list[str]) -> None:
    assert output[-1].strip("= ").startswith("8 passed in ")


def test_the_groups_name_files_that_exist() -> None:
    assert sorted(file for file in TOGETHER | APART if not (CLONE / file).is_file()) == []


def test_tests_of_the_default_estate_are_one_group() -> None:
    users = [path for path in (CLONE / "tests").rglob("test_*.py") if re.search(r"\bdeployed: Clone", path.read_text())]
    assert len(users) > 2
    assert {group(f"{path.relative_to(CLONE)}::test") for path in users} == {DEPLOYED}


def test_a_journey_that_deploys_what_it_needs_is_a_group() -> None:
    assert group("tests/journeys/test_split.py::test_one") == "tests/journeys/test_split.py::test_one"
    assert group("tests/sandbox/iam/test_cases.py::test_one[a::b]") == "tests/sandbox/iam/test_cases.py"


def test_make_runs_all_tests_in_two_processes() -> None:
    (command,) = re.findall(r"^test: lint.*\n\t(.*)$", (CLONE / "Makefile").read_text(), re.MULTILINE)
    assert command.split()[1 : 3 + len(PROCESSES)] == ["-m", "pytest", *PROCESSES]
