"""The access matrix as a table, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from rich.table import Table

from sandbox.access.matrix import Answer, Cell, Matrix
from sandbox.access.names import display_name
from sandbox.iam.snapshot import Snapshot
from sandbox.report.context_text import context_texts
from sandbox.report.evaluated_principal import ROLES_ARE_SESSIONS

LEGEND = (
    "yes: a request without condition keys is allowed. if: only one with certain condition keys is (--csv shows "
    f"which). no: no request that the policies suggest is allowed. {ROLES_ARE_SESSIONS}"
)


def as_table(found: Matrix, snapshot: Snapshot) -> Table:
    """Return a table with the number of actions of each principal."""
    count = len(found.actions.names)
    shown = Table("principal", title=f"{count:,} action{'' if count == 1 else 's'}")
    for answer in Answer:
        shown.add_column(answer.value, justify="right")
    for principal in found.principals:
        counts = dict.fromkeys(Answer, 0)
        for cell in found.of(principal):
            counts[cell.answer] += cell.actions.bit_count()
        shown.add_row(display_name(snapshot, principal), *(str(counts[answer]) for answer in Answer))
    return shown


def as_csv(found: Matrix, snapshot: Snapshot) -> str:
    """Return a line for each principal and action that is not a no, with the request that is allowed."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n")
    write.writerow(("principal", "arn", "action", "answer", "resource", "context"))
    for principal in found.principals:
        write.writerows(sorted(_rows(found, snapshot, principal)))
    return text.getvalue()


def as_json(found: Matrix, snapshot: Snapshot) -> Iterator[Mapping[str, object]]:
    """Yield the same as plain values, actions with one answer together."""
    for cell in _allowed(found.cells):
        yield {
            "principal": display_name(snapshot, cell.principal),
            "arn": cell.principal,
            "answer": cell.answer.value,
            "actions": list(found.actions.names_in(cell.actions)),
            "resource": cell.resource,
            "context": dict(cell.context or {}),
        }


def _rows(found: Matrix, snapshot: Snapshot, principal: str) -> Iterator[tuple[str, ...]]:
    name = display_name(snapshot, principal)
    for cell in _allowed(found.of(principal)):
        context = "; ".join(context_texts(cell.context or {}))
        for action in found.actions.names_in(cell.actions):
            yield name, principal, action, cell.answer.value, cell.resource, context


def _allowed(cells: Iterator[Cell] | tuple[Cell, ...]) -> Iterator[Cell]:
    return (cell for cell in cells if cell.answer is not Answer.NO)
