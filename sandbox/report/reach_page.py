"""The matrix of open flows as one HTML page: sources as rows, destinations as columns."""

from __future__ import annotations

from datetime import datetime
from html import escape
from importlib.resources import files

from sandbox.reach.matrix import Matrix
from sandbox.report.reach_answer import end_text
from sandbox.report.reach_matrix import LEGEND, matrix_summary, traffic_text

_TITLE = "Reachability matrix"
_LARGEST_GRID = 100_000
"""Pairs up to which each has its own cell; of more, those that are open are listed."""


def matrix_html(matrix: Matrix, snapshot: str, created: datetime) -> str:
    """Return the page.

    Args:
        matrix: The matrix.
        snapshot: The value of `--snapshot`.
        created: When it was evaluated.

    """
    _, pairs = matrix.counts()
    facts = {
        "Snapshot": snapshot,
        "Created": created.strftime("%Y-%m-%d %H:%M %Z").strip(),
        "Result": matrix_summary(matrix),
    }
    terms = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    table = _grid(matrix) if pairs <= _LARGEST_GRID else _list(matrix)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{_TITLE}</title>"
        f"<style>{_asset('access_page.css')}</style><h1>{_TITLE}</h1><dl>{terms}</dl><p>{LEGEND}</p>"
        "<form id=filters><label>From <input name=from type=search></label>"
        "<label>To <input name=to type=search></label></form>"
        f"<div class=scroll><table>{table}</table></div><script>{_asset('reach_page.js')}</script></html>\n"
    )


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _grid(matrix: Matrix) -> str:
    names = [escape(end_text(end)) for end in matrix.destinations]
    head = "".join(f"<th scope=col data-name='{name}'><span>{name}</span></th>" for name in names)
    rows = "".join(_row(matrix, place) for place in range(len(matrix.sources)))
    return f"<thead><tr><th scope=col>from</th>{head}</tr></thead><tbody>{rows}</tbody>"


def _row(matrix: Matrix, place: int) -> str:
    texts = {cell.destination: traffic_text(cell.open) for cell in matrix.row(place) if cell.open}
    name = escape(end_text(matrix.sources[place]))
    cells = (
        f"<td class=yes>{escape(texts[end])}</td>" if end in texts else "<td class=no></td>"
        for end in matrix.destinations
    )
    return f"<tr data-from='{name}'><th scope=row>{name}</th>{''.join(cells)}</tr>"


def _list(matrix: Matrix) -> str:
    rows = (
        f"<tr data-from='{source}' data-to='{to}'><th scope=row>{source}</th>"
        f"<td>{to}</td><td class=yes>{text}</td></tr>"
        for source, to, text in (
            map(escape, (end_text(cell.source), end_text(cell.destination), traffic_text(cell.open)))
            for cell in matrix.open()
        )
    )
    head = "".join(f"<th scope=col>{name}</th>" for name in ("from", "to", "open"))
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
