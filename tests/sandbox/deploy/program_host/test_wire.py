"""Command lines that the program host runs, and those that need a new interpreter."""

from __future__ import annotations

import pytest

from sandbox.deploy.program_host.wire import program


@pytest.mark.parametrize(
    ("arguments", "served"),
    [
        (["-u", "main.py", "-u"], ["main.py", "-u"]),
        (["-m", "pip", "list"], ["-m", "pip", "list"]),
        (["main.py"], ["main.py"]),
    ],
)
def test_programs_and_modules_are_run_warm(arguments: list[str], served: list[str]):
    assert program(arguments) == served


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["-c", "print(1)"], [], ["-u"], ["-u", "-m", "pulumi.policy", "127.0.0.1:1", "."]],
)
def test_other_command_lines_run_in_a_new_interpreter(arguments: list[str]):
    assert program(arguments) is None
