"""The tree of errors in the docstrings."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import sandbox.engine
import sandbox.provider
from sandbox import errors
from sandbox.engine.errors import EngineError
from sandbox.errors import SandboxError
from sandbox.provider.errors import ProviderError


def below(root: type[SandboxError]) -> set[str]:
    """Return the names of all subclasses of an error."""
    return {name for each in root.__subclasses__() for name in ({each.__name__} | below(each))}


@pytest.mark.parametrize(
    ("package", "root"), [(sandbox.engine, EngineError), (sandbox.provider, ProviderError)], ids=["engine", "provider"]
)
def test_the_tree_names_every_error(package: object, root: type[SandboxError]):
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
        importlib.import_module(found.name)
    drawn = importlib.import_module(f"{package.__name__}.errors").__doc__  # type: ignore[attr-defined]
    assert len(below(root)) > 5
    for text in (errors.__doc__, drawn):
        assert {name for name in below(root) if name not in str(text)} == set()
