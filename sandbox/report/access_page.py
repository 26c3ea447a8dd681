"""The access matrix as one HTML page: filters, and for each cell the requests that are allowed."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from importlib.resources import files

from sandbox.access.matrix import Answer, Cell, Matrix
from sandbox.access.names import display_name
from sandbox.iam.snapshot import Snapshot
from sandbox.report.evaluated_principal import ROLES_ARE_SESSIONS

_ACTION_COLUMNS = 400
"""Actions up to which each has its own column; more are counted for each service."""
_TITLE = "Access matrix"


@dataclass(frozen=True)
class Provenance:
    """What the page was made from."""

    snapshot: str
    """The value of `--snapshot`."""
    created: datetime
    commit: str | None = None
    """Commit of the program; None outside a git repository."""


def as_html(found: Matrix, snapshot: Snapshot, provenance: Provenance) -> str:
    """Return the page: principals as rows, actions as columns, or services where there are too many actions.

    Args:
        found: The matrix.
        snapshot: The snapshot that it was made from.
        provenance: What the heading names.

    """
    by_action = len(found.actions.names) <= _ACTION_COLUMNS
    columns = _actions(found) if by_action else _services(found)
    head = "".join(f"<th scope=col data-name='{escape(name)}'><span>{escape(name)}</span></th>" for name, _ in columns)
    rows = "".join(_row(found, snapshot, principal, columns) for principal in found.principals)
    details = json.dumps(_details(found, snapshot, provenance), separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{_TITLE}</title><style>{_asset('css')}</style>"
        f"<h1>{_TITLE}</h1>{_facts(found, provenance)}{_legend(by_action=by_action)}{_filters(by_action=by_action)}"
        f"<div class=scroll><table><thead><tr><th scope=col>principal</th>{head}</tr></thead><tbody>{rows}</tbody>"
        "</table></div><dialog id=detail><form method=dialog><button>Close</button></form><h2></h2><div></div></dialog>"
        f"<script type=application/json id=data>{details}</script><script>{_asset('js')}</script></html>\n"
    )


def _asset(kind: str) -> str:
    return files(__package__).joinpath(f"access_page.{kind}").read_text(encoding="utf-8")


def _facts(found: Matrix, provenance: Provenance) -> str:
    facts = {
        "Snapshot": provenance.snapshot,
        "Commit": provenance.commit or "not a git repository",
        "Created": provenance.created.strftime("%Y-%m-%d %H:%M %Z").strip(),
        "Principals": f"{len(found.principals):,}",
        "Actions": f"{len(found.actions.names):,}",
    }
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{escape(value)}</dd>' for name, value in facts.items())}</dl>"


def _legend(*, by_action: bool) -> str:
    cells = (
        "A cell is the answer for one action."
        if by_action
        else "A cell counts a service's actions: <b>4 + 2 of 16</b> is 4 with the answer yes and 2 with if, of 16. "
        "The darker the colour, the larger the share."
    )
    return (
        f"<p><b class=yes>yes</b> a request without condition keys is allowed. <b class=if>if</b> only a request with "
        "certain condition keys is allowed: a tag, a boundary, MFA. <b class=no>no</b> no request that the policies "
        f"suggest is allowed. {ROLES_ARE_SESSIONS} {cells} "
        "Select a cell to see the requests and the command that explains each.</p>"
    )


def _filters(*, by_action: bool) -> str:
    columns = "actions" if by_action else "services"
    return (
        "<form id=filters><label>Principals <input name=rows type=search placeholder='mobile/'></label>"
        f"<label>{columns.capitalize()} <input name=columns type=search placeholder='iam'></label>"
        f"<label><input name=used type=checkbox checked> only {columns} that a shown principal can use</label></form>"
    )


def _row(found: Matrix, snapshot: Snapshot, principal: str, columns: list[tuple[str, int]]) -> str:
    name = escape(display_name(snapshot, principal))
    cells = "".join(_cells(found, principal, columns))
    return f"<tr data-arn='{escape(principal)}' data-name='{name}'><th scope=row>{name}</th>{cells}</tr>"


def _cells(found: Matrix, principal: str, columns: list[tuple[str, int]]) -> Iterator[str]:
    masks = dict.fromkeys(Answer, 0)
    for cell in found.of(principal):
        masks[cell.answer] |= cell.actions
    for _, column in columns:
        count = column.bit_count()
        yes, maybe = ((masks[answer] & column).bit_count() for answer in (Answer.YES, Answer.IF))
        if not yes and not maybe:
            yield "<td class=no></td>" if count > 1 else "<td class=no>no</td>"
            continue
        kind = "yes" if yes else "if"
        counted = f"{yes} + {maybe}" if maybe else str(yes)
        text = f"{counted} of {count}" if count > 1 else kind
        share = round((yes + maybe) / count, 2)
        yield f"<td class={kind} style='--share:{share}' tabindex=0>{text}</td>"


def _actions(found: Matrix) -> list[tuple[str, int]]:
    return [(name, 1 << place) for place, name in enumerate(found.actions.names)]


def _services(found: Matrix) -> list[tuple[str, int]]:
    prefixes = dict.fromkeys(name.partition(":")[0] for name in found.actions.names)
    return [(prefix, found.actions.service(prefix)) for prefix in prefixes]


def _details(found: Matrix, snapshot: Snapshot, provenance: Provenance) -> Mapping[str, object]:
    """Return what the page's script shows of a cell: for each principal the allowed requests and their actions."""
    source = "" if provenance.snapshot == "plan" else f" --snapshot {shlex.quote(provenance.snapshot)}"
    return {
        "actions": found.actions.names,
        "source": source,
        "requests": {
            principal: [
                [cell.answer.value, cell.resource, _options(cell), _ranges(cell.actions)]
                for cell in found.of(principal)
                if cell.answer is not Answer.NO
            ]
            for principal in found.principals
        },
        "names": {principal: display_name(snapshot, principal) for principal in found.principals},
    }


def _options(cell: Cell) -> str:
    """Return the options of `sandbox iam why` for the request's condition keys."""
    return "".join(f" --context {shlex.quote(f'{key}={value}')}" for key, value in sorted((cell.context or {}).items()))


def _ranges(mask: int) -> list[int]:
    """Return the bits of a mask as first and last of each run: few numbers for many neighbouring actions."""
    found: list[int] = []
    bits = bin(mask)[:1:-1]
    place = bits.find("1")
    while place >= 0:
        end = bits.find("0", place)
        end = len(bits) if end < 0 else end
        found += [place, end - 1]
        place = bits.find("1", end)
    return found
