"""Find what answers each operation of each service: native code, LocalStack, moto, or nothing.

`python -m sandbox.emulated.coverage FILE`, in LocalStack's environment, writes the page of the documentation.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from localstack.aws.skeleton import ServiceRequestDispatcher
from localstack.aws.spec import load_service
from localstack.services.plugins import SERVICE_PLUGINS, Service
from moto.backends import get_backend
from moto.core.responses import BaseResponse

from sandbox.emulated.coverage_page import Coverage, Implementation, page
from sandbox.emulated.moto_backed import MOTO_BACKED
from sandbox.emulated.newer_models import loader
from sandbox.emulated.registry import EmulatedService, operations, services
from sandbox.emulated.stub_operations import refused

GENERATED = "localstack.aws.api"
"""Where LocalStack keeps the classes that name every operation and implement none."""


GLOBAL = "aws"
"""The Region of moto's services that have none."""


SERVED_BY_ANOTHER: Mapping[str, Mapping[str, Implementation]] = {
    "batch": dict.fromkeys(("ListTagsForResource", "TagResource", "UntagResource"), "moto"),
    "s3": dict.fromkeys(
        ("GetBucketLifecycle", "GetBucketNotification", "PutBucketLifecycle", "PutBucketNotification"), "localstack"
    ),
}
"""Operations without a method of their name: answered by path, or by the operation that replaced them."""


def coverage() -> list[Coverage]:
    """Return every service that LocalStack or this project offers, and what answers each of its operations."""
    loader.extend()
    emulated = services()
    names = sorted({*SERVICE_PLUGINS.list_available(), *emulated})
    return [Coverage(name, _notes(emulated.get(name)), _of_service(name, emulated.get(name))) for name in names]


def _of_service(name: str, emulated: EmulatedService | None) -> dict[str, Implementation]:
    native = operations(emulated) if emulated else {}
    base = emulated.base if emulated else "localstack"
    below = SERVICE_PLUGINS.plugin_manager.load(f"{name}:default").service if base == "localstack" else None
    moto = _moto_methods(name) if base != "none" else set()
    found: dict[str, Implementation] = {}
    for operation in load_service(name).operation_names:
        if operation in native:
            found[operation] = "native"
        elif refused(name, operation):
            found[operation] = "none"
        elif operation in SERVED_BY_ANOTHER.get(name, {}):
            found[operation] = SERVED_BY_ANOTHER[name][operation]
        elif below is not None:
            found[operation] = _below(below, operation, moto)
        else:
            found[operation] = "moto" if _plain(operation) in moto else "none"
    return found


def _below(service: Service, operation: str, moto: set[str]) -> Implementation:
    handler = service.skeleton.dispatch_table.get(operation)
    if handler is None:
        return "none"
    if _implemented(service._provider, operation):  # noqa: SLF001 - LocalStack has no public way to its provider
        return "localstack"
    falls_through = not isinstance(handler, ServiceRequestDispatcher)
    return "moto" if falls_through and _plain(operation) in moto else "none"


def _implemented(provider: Any, operation: str) -> bool:
    """Return whether a class of the provider defines the operation's method, beyond the generated interface."""
    kinds = type(provider).__mro__
    named = {
        method for kind in kinds for method, it in vars(kind).items() if getattr(it, "operation", None) == operation
    }
    owners = (kind for kind in kinds if named & set(vars(kind)))
    owner = next(owners, None)
    return owner is not None and not owner.__module__.startswith(GENERATED)


def _moto_methods(name: str) -> set[str]:
    """Return the names of the methods of moto's response classes; empty where moto has no such service."""
    try:
        of_account = get_backend(name)["000000000000"]
        backend = type(of_account["us-east-1" if "us-east-1" in of_account else GLOBAL])
        module = importlib.import_module(f"{backend.__module__.split('.models')[0]}.responses")
    except (ImportError, KeyError):
        return set()
    kinds = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, BaseResponse)]
    return {
        _plain(name)
        for kind in kinds
        for name in dir(kind)
        if not hasattr(BaseResponse, name) and not _only_refuses(getattr(kind, name))
    }


def _only_refuses(method: Any) -> bool:
    """Return whether a method of moto's ends by raising NotImplementedError whatever the request."""
    if not inspect.isfunction(method):
        return False
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(method)))).body
    last = getattr(function, "body", [None])[-1]
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.dump(last)


def _plain(name: str) -> str:
    """Return a name in lower case without underscores: moto writes CreateJobQueue, create_job_queue, createjobqueue."""
    return name.replace("_", "").lower()


def _notes(emulated: EmulatedService | None) -> tuple[str, ...]:
    """Return the first line of the docstring of the service's folder, and its `NOTES`."""
    if emulated is None:
        return ()
    if emulated.package is None:
        return (f"Tried so far: {MOTO_BACKED[emulated.name]}.",)
    package = importlib.import_module(emulated.package)
    about = (package.__doc__ or "").strip().splitlines()[0]
    return (about, *getattr(package, "NOTES", ()))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(coverage()))
