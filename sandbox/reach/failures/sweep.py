"""Evaluate flows under each failure; those that depend on nothing that changed are not evaluated again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sandbox.reach.analysis import Analyzer
from sandbox.reach.analysis.reached import ANYTHING, Reached, reached
from sandbox.reach.failures.failure import Failure
from sandbox.reach.model import EndKind, Flow, Network, PortRange
from sandbox.routing import compute
from sandbox.routing.routes import Routes


@dataclass(frozen=True, slots=True)
class Rerouted:
    """A flow that stays open over other lines."""

    flow: Flow
    before: tuple[str, ...]
    """Names of the lines and VPN connections that carried it."""
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What failures do together."""

    failures: tuple[Failure, ...]
    cut_off: tuple[Flow, ...] = ()
    """Flows that were open and are closed, their ends still there."""
    narrowed: tuple[tuple[Flow, tuple[PortRange, ...]], ...] = ()
    """Flows with fewer open ports than before, and those left."""
    lost_ends: tuple[Flow, ...] = ()
    """Flows whose own end is what failed."""
    rerouted: tuple[Rerouted, ...] = ()


@dataclass(frozen=True)
class FailureReport:
    """The effects of all failures."""

    flows: tuple[Flow, ...]
    """The flows that are open while nothing fails."""
    effects: tuple[Effect, ...]

    @property
    def single_points(self) -> tuple[Effect, ...]:
        """The failures that alone cut flows off, those with the most flows first."""
        alone = [effect for effect in self.effects if len(effect.failures) == 1 and effect.cut_off]
        return tuple(sorted(alone, key=lambda effect: -len(effect.cut_off)))


@dataclass(frozen=True)
class Baseline:
    """Open flows of a network with what their answers depend on."""

    network: Network
    routes: Routes
    open: tuple[tuple[Flow, Reached], ...]

    @classmethod
    def of(cls, network: Network, flows: Iterable[Flow]) -> Baseline:
        """Evaluate flows in a network and keep those that are open."""
        analyzer = Analyzer(network)
        found = ((flow, reached(analyzer, flow)) for flow in flows)
        return cls(network, analyzer.index.routes, tuple((flow, one) for flow, one in found if one.open))


def sweep(baseline: Baseline, failures: Iterable[Failure]) -> FailureReport:
    """Return the effect of each failure alone."""
    effects = tuple(_after(baseline, (failure,))[0] for failure in failures)
    return FailureReport(tuple(flow for flow, _ in baseline.open), effects)


def pairs(baseline: Baseline, failures: Sequence[Failure]) -> FailureReport:
    """Return the effect of each pair of failures that cuts off more than its two failures alone."""
    effects: list[Effect] = []
    alone: dict[Failure, frozenset[Flow]] = {}
    after: dict[Failure, Baseline] = {}
    for failure in failures:
        effect, left = _after(baseline, (failure,))
        alone[failure] = frozenset((*effect.cut_off, *effect.lost_ends))
        after[failure] = left
    for n, first in enumerate(failures):
        for second in failures[n + 1 :]:
            effect, _ = _after(after[first], (first, second), applied=1)
            new = tuple(flow for flow in effect.cut_off if flow not in alone[first] | alone[second])
            if new:
                effects.append(Effect((first, second), new))
    return FailureReport(tuple(flow for flow, _ in baseline.open), tuple(effects))


def _after(baseline: Baseline, failed: tuple[Failure, ...], applied: int = 0) -> tuple[Effect, Baseline]:
    """Return the effect of failures, and the baseline after them.

    Args:
        baseline: Before the failures that are not applied yet.
        failed: All failures.
        applied: How many of them the baseline has already.

    """
    network = baseline.network
    touched: set[str] = {ANYTHING}
    for failure in failed[applied:]:
        network = failure.apply(network)
        touched |= failure.touched
    routes = compute(network.topology)
    touched |= set(_changed(baseline.routes, routes))
    analyzer = Analyzer(network, routes)
    now = [
        (flow, before, before if touched.isdisjoint(before.consulted) else reached(analyzer, flow))
        for flow, before in baseline.open
    ]
    effect = Effect(
        failed,
        tuple(flow for flow, _, after in now if not after.open and not lost_end(network, flow)),
        tuple((flow, after.ports) for flow, before, after in now if after.open and after.ports != before.ports),
        tuple(flow for flow, _, after in now if not after.open and lost_end(network, flow)),
        tuple(
            Rerouted(flow, before.lines, after.lines)
            for flow, before, after in now
            if after.open and after.lines != before.lines
        ),
    )
    return effect, Baseline(network, routes, tuple((flow, after) for flow, _, after in now if after.open))


def lost_end(network: Network, flow: Flow) -> bool:
    """Return whether an end of a flow itself is gone."""
    for end in (flow.source, flow.destination):
        if end.kind is EndKind.INTERFACE and end.id not in network.interfaces:
            return True
        balancer = network.load_balancers.get(end.id)
        if end.kind is EndKind.LOAD_BALANCER and (balancer is None or not balancer.subnets):
            return True
    return False


def _changed(before: Routes, after: Routes) -> Iterator[str]:
    """Yield the ids of everything whose routes changed."""
    for one, other, prefix in (
        (before.vpc_tables, after.vpc_tables, ""),
        (before.transit_tables, after.transit_tables, ""),
        (before.virtual_private_gateways, after.virtual_private_gateways, ""),
        (before.associations, after.associations, ""),
        (before.vpn_connections, after.vpn_connections, ""),
        (before.routers, after.routers, "router:"),
    ):
        for ident in one.keys() | other.keys():
            if one.get(ident) != other.get(ident):
                yield f"{prefix}{ident}"
