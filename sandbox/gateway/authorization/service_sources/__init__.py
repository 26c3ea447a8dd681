"""The resources for which LocalStack's services act, where their calls inside the engine do not name them.

One file a service, named as botocore names it, that patches LocalStack's code of the service when it is imported. Found
by presence: a service's file is imported at the service's first call, when LocalStack has loaded the service.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any


def name_sources(_chain: Any, context: Any, _response: Any) -> None:
    """Patch the service of a request, at its first one."""
    if context.service is not None:
        _patch(context.service.service_name)


@cache
def _patch(service: str) -> None:
    if service in _files():
        importlib.import_module(f"{__name__}.{service}")


@cache
def _files() -> frozenset[str]:
    return frozenset(found.name for found in pkgutil.iter_modules(__path__)) - {"source"}
