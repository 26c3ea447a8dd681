"""The answer of a reachability question as a tree of hops, as lines and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.origin import Origin
from sandbox.reach.answer import Block, FlowAnswer, Hop, Remedy, Step, StepAction, Trace
from sandbox.reach.filters.text import ports_text
from sandbox.reach.model import Flow, FlowEnd, PortRange
from sandbox.reach.protocols import ICMP_PROTOCOLS, PROTOCOL_NAMES
from sandbox.report.decision_tree import Branch

_STOPS = frozenset({StepAction.DENIED, StepAction.DROPPED})
_LAST_PORT = 65535


def headline(answer: FlowAnswer) -> str:
    """Return the flow and its verdict in one line."""
    return f"{flow_text(answer.flow)}: {verdict(answer)}"


def verdict(answer: FlowAnswer) -> str:
    """Return `open`, `open on ports ...` where only some of the flow's ports are, or `closed`, with the disposition."""
    if not answer.open:
        return f"closed ({answer.disposition})"
    wanted = answer.flow.ports
    if answer.open_ports and answer.open_ports != ((wanted,) if wanted else (PortRange(0, _LAST_PORT),)):
        return f"open on {', '.join(map(ports_text, answer.open_ports))} ({answer.disposition})"
    return f"open ({answer.disposition})"


def flow_text(flow: Flow) -> str:
    """Return a flow as `mobile/app -> legacy/monolith tcp 443`."""
    protocol = "" if flow.protocol is None else f" {PROTOCOL_NAMES.get(flow.protocol, str(flow.protocol))}"
    if flow.ports is None:
        ports = ""
    elif flow.protocol in ICMP_PROTOCOLS:
        ports = f" type {flow.ports.first} code {flow.ports.last}"
    else:
        ports = f" {ports_text(flow.ports)}"
    return f"{end_text(flow.source)} -> {end_text(flow.destination)}{protocol}{ports}"


def end_text(end: FlowEnd) -> str:
    """Return the name of an end as the user wrote it, with its address where one is meant."""
    name = end.name or end.id
    return f"{name} ({end.address})" if end.address is not None and str(end.address) != name else name


def answer_tree(answer: FlowAnswer) -> Branch:
    """Return the whole answer: the hops of each direction, what is in the way, the smallest edit, what is unknown."""
    colour = "bold green" if answer.open else "bold red"
    return Branch(headline(answer), tuple(_parts(answer)), colour)


def block_text(block: Block) -> str:
    """Return a setting in the way with AWS's explanation code and its line."""
    way = "way back: " if block.returning else ""
    return f"{way}{block.text}  [{block.code}]{_at(block.origin)}"


def remedy_lines(remedy: Remedy | None) -> Iterator[str]:
    """Yield the lines of the smallest edit, or that there is none."""
    if remedy is None:
        yield "no single edit opens this flow"
        return
    origins = (*remedy.origins, *(None for _ in remedy.texts))
    for text, origin in zip(remedy.texts, origins, strict=False):
        yield f"smallest edit: {text}{_at(origin)}"
    yield "  with it: open"


def answer_json(answer: FlowAnswer) -> Mapping[str, Any]:
    """Return the answer as plain values, for another program."""
    flow = answer.flow
    return {
        "source": _end_json(flow.source),
        "destination": _end_json(flow.destination),
        "protocol": flow.protocol,
        "ports": _ports_json(flow.ports),
        "disposition": answer.disposition.value,
        "open": answer.open,
        "open_ports": [_ports_json(ports) for ports in answer.open_ports],
        "forward": [_trace_json(trace) for trace in answer.forward],
        "back": [_trace_json(trace) for trace in answer.back],
        "blocks": [
            {
                "code": block.code,
                "component": block.component,
                "text": block.text,
                "returning": block.returning,
                **_origin_json(block.origin),
            }
            for block in answer.blocks
        ],
        "remedy": None if answer.remedy is None else list(answer.remedy.texts),
        "notes": list(answer.notes),
    }


def _parts(answer: FlowAnswer) -> Iterator[Branch]:
    for title, traces in (("there", answer.forward), ("back", answer.back)):
        for trace in traces:
            yield Branch(f"{title}: {trace.disposition}", tuple(map(_hop, trace.hops)))
    if answer.blocks:
        yield Branch("in the way", tuple(Branch(block_text(block), colour="red") for block in answer.blocks))
    if not answer.open:
        yield from (Branch(line) for line in remedy_lines(answer.remedy))
    yield from (Branch(f"not modelled: {note}", colour="magenta") for note in answer.notes)


def _hop(hop: Hop) -> Branch:
    name = f"{hop.name} ({hop.id})" if hop.name and hop.name != hop.id else hop.id
    return Branch(f"{hop.kind} {name}", tuple(map(_step, hop.steps)))


def _step(step: Step) -> Branch:
    component = "" if step.component in step.rule else f" {step.component}:"
    text = f"{step.action}{component} {step.rule}{_at(step.origin)}"
    return Branch(text, colour="red" if step.action in _STOPS else "")


def _at(origin: Origin | None) -> str:
    return f"  {origin}" if origin else ""


def _end_json(end: FlowEnd) -> Mapping[str, Any]:
    return {
        "kind": end.kind.value,
        "id": end.id,
        "name": end.name,
        "address": str(end.address) if end.address is not None else None,
        "prefixes": list(map(str, end.prefixes)),
    }


def _ports_json(ports: PortRange | None) -> Mapping[str, int] | None:
    return None if ports is None else {"first": ports.first, "last": ports.last}


def _trace_json(trace: Trace) -> Mapping[str, Any]:
    return {
        "disposition": trace.disposition.value,
        "hops": [
            {
                "id": hop.id,
                "kind": hop.kind,
                "name": hop.name,
                "steps": [
                    {
                        "action": step.action.value,
                        "component": step.component,
                        "rule": step.rule,
                        **_origin_json(step.origin),
                    }
                    for step in hop.steps
                ],
            }
            for hop in trace.hops
        ],
    }


def _origin_json(origin: Origin | None) -> Mapping[str, Any]:
    return {
        "origin": str(origin) if origin else None,
        "file": origin.file if origin else None,
        "line": origin.line if origin else None,
    }
