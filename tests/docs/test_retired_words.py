"""Module names, public and local names, commands, options and help output have no retired words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest

from docs.retired_words import Where, instead_of, retired_words
from tests.docs import public_names


def in_names(found: Iterable[tuple[str, str]]) -> list[str]:
    """Return a line for each name with a retired word."""
    use = instead_of(Where.NAMES)
    names = list(found)
    assert names, "no name was found"
    return [
        f"{place}: {name}: not '{word}' but {use[word]}"
        for place, name in names
        for word in sorted(public_names.words(name) & use.keys())
    ]


def test_no_module_or_page_has_a_retired_word_in_its_name() -> None:
    assert in_names(public_names.modules()) == []


def test_no_public_definition_has_a_retired_word_in_its_name() -> None:
    assert in_names(public_names.definitions()) == []


def test_no_private_name_parameter_or_local_variable_has_a_retired_word() -> None:
    assert in_names(public_names.local_names()) == []


def test_no_command_or_option_has_a_retired_word_in_its_name() -> None:
    assert in_names(public_names.commands()) == []
    assert in_names(public_names.pytest_options()) == []


def test_no_help_output_has_a_retired_word() -> None:
    use = instead_of(Where.HELP)
    outputs = list(public_names.help_outputs())
    assert len(outputs) > 10
    assert [
        f"{place}: {line.strip(' │')}: not '{word}' but {use[word]}"
        for place, output in outputs
        for line in output.splitlines()
        for word in sorted({found.lower() for found in re.findall(r"[A-Za-z]+", line)} & use.keys())
    ] == []


def test_each_form_is_retired_in_one_row_of_the_table() -> None:
    forms = [form for word in retired_words() for form in word.forms]
    assert len(forms) == len(set(forms))
    assert all(re.fullmatch("[a-z]+", form) for form in forms)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("statement_text", {"statement", "text"}),
        ("StatementText", {"statement", "text"}),
        ("--statement-text", {"statement", "text"}),
        ("STATEMENT_TEXT", {"statement", "text"}),
        ("IAMRole2", {"iam", "role"}),
    ],
)
def test_a_name_is_split_into_words(name: str, found: set[str]) -> None:
    assert public_names.words(name) == found


def test_definitions_include_functions_classes_attributes_and_constants() -> None:
    found = set(public_names.definitions())
    names = {name for _, name in found}
    assert {"decide", "Snapshot", "identity", "PAGES"} <= names
    assert not [name for name in names if name.startswith("_")]


@pytest.mark.parametrize(
    "code",
    [
        "def _told(): ...",
        "async def _told(): ...",
        "class _Told: ...",
        "def name(told): ...",
        "def name(*told): ...",
        "lambda told: None",
        "told = 1",
        "told: int = 1",
        "self.told = 1",
        "(told := 1)",
        "for _, told in pairs: ...",
        "[1 for told in pairs]",
        "with file as told: ...",
        "try: ...\nexcept OSError as told: ...",
        "import name as told",
        "match 1:\n case told: ...",
        "match 1:\n case [*told]: ...",
        "match 1:\n case {**told}: ...",
    ],
)
def test_local_names_include_everything_that_code_binds(code: str) -> None:
    names = [name for _, name in public_names.bound_names(ast.parse(code))]
    assert "told" in {word for name in names for word in public_names.words(name)}


def test_local_names_exclude_what_code_only_uses() -> None:
    assert list(public_names.bound_names(ast.parse("print(told, self.told, told=1)"))) == []


def test_commands_include_those_of_groups_and_their_options() -> None:
    names = set(public_names.commands())
    assert ("sandbox up", "--split") in names
    assert ("sandbox iam why", "why") in names
