"""Which services are emulated here? The folders of this package, and those that moto answers alone."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal, get_args

import sandbox.emulated
from sandbox.emulated.moto_backed import MOTO_BACKED
from sandbox.emulated.operation import MARK, Handler

Base = Literal["moto", "localstack", "none"]
"""What answers the operations that have no native function."""


class DeclarationError(Exception):
    """A folder or function under `sandbox/emulated` is declared wrongly; the message names it."""


@dataclass(frozen=True)
class EmulatedService:
    """A service, as botocore names it."""

    name: str
    base: Base
    package: str | None
    """The folder of its native operations; None where it has none."""


def services() -> dict[str, EmulatedService]:
    """Every folder that states a `BASE`, and every moto-backed service without one, by botocore's name."""
    found = {name: EmulatedService(name=name, base="moto", package=None) for name in MOTO_BACKED}
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
        if name in found:
            raise DeclarationError(f"{package.__name__}: {name} has a folder; take it off the list in moto_backed.py")
        found[name] = EmulatedService(name=name, base=base, package=package.__name__)
    return found


def operations(service: EmulatedService) -> dict[str, Handler]:
    """Import the service's modules; give its native operations by AWS's name."""
    found: dict[str, Handler] = {}
    for module in _modules(service.package) if service.package else ():
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
