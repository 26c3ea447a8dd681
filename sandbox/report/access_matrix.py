"""The matrix of who can do what, as a table, as CSV and as HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from rich.table import Table

from sandbox.access.matrix import Answer, Matrix
from sandbox.access.names import called
from sandbox.iam.glob import matcher, parse_glob
from sandbox.iam.snapshot import Snapshot

MEANING = (
    "yes: a request with nothing special about it goes through. if: one that says more does (--csv shows which). "
    "no: none that the policies suggest."
)
_STYLE = (
    "body{font:14px sans-serif}table{border-collapse:separate;border-spacing:0}"
    "td,th{padding:2px 8px;border:1px solid #ccc}td{text-align:right}"
    "th{background:#f4f4f4;text-align:left;position:sticky;left:0;white-space:nowrap}"
    "tr:first-child th{top:0;z-index:1;writing-mode:vertical-rl}tr:first-child th:first-child{z-index:2}"
    ".yes{background:#d7f5d7}.if{background:#fdf3c7}"
)
_SHOWN = 400
"""Actions that a page shows one by one; more are counted for each service."""


def fitting(names: Iterable[str], pattern: str) -> tuple[str, ...]:
    """The actions that a pattern covers, as a policy would."""
    fits = matcher((parse_glob(pattern.lower()),))
    return tuple(name for name in names if fits(name.lower()))


def table(found: Matrix, world: Snapshot) -> Table:
    """How many actions each caller can use."""
    count = len(found.actions.names)
    shown = Table("caller", title=f"{count:,} action{'' if count == 1 else 's'}")
    for answer in Answer:
        shown.add_column(answer.value, justify="right")
    for name, counts in _counts(found):
        shown.add_row(called(world, name), *(str(counts[answer]) for answer in Answer))
    return shown


def as_csv(found: Matrix, world: Snapshot) -> str:
    """One line for each caller and action that is not refused, with the request that goes through."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n")
    write.writerow(("caller", "arn", "action", "answer", "resource", "context"))
    for caller in dict.fromkeys(cell.principal for cell in found.cells):
        write.writerows(sorted(_rows(found, world, caller)))
    return text.getvalue()


def plain(found: Matrix, world: Snapshot) -> Iterator[Mapping[str, object]]:
    """The same for a program, actions that have one answer together."""
    for cell in found.cells:
        if cell.answer is not Answer.NO:
            yield {
                "caller": called(world, cell.principal),
                "arn": cell.principal,
                "answer": cell.answer.value,
                "actions": list(found.actions.spelled(cell.actions)),
                "resource": cell.resource,
                "context": dict(cell.context or {}),
            }


def _rows(found: Matrix, world: Snapshot, caller: str) -> Iterator[tuple[str, ...]]:
    name = called(world, caller)
    for cell in found.of(caller):
        if cell.answer is not Answer.NO:
            context = "; ".join(f"{key}={value}" for key, value in sorted((cell.context or {}).items()))
            for action in found.actions.spelled(cell.actions):
                yield name, caller, action, cell.answer.value, cell.resource, context


def as_html(found: Matrix, world: Snapshot) -> str:
    """Callers down, actions across; services across where there are too many actions."""
    columns = _actions(found) if len(found.actions.names) <= _SHOWN else _services(found)
    callers = tuple(dict.fromkeys(cell.principal for cell in found.cells))
    head = "".join(f"<th>{escape(name)}</th>" for name, _ in columns)
    rows = "".join(
        f"<tr><th>{escape(called(world, caller))}</th>{''.join(_cells(found, caller, columns))}</tr>"
        for caller in callers
    )
    return (
        f"<!doctype html><meta charset=utf-8><title>Who can do what</title><style>{_STYLE}</style>"
        f"<p>{escape(MEANING)}</p><table><tr><th></th>{head}</tr>{rows}</table>\n"
    )


def _cells(found: Matrix, caller: str, columns: Iterable[tuple[str, int]]) -> Iterator[str]:
    masks = dict.fromkeys(Answer, 0)
    for cell in found.of(caller):
        masks[cell.answer] |= cell.actions
    for _, column in columns:
        counts = {answer: (mask & column).bit_count() for answer, mask in masks.items()}
        best = next((answer for answer in Answer if counts[answer]), Answer.NO)
        several = column.bit_count() > 1
        text = f"{counts[Answer.YES]}+{counts[Answer.IF]}/{column.bit_count()}" if several else best.value
        yield f'<td class="{best.value}">{text}</td>'


def _actions(found: Matrix) -> list[tuple[str, int]]:
    return [(name, 1 << place) for place, name in enumerate(found.actions.names)]


def _services(found: Matrix) -> list[tuple[str, int]]:
    prefixes = dict.fromkeys(name.partition(":")[0] for name in found.actions.names)
    return [(prefix, found.actions.service(prefix)) for prefix in prefixes]


def _counts(found: Matrix) -> Iterator[tuple[str, dict[Answer, int]]]:
    counts: dict[str, dict[Answer, int]] = {}
    for cell in found.cells:
        mine = counts.setdefault(cell.principal, dict.fromkeys(Answer, 0))
        mine[cell.answer] += cell.actions.bit_count()
    yield from counts.items()
