"""The metrics that Direct Connect publishes in CloudWatch, of its state at one moment. Pure.

No traffic flows here, so that bit rates, packet rates, light levels and error counts are not published.
https://docs.aws.amazon.com/directconnect/latest/UserGuide/monitoring-cloudwatch.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.emulated.directconnect.port_shapes import encrypted
from sandbox.emulated.hybrid_network.direct_connect_model import DirectConnectState, VirtualInterface
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.hybrid_network.model import HybridNetwork, ResourceLookup
from sandbox.emulated.hybrid_network.topology import computed

NAMESPACE = "AWS/DX"
REPORTED = {"available": 1, "down": 0}
"""States of a port that has been connected."""


@dataclass(frozen=True)
class Series:
    """One metric of one account and Region."""

    account: str
    region: str
    name: str
    dimensions: tuple[tuple[str, str], ...]
    unit: str = "None"


def metrics(network: HybridNetwork, resources: ResourceLookup) -> dict[Series, float]:
    """Return the value of every metric: of ports to their owner and to the owners of interfaces on them."""
    direct_connect = network.direct_connect
    advertised = Counter(
        route.session for routes in computed(network, resources).advertised.values() for route in routes
    )
    found: dict[Series, float] = {}
    ports: list[Connection | Lag] = [*direct_connect.connections.values(), *direct_connect.lags.values()]
    for port in ports:
        if port.state in REPORTED:
            found |= _of_port(direct_connect, port)
    for vif in direct_connect.interfaces.values():
        carrier = direct_connect.port(vif.connection)
        if carrier is not None and vif.state in {"available", "down", "testing"}:
            for account in dict.fromkeys((vif.owner, carrier.owner)):
                found |= dict(_of_interface(vif, account, advertised))
    return found


def _of_port(direct_connect: DirectConnectState, port: Connection | Lag) -> dict[Series, float]:
    here = (("ConnectionId", port.id),)
    accounts = dict.fromkeys((port.owner, *(vif.owner for vif in direct_connect.interfaces_on(port.id))))
    found: dict[Series, float] = {
        Series(account, port.region, "ConnectionState", here): REPORTED[port.state] for account in accounts
    }
    if port.macsec:
        lines = direct_connect.lines_of(port)
        up = bool(lines) and all(encrypted(direct_connect, line) for line in lines)
        found[Series(port.owner, port.region, "ConnectionEncryptionState", here)] = int(up)
    return found


def fingerprint(direct_connect: DirectConnectState) -> int:
    """Return a number that changes with the states of ports, sessions and associations."""
    ports: list[Connection | Lag] = [*direct_connect.connections.values(), *direct_connect.lags.values()]
    return hash(
        (
            tuple((port.id, port.state, port.encryption_mode, len(port.keys)) for port in ports),
            tuple(
                (
                    vif.id,
                    vif.state,
                    vif.connection,
                    tuple((peer.id, peer.status, len(peer.received)) for peer in vif.peers),
                )
                for vif in direct_connect.interfaces.values()
            ),
            tuple((it.id, it.state, it.prefixes) for it in direct_connect.associations.values()),
        )
    )


def _of_interface(vif: VirtualInterface, account: str, advertised: Mapping[str, int]) -> Iterator[tuple[Series, float]]:
    """Yield the metrics of each address family, and of the interface: up where a session of it is."""
    here = (("ConnectionId", vif.connection), ("VirtualInterfaceId", vif.id))
    totals = {"VirtualInterfaceBgpStatus": 0.0, "PrefixesAccepted": 0.0, "PrefixesAdvertised": 0.0}
    for peer in vif.peers:
        up = peer.status == "up"
        values = {
            "VirtualInterfaceBgpStatus": float(up),
            "PrefixesAccepted": float(len(peer.received)),
            "PrefixesAdvertised": float(advertised.get(peer.id, 0) if up else 0),
        }
        yield from _series(account, vif, (*here, ("IpAddressFamily", peer.family)), values)
        totals = {
            name: max(total, values[name]) if name.endswith("Status") else total + values[name]
            for name, total in totals.items()
        }
    yield from _series(account, vif, here, totals)


def _series(
    account: str, vif: VirtualInterface, dimensions: tuple[tuple[str, str], ...], values: dict[str, float]
) -> Iterator[tuple[Series, float]]:
    for name, value in values.items():
        counted = name.startswith("Prefixes")
        full = f"VirtualInterfaceBgp{name}" if counted else name
        yield Series(account, vif.region, full, dimensions, "Count" if counted else "None"), value
