"""Render the coverage of all services as a page of the documentation, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Implementation = Literal["native", "localstack", "moto", "none"]

LABELS: Mapping[Implementation, str] = {
    "native": "native",
    "localstack": "LocalStack",
    "moto": "moto",
    "none": "not offered",
}

INTRODUCTION = """# Services

What answers each operation of each service. Generated from the code by the interpreter of LocalStack's environment:

    python -m sandbox.emulated.coverage docs/services.md

| answered by | meaning |
| --- | --- |
| native | this project, under `sandbox/emulated/` |
| LocalStack | LocalStack's own provider |
| moto | moto: the control plane only, each account separate from the others |
| not offered | at most a stub would answer: the call fails with `InternalFailure` (501), never with success |

A service that is not on this page is not offered. The page is read from the code that answers: that moto implements an
operation does not mean that it does all that AWS does.
"""


@dataclass(frozen=True)
class Coverage:
    """One service: its notes, and what answers each of its operations."""

    service: str
    notes: tuple[str, ...]
    operations: Mapping[str, Implementation]

    def answered_by(self, implementation: Implementation) -> list[str]:
        """Return the names of the operations that one implementation answers."""
        return sorted(name for name, each in self.operations.items() if each == implementation)


def page(services: Iterable[Coverage]) -> str:
    """Return the whole page: all services in a table, then each with its operations."""
    every = sorted(services, key=lambda each: each.service)
    return "\n".join([INTRODUCTION, *_table(every), *(line for each in every for line in _section(each))])


def _table(services: list[Coverage]) -> Iterator[str]:
    yield f"| service | {' | '.join(LABELS.values())} |"
    yield f"| --- |{' ---: |' * len(LABELS)}"
    for each in services:
        counts = (len(each.answered_by(implementation)) for implementation in LABELS)
        yield f"| [{each.service}](#{each.service}) | {' | '.join(str(count or '') for count in counts)} |"
    yield ""


def _section(coverage: Coverage) -> Iterator[str]:
    yield f"## {coverage.service}\n"
    for note in coverage.notes:
        yield f"{note}\n"
    for implementation, word in LABELS.items():
        if names := coverage.answered_by(implementation):
            yield f"- **{word}** ({len(names)}): {', '.join(names)}"
    yield ""
