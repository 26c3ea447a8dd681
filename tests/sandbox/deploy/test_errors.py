"""The trees of errors in the docstrings."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import sandbox.errors
from sandbox import deploy
from sandbox.deploy import errors
from sandbox.deploy.errors import DeployError, UnknownName


def every_error() -> set[str]:
    modules = [importlib.import_module(f"sandbox.deploy.{each.name}") for each in pkgutil.iter_modules(deploy.__path__)]
    return {
        name
        for module in modules
        for name, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, DeployError) and found is not DeployError
    }


def test_the_trees_name_every_error() -> None:
    names = every_error()
    assert len(names) > 10
    assert [name for name in names if name not in str(sandbox.errors.__doc__)] == []
    own = {name for name in names if getattr(errors, name, None) is not None}
    assert [name for name in own if name not in str(errors.__doc__)] == []


def test_an_unknown_name_lists_similar_or_else_known_names() -> None:
    known = [f"account-{number:03}" for number in range(300)]
    assert UnknownName("account", "acount-007", known).next_step.startswith("Similar: account-007")
    other = UnknownName("account", "zzz", known)
    assert other.happened == "No account 'zzz'."
    assert other.next_step.startswith("Known: account-000, ")
    assert other.next_step.endswith("account-019, and 280 more.")
