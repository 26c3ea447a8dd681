"""The tox environments name programs, locks and folders that exist."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import CLONE

ALL = {"lint", "types", "imports", "unit", "engine", "journeys", "speed", "docs"}
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def environments() -> configparser.ConfigParser:
    """The configuration as tox reads it."""
    done = subprocess.run(
        [sys.executable, "-m", "tox", "config", "-e", ",".join(ALL), "-k", "commands", "deps", "base_python"],
        cwd=CLONE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = configparser.ConfigParser(interpolation=None)
    found.read_string(done.stdout)
    return found


def commands(environments: configparser.ConfigParser, name: str) -> list[list[str]]:
    return [shlex.split(line) for line in environments[f"testenv:{name}"]["commands"].splitlines() if line]


def test_the_file_describes_exactly_the_environments(environments: configparser.ConfigParser) -> None:
    written = set(re.findall(r"^\[testenv:(\w+)\]$", (CLONE / "tox.ini").read_text(), re.MULTILINE))
    assert written == ALL == {section.removeprefix("testenv:") for section in environments.sections()}


@pytest.mark.parametrize("name", sorted(ALL))
def test_an_environment_runs_what_its_lock_installs(environments: configparser.ConfigParser, name: str) -> None:
    (lock,) = re.findall(r"-r (\S+)", environments[f"testenv:{name}"]["deps"])
    locked = (CLONE / lock).read_text()
    ran = commands(environments, name)
    assert ran
    for program, *arguments in ran:
        there = (PROGRAMS / program).exists() or f"\n{program}==" in f"\n{locked}"
        assert there, program
        given = [argument for argument in arguments if "/" in argument]
        assert [path for path in given if not (CLONE / path.removeprefix("--ignore=")).exists()] == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_an_environment_uses_the_interpreter_of_the_project(environments: configparser.ConfigParser, name: str) -> None:
    assert Path(environments[f"testenv:{name}"]["base_python"]) == CLONE / ".sandbox" / "venv" / "bin" / "python"


def test_make_and_tox_select_the_same_tests(environments: configparser.ConfigParser) -> None:
    made = (CLONE / "Makefile").read_text()
    chosen = dict(re.findall(r"^(unit|journeys|bench):.*\n\t.*-m pytest (.*)$", made, re.MULTILINE))
    assert len(chosen) == 3
    for target, name in (("unit", "unit"), ("journeys", "journeys"), ("bench", "speed")):
        (command,) = commands(environments, name)
        assert command[:3] == ["python", "-m", "pytest"]
        assert sorted(command[3:]) == sorted(shlex.split(chosen[target]))
