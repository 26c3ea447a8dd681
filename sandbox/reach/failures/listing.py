"""The failures of a network, by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sandbox.reach.failures.failure import Failure, FailureKind
from sandbox.reach.failures.gateways import gateway_failures
from sandbox.reach.failures.lines import line_failures, router_failures, session_failures
from sandbox.reach.failures.routes import route_failures
from sandbox.reach.failures.zones import subnet_failures, zone_failures
from sandbox.reach.model import Network

_LISTS = {
    FailureKind.LINE: line_failures,
    FailureKind.ROUTER: router_failures,
    FailureKind.SESSION: session_failures,
    FailureKind.GATEWAY: gateway_failures,
    FailureKind.ZONE: zone_failures,
    FailureKind.SUBNET: subnet_failures,
    FailureKind.ROUTE: route_failures,
}


def failures(network: Network, kinds: Collection[FailureKind] = tuple(FailureKind)) -> Iterator[Failure]:
    """Yield every single failure of the kinds."""
    for kind, listed in _LISTS.items():
        if kind in kinds:
            yield from listed(network)
