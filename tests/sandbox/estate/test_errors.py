from __future__ import annotations

from copy import copy
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.estate import EstateError, EstateInvalid, Problem

FILE = Path("estate.yaml")


def test_a_problem_has_its_location_what_is_wrong_and_what_would_be_right():
    problem = Problem(FILE, 12, 5, "accounts.mobile.vpc.cidr", "10.0.0.1/8", "it is wrong", "do it right", twin=3)
    assert str(problem) == "estate.yaml:12:5: accounts.mobile.vpc.cidr: it is wrong (line 3); do it right"


def test_a_problem_without_a_line_names_the_file():
    assert (
        str(Problem(FILE, None, None, "", None, "it is not there", "make it"))
        == "estate.yaml: it is not there; make it"
    )


def test_the_error_has_a_line_for_each_problem():
    problems = tuple(Problem(FILE, line, 1, "", {"a": [line]}, "wrong", "right") for line in (1, 2))
    error = EstateInvalid(problems)
    assert isinstance(error, EstateError)
    assert isinstance(error, SandboxError)
    assert error.next_step == "Correct the file; `sandbox estate check` checks it."
    assert copy(error).problems == problems
    assert error.problems == problems
    assert str(error).splitlines() == ["estate.yaml:1:1: wrong; right", "estate.yaml:2:1: wrong; right"]
    assert len(set(problems)) == 2


def test_control_characters_are_escaped_and_long_text_is_truncated():
    problem = Problem(FILE, 1, 1, "a\nb", None, "not \x1b[31mred\u202e", "x" * 1000)
    assert str(problem) == rf"estate.yaml:1:1: a\nb: not \x1b[31mred\u202e; {'x' * 400}..."


def test_only_the_first_of_many_problems_are_named():
    error = EstateInvalid(tuple(Problem(FILE, line, 1, "", None, "wrong", "right") for line in range(1, 20_001)))
    lines = str(error).splitlines()
    assert len(error.problems) == 20_000
    assert len(lines) == 51
    assert lines[49:] == ["estate.yaml:50:1: wrong; right", "... and 19950 more, 20000 in all"]
