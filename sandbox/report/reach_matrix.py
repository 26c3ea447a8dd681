"""The matrix of open flows as a table, as CSV and as plain values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from sandbox.reach.filters.patterns import ICMP
from sandbox.reach.filters.text import ports_text
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, Interval
from sandbox.reach.headers.ranges import FAMILIES, Family
from sandbox.reach.matrix import Cell, Matrix, OpenPorts
from sandbox.reach.model import PortRange
from sandbox.reach.protocols import PROTOCOL_NAMES
from sandbox.report.reach_answer import end_text

LONGEST_TABLE = 500
"""Rows of the table: a longer one is not read."""
LEGEND = "Open: some packet from an ephemeral port arrives, and its response arrives too. All other pairs are closed."
CSV_HEADER = ("source", "source_id", "destination", "destination_id", "family", "protocols", "ports")


def matrix_table(matrix: Matrix) -> Table:
    """Return a row for each pair with an open flow; a long table ends with the number of those left out."""
    opened, _ = matrix.counts()
    table = Table("from", "to", "open")
    for cell in matrix.open():
        if table.row_count == LONGEST_TABLE:
            table.add_row(f"and {opened - LONGEST_TABLE:,} more: --csv lists all", "", "")
            break
        table.add_row(*map(escape, (end_text(cell.source), end_text(cell.destination), traffic_text(cell.open))))
    return table


def matrix_summary(matrix: Matrix) -> str:
    """Return how many pairs are open."""
    opened, pairs = matrix.counts()
    return f"{opened:,} of {pairs:,} pairs {'is' if opened == 1 else 'are'} open"


def matrix_csv(matrix: Matrix) -> str:
    """Return a line for each range of ports that is open from one end to another."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for cell in matrix.open():
        ends = (end_text(cell.source), cell.source.id, end_text(cell.destination), cell.destination.id)
        writer.writerows(
            (*ends, f"IPv{one.family}", protocols_text(one.protocols), ports_text(PortRange(*one.ports)))
            for one in cell.open
        )
    return text.getvalue()


def matrix_json(matrix: Matrix) -> list[Mapping[str, Any]]:
    """Return the pairs with an open flow as plain values, for another program."""
    return [_cell_json(cell) for cell in matrix.open()]


def _cell_json(cell: Cell) -> Mapping[str, Any]:
    return {
        "source": {"name": end_text(cell.source), "id": cell.source.id},
        "destination": {"name": end_text(cell.destination), "id": cell.destination.id},
        "open": [
            {
                "family": one.family,
                "protocols": {"first": one.protocols[0], "last": one.protocols[1]},
                "ports": {"first": one.ports[0], "last": one.ports[1]},
            }
            for one in cell.open
        ],
    }


def traffic_text(opened: Sequence[OpenPorts]) -> str:
    """Return `tcp 443, udp 53`; what is open for IPv6 apart where it differs."""
    four, six = (_family_text(opened, family) for family in FAMILIES)
    if not six or four == six:
        return four
    return f"{four}; IPv6: {six}" if four else f"IPv6: {six}"


def _family_text(opened: Iterable[OpenPorts], family: Family) -> str:
    return ", ".join(_open_text(one, family) for one in opened if one.family == family)


def _open_text(one: OpenPorts, family: Family) -> str:
    if one.protocols == ANY_PROTOCOL and one.ports == ANY_PORT:
        return "all traffic"
    name = protocols_text(one.protocols)
    if name not in PROTOCOL_NAMES.values():
        name = f"protocol {name}" if name.isdecimal() else f"protocols {name}"
    if one.ports == ANY_PORT:
        return name
    is_icmp = one.protocols[0] == ICMP[family]
    return f"{name} {'type ' if is_icmp else ''}{ports_text(PortRange(*one.ports))}"


def protocols_text(protocols: Interval) -> str:
    """Return the name of a protocol, else its number; a range as `7-16`."""
    first, last = protocols
    return PROTOCOL_NAMES.get(first, str(first)) if first == last else f"{first}-{last}"
