"""The public surface of the package."""

from __future__ import annotations

import doctest
import inspect
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from sandbox import estate
from sandbox.estate.schema import json_schema
from tests.repository import CLONE

CLASSES = {
    "Account",
    "Endpoint",
    "Estate",
    "EstateError",
    "EstateInvalid",
    "Gateway",
    "Interface",
    "Job",
    "Line",
    "Location",
    "Problem",
    "Vpc",
}
TYPES_AND_CONSTANTS = {"DATACENTRE", "Hub", "Part", "Tier", "ZONES_USED"}
RAISING = {"address_at", "hub_subnet", "load", "tier_subnet"}
TRANSIT = {"attached", "attachments_of", "has_gateway", "reachable_peers", "reached"}
FUNCTIONS = RAISING | TRANSIT | {"managed_policy_arn", "managed_policy_name", "tier_part", "usable"}


def test_the_public_names_do_not_change() -> None:
    assert set(estate.__all__) == CLASSES | TYPES_AND_CONSTANTS | FUNCTIONS


@pytest.mark.parametrize("name", sorted(CLASSES | FUNCTIONS))
def test_each_public_name_is_described(name: str) -> None:
    assert inspect.getdoc(getattr(estate, name))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_each_public_function_documents_arguments_result_and_an_example(name: str) -> None:
    text = inspect.getdoc(getattr(estate, name)) or ""
    for part in ("Args:", "Returns:", "Example:"):
        assert part in text
    assert ("Raises:" in text) == (name in RAISING)


@pytest.mark.parametrize("function", [estate.Estate.where, estate.Estate.unit_of])
def test_each_public_method_documents_arguments_errors_and_an_example(function: object) -> None:
    text = inspect.getdoc(function) or ""
    for part in ("Args:", "Returns:", "Raises:", "Example:"):
        assert part in text


@pytest.mark.parametrize(
    "function",
    [*(getattr(estate, name) for name in sorted(FUNCTIONS)), estate.Estate.where, estate.Estate.unit_of, json_schema],
)
def test_each_example_runs(function: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CLONE)
    public = {name: getattr(estate, name) for name in estate.__all__}
    names = {**public, "IPv4Network": IPv4Network, "Path": Path, "json_schema": json_schema}
    (examples,) = doctest.DocTestFinder(recurse=False).find(function, "example", globs=names)
    assert examples.examples
    assert doctest.DocTestRunner().run(examples).failed == 0
