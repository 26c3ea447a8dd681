"""HTTP routes of our own under `/_causeway/`: the engine's identity and settings that no AWS API has."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable
from typing import Any

from localstack.http import Request, Response
from localstack.services.edge import ROUTER

PREFIX = "/_causeway"

type Endpoint = Callable[..., Response]


def route(path: str, *methods: str) -> Callable[[Endpoint], Endpoint]:
    """Serve `/_causeway/{path}` by the function; a path may hold werkzeug's `<name>` parts, given as keywords."""

    def mark(function: Endpoint) -> Endpoint:
        function.__causeway_route__ = (path, methods or ("GET",))  # type: ignore[attr-defined]
        return function

    return mark


def serve(*packages: str) -> None:
    """Mount every routed function found in the modules named `routes` of the given packages' trees."""
    ROUTER.add(f"{PREFIX}/engine", identity, methods=["GET"])
    for package in packages:
        for module in _route_modules(package):
            for function in list(vars(module).values()):
                if mark := getattr(function, "__causeway_route__", None):
                    path, methods = mark
                    ROUTER.add(f"{PREFIX}/{path}", function, methods=list(methods))


def identity(_request: Request, **_parts: Any) -> Response:
    """Return the engine's identity and run, so that clients recognize the state of an earlier run."""
    return Response.for_json({"instance": os.environ.get("SANDBOX_INSTANCE"), "pid": os.getpid()})


def _route_modules(package: str) -> list[Any]:
    root = importlib.import_module(package)
    names = [info.name for info in pkgutil.walk_packages(root.__path__, prefix=f"{package}.")]
    return [importlib.import_module(name) for name in names if name.endswith(".routes") and name != __name__]
