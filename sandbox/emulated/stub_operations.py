"""Operations that the engine would answer with success though it does nothing; they are refused by name.

A folder of this package, of an emulated service or of any other, names them in `stub_operations.py` as
`STUB_OPERATIONS`: the operation and the reason. Found by reading LocalStack 4.14 and its moto: a handler that touches
no state and returns a constant.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from functools import cache

import sandbox.emulated

NOTHING_IS_KEPT = "it would be answered though nothing is kept of it"
ALWAYS_EMPTY = "it would always answer that there are none"
MADE_UP = "its answer would be made up"
NO_IDENTITY = "its credentials would have no identity"


@cache
def stub_operations() -> Mapping[str, Mapping[str, str]]:
    """Return, by botocore's name of the service, the operations that are refused and why."""
    found: dict[str, Mapping[str, str]] = {}
    for info in pkgutil.iter_modules(sandbox.emulated.__path__):
        module = f"{sandbox.emulated.__name__}.{info.name}.stub_operations"
        if info.ispkg and importlib.util.find_spec(module) is not None:
            found[info.name.replace("_", "-")] = importlib.import_module(module).STUB_OPERATIONS
    return found


def refused(service: str, operation: str) -> str | None:
    """Return why the operation is refused; None where it is not."""
    return stub_operations().get(service, {}).get(operation)
