"""The flows that appear or vanish between two networks: as a tree, as Markdown, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from sandbox.reach.diff import ChangedPart, FlowChange
from sandbox.reach.filters.text import ports_text
from sandbox.reach.headers import ANY_PORT, ANY_PROTOCOL, Box
from sandbox.reach.model import PortRange
from sandbox.reach.protocols import PORT_PROTOCOLS, PROTOCOL_NAMES
from sandbox.report.reach_answer import end_text

_SHOWN = 6
"""Flows of one cause, and port ranges of one flow, that are listed; the others are counted."""
_NO_CHANGE = "No flow appears or vanishes."


@dataclass(frozen=True)
class ChangeGroup:
    """Flows that appear, or vanish, with the same causes."""

    appears: bool
    causes: tuple[ChangedPart, ...]
    changes: tuple[FlowChange, ...]


def grouped(changes: Iterable[FlowChange]) -> tuple[ChangeGroup, ...]:
    """Return the changes by direction and cause, those that vanish first."""
    groups: dict[tuple[bool, tuple[ChangedPart, ...]], list[FlowChange]] = {}
    for change in changes:
        groups.setdefault((change.appears, change.causes), []).append(change)
    return tuple(
        ChangeGroup(appears, causes, tuple(found))
        for (appears, causes), found in sorted(groups.items(), key=lambda item: item[0][0])
    )


def flow_diff_summary(changes: Sequence[FlowChange]) -> str:
    """Return one line: how many flows appear and vanish."""
    if not changes:
        return _NO_CHANGE
    appearing = len({_pair(change) for change in changes if change.appears})
    vanishing = len({_pair(change) for change in changes if not change.appears})
    vanish, appear = ("vanishes" if vanishing == 1 else "vanish"), ("appears" if appearing == 1 else "appear")
    return f"{_counted(vanishing, 'flow')} {vanish}, {_counted(appearing, 'flow')} {appear}"


def flow_diff_tree(changes: Sequence[FlowChange], title: str) -> Tree:
    """Return the changes as a tree for a terminal."""
    top = Tree(escape(f"{title}: {flow_diff_summary(changes)}" if title else flow_diff_summary(changes)))
    for group in grouped(changes):
        colour, verb = ("red", "appear") if group.appears else ("yellow", "vanish")
        cause = group.causes[0].text if group.causes else "several settings"
        where = f"  {group.causes[0].origin}" if group.causes and group.causes[0].origin else ""
        branch = top.add(f"[bold {colour}]{verb}[/] {escape(f'because {cause}{where}')}")
        for part in group.causes[1:]:
            branch.add(escape(f"and {part.text}{f'  {part.origin}' if part.origin else ''}"))
        for change in group.changes[:_SHOWN]:
            branch.add(escape(f"{change_text(change)}  for example {change.witness}"))
        if len(group.changes) > _SHOWN:
            branch.add(f"and {len(group.changes) - _SHOWN} more")
    return top


def flow_diff_markdown(changes: Sequence[FlowChange]) -> str:
    """Return the changes as a Markdown table for a pull request."""
    if not changes:
        return _NO_CHANGE
    lines = ["| change | flow | for example | because |", "|---|---|---|---|"]
    for group in grouped(changes):
        because = "<br>".join(f"{part.text}{f' {part.origin}' if part.origin else ''}" for part in group.causes)
        for change in group.changes:
            cells = (
                "appears" if change.appears else "vanishes",
                f"`{change_text(change)}`",
                f"`{change.witness}`",
                because,
            )
            lines.append(f"| {' | '.join(cell.replace('|', '\\|') for cell in cells)} |")
    return "\n".join(lines)


def flow_diff_json(changes: Iterable[FlowChange]) -> list[Mapping[str, Any]]:
    """Return the changes as plain values, for another program."""
    return [
        {
            "appears": change.appears,
            "source": end_text(change.source),
            "destination": end_text(change.destination),
            "headers": [_box_text(box) for box in change.headers],
            "witness": {
                "source": str(change.witness.source),
                "destination": str(change.witness.destination),
                "protocol": change.witness.protocol,
                "source_port": change.witness.source_port,
                "destination_port": change.witness.destination_port,
            },
            "causes": [
                {
                    "component": part.component,
                    "text": part.text,
                    "origin": str(part.origin) if part.origin else None,
                }
                for part in change.causes
            ],
        }
        for change in changes
    ]


def change_text(change: FlowChange) -> str:
    """Return `mobile/app -> legacy/monolith tcp 443`."""
    texts = list(dict.fromkeys(map(_box_text, change.headers)))
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return f"{end_text(change.source)} -> {end_text(change.destination)} {', '.join(texts[:_SHOWN])}{more}"


def _box_text(box: Box) -> str:
    """Return the protocols and destination ports of a set: `tcp 443`, `all traffic`."""
    first, last = box.protocol
    if box.protocol == ANY_PROTOCOL:
        return "all traffic"
    name = PROTOCOL_NAMES.get(first, str(first)) if first == last else f"protocols {first}-{last}"
    if first != last or first not in PORT_PROTOCOLS or box.server_port == ANY_PORT:
        return name
    return f"{name} {ports_text(PortRange(*box.server_port))}"


def _pair(change: FlowChange) -> tuple[str, str]:
    return end_text(change.source), end_text(change.destination)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
