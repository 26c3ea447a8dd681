"""All resource types and functions that the provider serves, found by presence in resources/ and functions/."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

import sandbox.provider.functions
import sandbox.provider.resources
from sandbox.provider.errors import Unsupported
from sandbox.provider.function import Function
from sandbox.provider.resource_type import ResourceType


def _modules(package: ModuleType) -> list[ModuleType]:
    return [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name)
    ]


@cache
def resource_types() -> dict[str, ResourceType]:
    """Return the resource types by their tokens."""
    found: dict[str, ResourceType] = {}
    for module in _modules(sandbox.provider.resources):
        for value in vars(module).values():
            is_type = (
                isinstance(value, type) and issubclass(value, ResourceType) and value.__module__ == module.__name__
            )
            if is_type and "token" in vars(value):
                found[value.token] = value()
    return found


@cache
def functions() -> dict[str, Function]:
    """Return the functions by their tokens."""
    return {
        value.token: value
        for module in _modules(sandbox.provider.functions)
        for value in vars(module).values()
        if isinstance(value, Function)
    }


def resource_type(token: str) -> ResourceType:
    """Return the resource type of a token; raises Unsupported."""
    try:
        return resource_types()[token]
    except KeyError:
        raise Unsupported("resource type", token, resource_types()) from None


def is_served(token: str) -> bool:
    """Return whether there is a resource type of a token."""
    return token in resource_types()


def function(token: str) -> Function:
    """Return the function of a token; raises Unsupported."""
    try:
        return functions()[token]
    except KeyError:
        raise Unsupported("function", token, functions()) from None
