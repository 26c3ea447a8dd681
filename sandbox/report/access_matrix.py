"""The access matrix as a table, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from rich.table import Table

from sandbox.access.action_sets import Actions
from sandbox.access.matrix import Answer, Cell
from sandbox.access.names import display_name
from sandbox.iam.snapshot import Snapshot
from sandbox.report.context_text import context_texts
from sandbox.report.evaluated_principal import ROLES_ARE_SESSIONS

LEGEND = (
    "yes: a request without condition keys is allowed. if: only one with certain condition keys is (--csv shows "
    f"which). no: no request that the policies suggest is allowed. {ROLES_ARE_SESSIONS}"
)

LONGEST_TABLE = 500
"""Rows of the table: a longer one is not read, and takes longer to lay out than to evaluate."""


class MatrixTable:
    """A table with the number of actions of each principal, filled row by row.

    Args:
        snapshot: The snapshot that the matrix is of.
        count: The number of actions.

    """

    def __init__(self, snapshot: Snapshot, count: int) -> None:
        self._snapshot = snapshot
        self.left_out = 0
        """Principals that the table does not list."""
        self.table = Table("principal", title=f"{count:,} action{'' if count == 1 else 's'}")
        for answer in Answer:
            self.table.add_column(answer.value, justify="right")

    def add(self, principal: str, cells: Iterable[Cell]) -> None:
        """Add the row of a principal, or count it where the table is long already."""
        if self.table.row_count >= LONGEST_TABLE:
            self.left_out += 1
            return
        counts = dict.fromkeys(Answer, 0)
        for cell in cells:
            counts[cell.answer] += cell.actions.bit_count()
        self.table.add_row(display_name(self._snapshot, principal), *(str(counts[answer]) for answer in Answer))


def csv_lines(principal: str, cells: Iterable[Cell], actions: Actions, snapshot: Snapshot) -> str:
    """Return a line for each action of a principal that is not a no, with the request that is allowed."""
    name = display_name(snapshot, principal)
    lines: list[str] = []
    for cell in _allowed(cells):
        before = _csv_line(name, principal)
        after = _csv_line(cell.answer.value, cell.resource, "; ".join(context_texts(cell.context or {})))
        lines += [f"{before},{action},{after}\n" for action in actions.names_in(cell.actions)]
    lines.sort()
    return "".join(lines)


def as_json(cells: Iterable[Cell], actions: Actions, snapshot: Snapshot) -> Iterator[Mapping[str, object]]:
    """Yield the same as plain values, actions with one answer together."""
    for cell in _allowed(cells):
        yield {
            "principal": display_name(snapshot, cell.principal),
            "arn": cell.principal,
            "answer": cell.answer.value,
            "actions": list(actions.names_in(cell.actions)),
            "resource": cell.resource,
            "context": dict(cell.context or {}),
        }


def _csv_line(*fields: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(fields)
    return text.getvalue()


CSV_HEADER = "principal,arn,action,answer,resource,context\n"


def _allowed(cells: Iterable[Cell]) -> Iterator[Cell]:
    return (cell for cell in cells if cell.answer is not Answer.NO)
