"""A policy document is located at its statements, or at the call that names it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sandbox.iam import Origin
from sandbox.snapshot.source_map import Program

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
        def _document(context):
            return document()


        RAIL = Guardrail(
            name="no-statement-left",
            why="Nothing.",
            document=_document,
        )
    """,
    "accounts/trust.py": """
        def trust(friend):
            return document(_statement(friend))


        def _statement(friend):
            return {"Sid": friend.title(), "Effect": "Allow"}


        def needs(friend):
            return friend == "one"
    """,
    "accounts/roles.py": """
        from accounts.limits import boundary
        from accounts.trust import needs, trust


        class Role:
            def __init__(self, friend):
                made = needs(friend) and Resource("role", trust=self._trust(friend))

            def _trust(self, friend):
                return written(trust(friend))


        def both(friend):
            Resource("one", trust(friend), boundary(friend))


        RESOURCE = Resource("two", trust("you"))
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
        ("Apart", "accounts/limits.py:1"),
        ("Small", "accounts/limits.py:3"),
        ("AtTheTop", "accounts/plain.py:1"),
    ],
)
def test_a_document_is_located_where_its_function_returns_it(program: Program, sid: str, place: str):
    located = program.statement({"Sid": sid}, ())
    assert str(program.document("any", (None, located))) == place


def test_a_document_without_statements_is_located_by_its_name(program: Program):
    assert program.document("no-statement-left", ()) == Origin("accounts/empty.py", 2)


def test_a_document_with_computed_sids_is_located_by_the_arguments_of_its_resource(program: Program):
    assert program.document("any", (None,), Origin("accounts/roles.py", 7)) == Origin("accounts/trust.py", 2)


@pytest.mark.parametrize("line", [14, 17])
def test_several_candidates_or_none_have_no_line(program: Program, line: int):
    assert program.document("any", (), Origin("accounts/roles.py", line)) is None


@pytest.mark.parametrize("name", ["only-named", "nowhere"])
def test_a_document_without_a_reference_has_no_line(program: Program, name: str):
    assert program.document(name, (None,)) is None
