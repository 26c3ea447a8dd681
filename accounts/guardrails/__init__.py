"""The guardrails that the estate file can attach: one file a policy, found by scanning this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from accounts.guardrail import Guardrail, GuardrailUnknown


@cache
def known() -> Mapping[str, Guardrail]:
    """Return every guardrail by name, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return {guardrail.name: guardrail for guardrail in sorted((m.GUARDRAIL for m in modules), key=lambda g: g.name)}


def guardrail(name: str) -> Guardrail:
    """Return the guardrail of this name; GuardrailUnknown where no file defines it."""
    try:
        return known()[name]
    except KeyError:
        raise GuardrailUnknown(name, tuple(known())) from None
