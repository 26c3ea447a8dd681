"""The resources for which LocalStack's services act, where their calls inside the engine do not name them.

One file a service, named as botocore names it, that patches LocalStack's code of the service when it is imported. It
may have a function `before_call(context)`, which is called before each operation. Found by presence: a service's file
is imported at the service's first call, when LocalStack has loaded the service.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any


def name_sources(_chain: Any, context: Any, _response: Any) -> None:
    """Patch the service of a request, at its first one, and prepare the operation."""
    before_call = _patch(context.service.service_name) if context.service is not None else None
    if before_call is not None and context.operation is not None:
        before_call(context)


@cache
def _patch(service: str) -> Callable[[Any], None] | None:
    file = _files().get(service)
    return getattr(importlib.import_module(f"{__name__}.{file}"), "before_call", None) if file else None


@cache
def _files() -> Mapping[str, str]:
    """Return the files by their services: `lambda_` is a name that Python reserves."""
    return {found.name.rstrip("_"): found.name for found in pkgutil.iter_modules(__path__) if found.name != "source"}
