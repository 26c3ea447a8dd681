"""Rules about the whole estate, and their discovery: every module of `rules/` defines one, as `check`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from sandbox.estate import rules
from sandbox.estate.model import Estate
from sandbox.estate.source import Steps


@dataclass(frozen=True)
class Finding:
    """One breach of a rule."""

    at: Steps
    wrong: str
    right: str
    others: tuple[Steps, ...] = ()
    """Other parts that the finding rests on: where one of them could not be read, it is not reported."""
    on_key: bool = False
    """The key is at fault, not its value."""
    twin: Steps | None = None
    """The part that this one clashes with: its line is named, too."""


Check = Callable[[Estate], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule about the whole estate: what it requires, why, and by which source."""

    name: str
    title: str
    why: str
    reference: str
    """URL of the source; `design` where the rule is this project's own."""
    check: Check


def rule(*, title: str, why: str, reference: str) -> Callable[[Check], Rule]:
    """Make a rule of a function that yields what breaks it; its name is its module's."""

    def make(check: Check) -> Rule:
        return Rule(check.__module__.rpartition(".")[2], title, why, reference, check)

    return make


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule of the folder, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(importlib.import_module(f"{rules.__name__}.{name}").check for name in names)
