"""Which services and operations are native here? Found by looking at the folders of this package."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal, get_args

import sandbox.emulated
from sandbox.emulated.operation import MARK, Handler

Base = Literal["moto", "localstack", "none"]
"""What answers the operations that have no native function."""


class DeclarationError(Exception):
    """A folder or function under `sandbox/emulated` is declared wrongly; the message names it."""


@dataclass(frozen=True)
class EmulatedService:
    """One folder of this package: a service as botocore names it."""

    name: str
    base: Base
    package: str


def services() -> dict[str, EmulatedService]:
    """Every folder that states a `BASE`, by the service's botocore name."""
    found: dict[str, EmulatedService] = {}
    for info in pkgutil.iter_modules(sandbox.emulated.__path__):
        if not info.ispkg:
            continue
        package = importlib.import_module(f"{sandbox.emulated.__name__}.{info.name}")
        base = getattr(package, "BASE", None)
        if base is None:
            continue
        if base not in get_args(Base):
            raise DeclarationError(f"{package.__name__}: BASE is {base!r}; write one of {', '.join(get_args(Base))}")
        name = info.name.replace("_", "-")
        found[name] = EmulatedService(name=name, base=base, package=package.__name__)
    return found


def operations(service: EmulatedService) -> dict[str, Handler]:
    """Import the service's modules; give its native operations by AWS's name."""
    found: dict[str, Handler] = {}
    for module in _modules(service.package):
        for function in list(vars(module).values()):
            if getattr(function, "__module__", None) != module.__name__:
                continue
            for name in getattr(function, MARK, ()):
                if name in found:
                    raise DeclarationError(f"{module.__name__}: {name} has two native functions; keep one")
                found[name] = function
    return found


def _modules(package: str) -> list[ModuleType]:
    root = importlib.import_module(package)
    folder = [str(Path(path)) for path in root.__path__]
    return [importlib.import_module(info.name) for info in pkgutil.walk_packages(folder, prefix=f"{package}.")]
