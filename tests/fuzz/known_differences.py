"""Known differences, read from `known_differences.yaml` and matched by the features of a request."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.fuzz.generator import GeneratedRequest

FILE = Path(__file__).parent / "known_differences.yaml"
FIXED = "we were wrong, fixed"
VERDICTS = (
    "peer wrong",
    FIXED,
    "undecided",
    "AWS rejects the input",
    "peer cannot evaluate",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A class of differences; `when` and `unless` are patterns for features of the smallest request."""

    id: str
    peers: tuple[str, ...]
    verdict: str
    because: str
    page: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    when: tuple[str, ...]
    example: GeneratedRequest = field(hash=False)
    unless: tuple[str, ...] = ()

    def explains(self, peer: str, ours: str, theirs: str, found: frozenset[str]) -> bool:
        """Return whether a difference with these decisions and features belongs to this class."""
        if peer not in self.peers or ours not in self.ours or theirs not in self.theirs:
            return False
        return all(_any(found, wanted) for wanted in self.when) and not any(_any(found, bad) for bad in self.unless)


@cache
def known() -> tuple[Difference, ...]:
    """Return every known class in the order of the file; a difference belongs to the first that matches."""
    return tuple(_read(raw) for raw in YAML(typ="safe").load(FILE.read_text()))


def classify(peer: str, ours: str, theirs: str, found: frozenset[str]) -> Difference | None:
    """Return the class of a difference, or None for an unknown one."""
    present = (difference for difference in known() if difference.verdict != FIXED)
    return next((difference for difference in present if difference.explains(peer, ours, theirs, found)), None)


def _any(found: frozenset[str], wanted: str) -> bool:
    """Return whether a feature matches the pattern, or one of several separated by `|`."""
    return any(fnmatch.fnmatchcase(feature, option.strip()) for option in wanted.split("|") for feature in found)


def _read(raw: dict[str, Any]) -> Difference:
    if raw["verdict"] not in VERDICTS:
        raise ValueError(f"{raw['id']}: the verdict {raw['verdict']!r} is none of {', '.join(VERDICTS)}")
    texts: dict[str, Any] = {name: " ".join(raw[name].split()) for name in ("id", "verdict", "because", "page")}
    lists: dict[str, Any] = {name: tuple(raw.get(name, ())) for name in ("peers", "ours", "theirs", "when", "unless")}
    return Difference(example=raw["example"], **texts, **lists)
