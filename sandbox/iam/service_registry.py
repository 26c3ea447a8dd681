"""Registration by presence: services with rules of their own, one file each in `sandbox/iam/services`.

The files import the evaluator, and the evaluator finds them here by name, so that neither imports the other.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

FOLDER = "sandbox.iam.services"


@cache
def registered() -> Mapping[str, Any]:
    """Return the `SERVICE` of each file, a `sandbox.iam.service.Service`, by the prefix of its actions."""
    folder = importlib.import_module(FOLDER)
    modules = (importlib.import_module(f"{FOLDER}.{found.name}") for found in pkgutil.iter_modules(folder.__path__))
    return {module.SERVICE.prefix: module.SERVICE for module in modules}
