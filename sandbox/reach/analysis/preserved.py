"""Flows of a Network Load Balancer to a target that sees the client's address.

The load balancer tracks the connection: responses to the client's address return through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sandbox.reach.analysis.flow_evaluator import FlowEvaluator
from sandbox.reach.analysis.points import interface_points, requests, source_points
from sandbox.reach.analysis.round_trip import arrived
from sandbox.reach.answer import Block, Disposition, FlowAnswer, Trace
from sandbox.reach.headers import Boxes, merged
from sandbox.reach.model import Flow, FlowEnd, NetworkInterface, PortRange
from sandbox.reach.walk import Leaf, Packets, Walk, walk
from sandbox.reach.walk.filtering import pass_acl
from sandbox.reach.walk.locations import LeavingInterface


def preserved_flow(
    analyzer: FlowEvaluator, flow: Flow, nodes: Iterable[NetworkInterface], target: FlowEnd, port: int
) -> FlowAnswer:
    """Return the answer to the target's part of a flow, with the client's addresses as its source.

    Args:
        analyzer: Of the network.
        flow: The client's flow to the load balancer.
        nodes: The load balancer's interfaces that send to the target.
        target: The target's interface.
        port: The target's port.

    """
    index = analyzer.index
    inner = replace(flow, destination=target, ports=PortRange(port, port))
    interface = index.interfaces[target.id]
    traces: list[Trace] = []
    back: list[Trace] = []
    opened: list[PortRange] = []
    lost: list[Leaf] = []
    for node in nodes:
        for client in source_points(index, flow.source, flow.destination):
            for server in interface_points(interface, target, target):
                if client.family != server.family:
                    continue
                boxes = requests(inner, client, server)
                context = Walk(index, target)
                start = Packets(boxes, client.family, sender=node.id)
                for leaf in walk(context, LeavingInterface(node), start):
                    traces.append(Trace(leaf.disposition, leaf.packets.hops))
                    if not arrived(index, leaf, target):
                        lost.append(leaf)
                        continue
                    passed = _response(context, leaf, node, interface)
                    back.extend(Trace(Disposition.ACCEPTED, one.hops) for one in passed[0])
                    lost.extend(passed[1])
                    opened.extend(_ports(tuple(box for one in passed[0] for box in one.boxes)))
    if opened:
        return FlowAnswer(
            inner, Disposition.ACCEPTED, open=True, open_ports=tuple(opened), forward=tuple(dict.fromkeys(traces)),
            back=tuple(dict.fromkeys(back)),
        )  # fmt: skip
    return _closed(inner, traces, lost)


def _response(
    context: Walk, leaf: Leaf, node: NetworkInterface, target: NetworkInterface
) -> tuple[list[Packets], list[Leaf]]:
    """Return the responses that the ACLs between the target and the load balancer let pass, and the others."""
    packets = replace(leaf.packets, response=True, hops=(), visited=frozenset()).at("interface", target.id, target.name)
    if node.subnet == target.subnet:
        return [packets], []
    subnets = context.index.topology.subnets
    passing, lost = [packets], list[Leaf]()
    for ident, egress in ((target.subnet, True), (node.subnet, False)):
        now = [
            found for one in passing for found in pass_acl(context, leaf.location, one, subnets[ident], egress=egress)
        ]
        passing = [one for one in now if isinstance(one, Packets)]
        lost.extend(one for one in now if isinstance(one, Leaf))
    return passing, lost


def _ports(boxes: Boxes) -> list[PortRange]:
    return [PortRange(first, last) for first, last in merged(box.server_port for box in boxes)]


def _closed(flow: Flow, traces: list[Trace], lost: list[Leaf]) -> FlowAnswer:
    found = [leaf.obstacle for leaf in lost if leaf.obstacle is not None]
    blocks = tuple(dict.fromkeys(Block(o.code, o.component, o.text, o.returning, o.origin) for o in found))
    disposition = lost[0].disposition if lost else Disposition.NO_ROUTE
    return FlowAnswer(flow, disposition, open=False, forward=tuple(dict.fromkeys(traces)), blocks=blocks)
