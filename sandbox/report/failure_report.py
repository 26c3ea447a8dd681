"""What failures of a network's parts do to its flows: as a tree and as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from sandbox.origin import Origin
from sandbox.reach.failures import Effect, FailureReport, Rerouted
from sandbox.reach.model import Flow
from sandbox.report.reach_answer import end_text, flow_text

_SHOWN = 8
"""Flows of one failure that are listed; the others are counted."""


def failure_report_tree(report: FailureReport) -> Tree:
    """Return the effects as a tree: those that cut flows off first, then what moves to other lines."""
    cutting = sorted((effect for effect in report.effects if effect.cut_off), key=lambda effect: -len(effect.cut_off))
    harmless = sum(1 for effect in report.effects if not effect.cut_off and not effect.narrowed)
    top = Tree(
        f"open flows between named ends: {len(report.flows)}; failures: {len(report.effects)}, "
        f"of which {len(cutting)} cut flows off and {harmless} do not"
    )
    for effect in cutting:
        branch = top.add(f"[bold red]{escape(_title(effect))}[/] cuts off {len(effect.cut_off)}")
        for line in (*_flows(effect.cut_off), *_narrowed(effect), *_moves(effect.rerouted)):
            branch.add(escape(line))
    for effect in report.effects:
        if not effect.cut_off and (effect.narrowed or effect.rerouted):
            branch = top.add(f"[yellow]{escape(_title(effect))}[/]")
            for line in (*_narrowed(effect), *_moves(effect.rerouted)):
                branch.add(escape(line))
    return top


def failure_report_json(report: FailureReport) -> Mapping[str, Any]:
    """Return the effects as plain values, for another program."""
    return {
        "flows": [flow_text(flow) for flow in report.flows],
        "single_points": [_names(effect) for effect in report.single_points],
        "effects": [
            {
                "failures": [
                    {"kind": failure.kind.value, "id": failure.id, "name": failure.name, **_origin(failure.origin)}
                    for failure in effect.failures
                ],
                "cut_off": [flow_text(flow) for flow in effect.cut_off],
                "narrowed": [
                    {"flow": flow_text(flow), "open_ports": [[ports.first, ports.last] for ports in left]}
                    for flow, left in effect.narrowed
                ],
                "lost_ends": [flow_text(flow) for flow in effect.lost_ends],
                "rerouted": [
                    {"flow": flow_text(moved.flow), "before": list(moved.before), "after": list(moved.after)}
                    for moved in effect.rerouted
                ],
            }
            for effect in report.effects
        ],
    }


def _title(effect: Effect) -> str:
    where = next((failure.origin for failure in effect.failures if failure.origin), None)
    return f"{_names(effect)}{f'  {where}' if where else ''}"


def _names(effect: Effect) -> str:
    return " and ".join(map(str, effect.failures))


def _flows(cut_off: Iterable[Flow]) -> Iterator[str]:
    """Yield one line a source: `mobile/app no longer reaches data/warehouse, ...`."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for flow in cut_off:
        by_source[end_text(flow.source)].append(end_text(flow.destination))
    lines = [f"{source} no longer reaches {', '.join(found)}" for source, found in by_source.items()]
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"and {len(lines) - _SHOWN} more sources"


def _narrowed(effect: Effect) -> Iterator[str]:
    for flow, left in effect.narrowed:
        ports = ", ".join(f"{ports.first}-{ports.last}" for ports in left)
        yield f"{flow_text(flow)}: only ports {ports} stay open"


def _moves(rerouted: Iterable[Rerouted]) -> Iterator[str]:
    """Yield one line a move: how many flows go over which lines instead of which."""
    counted: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = defaultdict(int)
    for moved in rerouted:
        counted[moved.before, moved.after] += 1
    for (before, after), count in counted.items():
        flows = "1 flow moves" if count == 1 else f"{count} flows move"
        yield f"{flows} from {', '.join(before)} to {', '.join(after)}"


def _origin(origin: Origin | None) -> Mapping[str, Any]:
    return {"origin": str(origin) if origin else None}
