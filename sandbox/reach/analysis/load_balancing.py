"""Flows to load balancers: to a listener, and from the load balancer to its targets.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network

from sandbox.reach.analysis.flow_evaluator import FlowEvaluator
from sandbox.reach.analysis.preserved import preserved_flow
from sandbox.reach.answer import Block, Disposition, FlowAnswer, Hop, Remedy, Trace
from sandbox.reach.headers import overlap
from sandbox.reach.model import EndKind, Flow, FlowEnd, Listener, LoadBalancer, NetworkInterface, PortRange, TargetGroup

TCP, UDP = 6, 17
PROTOCOLS = {
    "HTTP": (TCP,),
    "HTTPS": (TCP,),
    "TCP": (TCP,),
    "TLS": (TCP,),
    "UDP": (UDP,),
    "TCP_UDP": (TCP, UDP),
    "QUIC": (UDP,),
    "TCP_QUIC": (TCP, UDP),
}


@dataclass(frozen=True, slots=True)
class _Leg:
    """A listener's answers: of the client's flow to it, and of its own flows to the targets."""

    listener: Listener
    front: FlowAnswer
    targets: tuple[FlowAnswer, ...]

    @property
    def open(self) -> bool:
        return self.front.open and any(target.open for target in self.targets)


def balanced(analyzer: FlowEvaluator, flow: Flow) -> FlowAnswer:
    """Return the answer to a flow to a load balancer: open where a listener and one of its targets are."""
    balancer = analyzer.network.load_balancers.get(flow.destination.id)
    if balancer is None or balancer.type == "gateway":
        text = f"{flow.destination.id}: what is behind it cannot be modelled."
        return FlowAnswer(flow, Disposition.INSUFFICIENT_INFO, open=False, notes=(text,))
    legs = [leg for listener in balancer.listeners for leg in _legs(analyzer, flow, balancer, listener)]
    if not legs:
        block = Block(
            "ELBV2_LISTENERS_MISMATCH", balancer.id, f"{balancer.name} has no listener for the flow",
            origin=balancer.origin,
        )  # fmt: skip
        return FlowAnswer(flow, Disposition.DENIED_IN, open=False, blocks=(block,), notes=analyzer.network.notes)
    opened = [leg for leg in legs if leg.open]
    if opened:
        ports = sorted({port for leg in opened for port in leg.front.open_ports}, key=lambda one: one.first)
        return _joined(flow, opened[0], open_ports=tuple(ports))
    return _joined(flow, min(legs, key=_closed_parts), open_ports=())


def _closed_parts(leg: _Leg) -> int:
    return (not leg.front.open) + (not any(target.open for target in leg.targets))


def _legs(analyzer: FlowEvaluator, flow: Flow, balancer: LoadBalancer, listener: Listener) -> Iterator[_Leg]:
    ports = (0, 65535) if flow.ports is None else (flow.ports.first, flow.ports.last)
    if not overlap(ports, (listener.port, listener.port)):
        return
    for protocol in PROTOCOLS.get(listener.protocol, ()):
        if flow.protocol in {None, protocol}:
            requested = replace(flow, protocol=protocol, ports=PortRange(listener.port, listener.port))
            targets = tuple(_targets(analyzer, requested, balancer, listener))
            yield _Leg(listener, analyzer.direct(requested), targets)


@dataclass(frozen=True, slots=True)
class _Target:
    """A target of a group."""

    group: TargetGroup
    end: FlowEnd
    port: int


def _targets(analyzer: FlowEvaluator, flow: Flow, balancer: LoadBalancer, listener: Listener) -> Iterator[FlowAnswer]:
    for arn in listener.target_groups:
        group = analyzer.network.target_groups.get(arn)
        if group is None:
            continue
        for target, port in group.targets:
            for end in _target_ends(analyzer, balancer, target):
                chosen = _Target(group, end, port or group.port or listener.port)
                yield from _to_target(analyzer, flow, balancer, chosen)


def _to_target(analyzer: FlowEvaluator, flow: Flow, balancer: LoadBalancer, target: _Target) -> Iterator[FlowAnswer]:
    inner = Flow(
        FlowEnd(EndKind.LOAD_BALANCER, balancer.id, name=balancer.name),
        target.end,
        flow.protocol,
        PortRange(target.port, target.port),
    )
    nodes = _nodes(analyzer, balancer, target)
    if not nodes:
        text = f"cross-zone load balancing of {balancer.name} is disabled, and it has no node in the target's zone"
        block = Block("ELB_NOT_CROSSZONE", balancer.id, text, origin=balancer.origin)
        yield FlowAnswer(inner, Disposition.DENIED_OUT, open=False, blocks=(block,))
    elif balancer.type == "network" and target.group.preserve_client_ip and target.end.kind is EndKind.INTERFACE:
        yield preserved_flow(analyzer, flow, nodes, target.end, target.port)
    else:
        for node in dict.fromkeys(node.addresses[:1] for node in nodes):
            address = node[0] if node else None
            yield analyzer.flow(replace(inner, source=replace(inner.source, address=address)))


def _nodes(analyzer: FlowEvaluator, balancer: LoadBalancer, target: _Target) -> list[NetworkInterface]:
    """Return the interfaces of a load balancer that send to a target: without cross-zone balancing, of its zone."""
    nodes = list(analyzer.index.load_balancer_interfaces(balancer))
    interface = analyzer.index.interfaces.get(target.end.id)
    if balancer.cross_zone or interface is None:
        return nodes
    subnets = analyzer.index.topology.subnets
    return [node for node in nodes if subnets[node.subnet].zone == subnets[interface.subnet].zone]


def _target_ends(analyzer: FlowEvaluator, balancer: LoadBalancer, target: str) -> Iterator[FlowEnd]:
    network = analyzer.network
    if target in network.load_balancers:
        yield FlowEnd(EndKind.LOAD_BALANCER, target, name=network.load_balancers[target].name)
    elif target in network.instances:
        interfaces = network.instances[target].interfaces
        yield from (FlowEnd(EndKind.INTERFACE, ident, name=target) for ident in interfaces[:1])
    else:
        try:
            address = ip_address(target)
        except ValueError:
            return
        interface = analyzer.index.by_address.get((balancer.vpc, address))
        if interface is not None:
            yield FlowEnd(EndKind.INTERFACE, interface.id, address, name=interface.name or target)
            return
        elsewhere = [i for i in network.interfaces.values() if address in i.addresses]
        if elsewhere:
            yield from (FlowEnd(EndKind.INTERFACE, i.id, address, name=i.name or target) for i in elsewhere)
            return
        prefix = ip_network(address)
        for centre in network.topology.datacentres.values():
            if any(address.version == p.version and address in p for p in centre.prefixes):
                yield FlowEnd(EndKind.DATACENTRE, centre.name, address, (prefix,), target)
                return
        yield FlowEnd(EndKind.ADDRESS, target, address, (prefix,), target)


def _joined(flow: Flow, leg: _Leg, *, open_ports: tuple[PortRange, ...]) -> FlowAnswer:
    front = leg.front
    target = next((answer for answer in leg.targets if answer.open), leg.targets[0] if leg.targets else None)
    if target is None:
        block = Block(
            "ELBV2_LISTENER_HAS_NO_TG", leg.listener.id,
            f"listener {leg.listener.port} has no targets", origin=leg.listener.origin,
        )  # fmt: skip
        return replace(
            front, flow=flow, disposition=Disposition.DENIED_IN, open=False, open_ports=(),
            blocks=(*front.blocks, block), remedy=None,
        )  # fmt: skip
    notes = tuple(dict.fromkeys((*front.notes, *target.notes)))
    both = leg.open
    remedies = [answer.remedy for answer in (front, target) if not answer.open]
    return FlowAnswer(
        flow,
        target.disposition if front.open else front.disposition,
        open=both,
        open_ports=open_ports,
        forward=_chained(front.forward, target.forward),
        back=_chained(target.back, front.back),
        blocks=() if both else (*front.blocks, *target.blocks),
        remedy=_one(remedies),
        notes=notes,
    )


def _chained(first: tuple[Trace, ...], then: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Return each trace of the first part, continued by each of the second where it was delivered."""
    found: list[Trace] = []
    for one in first:
        if one.disposition in {Disposition.ACCEPTED, Disposition.DELIVERED_TO_SUBNET} and then:
            found.extend(Trace(two.disposition, _hops(one, two)) for two in then)
        else:
            found.append(one)
    return tuple(found or then)


def _hops(one: Trace, two: Trace) -> tuple[Hop, ...]:
    return (*one.hops, *two.hops)


def _one(remedies: list[Remedy | None]) -> Remedy | None:
    """Return the remedies of both parts as one, where each closed part has one."""
    known = [remedy for remedy in remedies if remedy is not None]
    if not known or len(known) < len(remedies):
        return None
    return Remedy(
        tuple(text for remedy in known for text in remedy.texts),
        tuple(origin for remedy in known for origin in remedy.origins),
    )
