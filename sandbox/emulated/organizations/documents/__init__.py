"""Validation of organization policies, and the effective policy of an account.

One file for each type of policy, found by its `KIND` and `validate`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from sandbox.emulated.organizations.documents.json_document import read
from sandbox.emulated.organizations.documents.problem import DocumentProblem
from sandbox.emulated.organizations.documents.shape import Node


@cache
def _types() -> list[ModuleType]:
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return [module for module in modules if hasattr(module, "KIND")]


def validators() -> dict[str, Callable[[dict[str, Any]], None]]:
    """Return the check of each policy type, by AWS's name of the type."""
    return {module.KIND: module.validate for module in _types()}


def shapes() -> dict[str, tuple[str, Node]]:
    """Return the top-level key and shape of each management policy type."""
    return {module.KIND: (module.TOP, module.SHAPE) for module in _types() if hasattr(module, "SHAPE")}


def check(kind: str, content: str) -> str | None:
    """Return what AWS would refuse in the document, or None."""
    try:
        validators()[kind](read(content))
    except DocumentProblem as problem:
        return str(problem)
    return None
