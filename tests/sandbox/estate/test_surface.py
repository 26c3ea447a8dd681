"""The public surface of the package."""

from __future__ import annotations

import doctest
import inspect
from pathlib import Path

import pytest

from sandbox import estate
from sandbox.estate.schema import json_schema
from tests.repository import CLONE


def test_the_public_names_do_not_change() -> None:
    assert sorted(estate.__all__) == ["Estate", "EstateError", "EstateInvalid", "Location", "Problem", "load"]


@pytest.mark.parametrize("name", estate.__all__)
def test_each_public_name_is_described(name: str) -> None:
    assert inspect.getdoc(getattr(estate, name))


@pytest.mark.parametrize("function", [estate.load, estate.Estate.where, estate.Estate.unit_of])
def test_each_public_function_documents_arguments_errors_and_an_example(function: object) -> None:
    text = inspect.getdoc(function) or ""
    for part in ("Args:", "Returns:", "Raises:", "Example:"):
        assert part in text


@pytest.mark.parametrize("function", [estate.load, estate.Estate.where, estate.Estate.unit_of, json_schema])
def test_each_example_runs(function: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CLONE)
    names = {"load": estate.load, "Path": Path, "json_schema": json_schema}
    (examples,) = doctest.DocTestFinder(recurse=False).find(function, "example", globs=names)
    assert examples.examples
    assert doctest.DocTestRunner().run(examples).failed == 0
