"""Find the emulated services: the folders of this package, and the services that moto answers alone."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal, get_args

import sandbox.emulated
from sandbox.emulated.moto_backed import MOTO_BACKED
from sandbox.emulated.operation import MARK, Operation
from sandbox.emulated.service_declaration import ServiceDeclaration
from sandbox.errors import SandboxError

Base = Literal["moto", "localstack", "none"]
"""The implementation of operations without a native function."""


class DeclarationError(SandboxError):
    """A folder or function under `sandbox/emulated` is declared wrongly; the message names it."""


@dataclass(frozen=True)
class EmulatedService:
    """A service, as botocore names it."""

    name: str
    base: Base
    package: str | None
    """The folder of its native operations; None where it has none."""


def services() -> dict[str, EmulatedService]:
    """Return every folder that states a `BASE`, and every moto-backed service, by botocore's name."""
    found = {name: EmulatedService(name=name, base="moto", package=None) for name in MOTO_BACKED}
    for info in pkgutil.iter_modules(sandbox.emulated.__path__):
        if not info.ispkg:
            continue
        package = importlib.import_module(f"{sandbox.emulated.__name__}.{info.name}")
        base = getattr(package, "BASE", None)
        if base is None:
            continue
        if base not in get_args(Base):
            raise DeclarationError(
                f"{package.__name__}: BASE is {base!r}.", f"Write one of {', '.join(get_args(Base))}."
            )
        name = info.name.rstrip("_").replace("_", "-")  # a name that Python reserves ends with _
        if name in found:
            raise DeclarationError(f"{package.__name__}: {name} has a folder.", "Remove it from moto_backed.py.")
        found[name] = EmulatedService(name=name, base=base, package=package.__name__)
    return found


def operations(service: EmulatedService) -> dict[str, Operation]:
    """Import the service's modules; return its native operations by AWS's name."""
    found: dict[str, Operation] = {}
    for module in _modules(service.package) if service.package else ():
        for function in list(vars(module).values()):
            if getattr(function, "__module__", None) != module.__name__:
                continue
            for name in getattr(function, MARK, ()):
                if name in found:
                    raise DeclarationError(f"{module.__name__}: {name} has two native functions.", "Keep one.")
                found[name] = function
    return found


def declaration(service: EmulatedService) -> ServiceDeclaration:
    """Return what the service's `declaration.py` states as `DECLARATION`, or the defaults where it has none."""
    name = f"{service.package}.declaration"
    if service.package is None or importlib.util.find_spec(name) is None:
        return ServiceDeclaration()
    found = getattr(importlib.import_module(name), "DECLARATION", None)
    if not isinstance(found, ServiceDeclaration):
        raise DeclarationError(f"{name}: DECLARATION is {found!r}.", "Make it a ServiceDeclaration.")
    return found


def _modules(package: str) -> list[ModuleType]:
    root = importlib.import_module(package)
    folder = [str(Path(path)) for path in root.__path__]
    return [importlib.import_module(info.name) for info in pkgutil.walk_packages(folder, prefix=f"{package}.")]
