"""A policy's document is where its statements are, or where its writer is named."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sandbox.iam import Origin
from sandbox.sources.program import Program

SOURCES = {
    "accounts/limits.py": """
        def boundary(estate):
            if estate.small:
                return document({"Sid": "Small", "Effect": "Allow"})

            def inner():
                return 1

            rest = {"Sid": "Apart", "Effect": "Deny"}
            return document(
                {"Sid": "First", "Effect": "Deny"},
                rest,
            )
    """,
    "accounts/empty.py": """
        def _document(ground):
            return document()


        RAIL = Guardrail(
            name="no-statement-left",
            why="Nothing.",
            document=_document,
        )
    """,
    "accounts/plain.py": """
        POLICY = {
            "Statement": [
                {"Sid": "AtTheTop", "Effect": "Deny"},
            ],
        }
        OTHER = make(name="only-named")
    """,
}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    for name, text in SOURCES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dedent(text).lstrip("\n"))
    return Program(tmp_path)


@pytest.mark.parametrize(
    ("sid", "place"),
    [
        ("First", "accounts/limits.py:9"),
        ("Apart", "accounts/limits.py:9"),
        ("Small", "accounts/limits.py:3"),
        ("AtTheTop", "accounts/plain.py:1"),
    ],
)
def test_a_document_is_what_the_function_returns_around_its_statements(program: Program, sid: str, place: str):
    located = program.statement({"Sid": sid}, ())
    assert str(program.document("any", (None, located))) == place


def test_a_document_without_statements_is_found_by_who_is_named_with_it(program: Program):
    assert program.document("no-statement-left", ()) == Origin("accounts/empty.py", 2)


@pytest.mark.parametrize("name", ["only-named", "nowhere"])
def test_a_document_that_nothing_leads_to_has_no_line(program: Program, name: str):
    assert program.document(name, (None,)) is None
