"""Inbound prefixes: the pool of a port, and what its private and transit interfaces are allocated of it.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/prefix-controls.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.hybrid_network.direct_connect_model import DirectConnectState, VirtualInterface
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag
from sandbox.emulated.hybrid_network.direct_connect_progress import prefix_limit
from sandbox.routing.sessions import ROUTES_A_SESSION

MEMBERS = {"ipv4": "prefixPoolAllocatedCountIpv4", "ipv6": "prefixPoolAllocatedCountIpv6"}
SUFFIXES = {"ipv4": "Ipv4", "ipv6": "Ipv6"}
POOLS = {"1Gbps": 5_000, "10Gbps": 5_000, "100Gbps": 30_000, "400Gbps": 50_000}
"""Prefixes of each address family that a dedicated connection of a bandwidth has."""
LARGEST_ALLOCATION = 1_000
"""Prefixes of each address family that an interface may be allocated."""
ALLOCATIONS_A_GATEWAY = 10_000
"""Prefixes of both address families together that the interfaces of a Direct Connect gateway may be allocated."""

DEFAULT = ROUTES_A_SESSION["private"]
"""What a new interface is allocated of each address family where the request does not name it and the pool has it."""


def allocated(
    direct_connect: DirectConnectState, port: Connection | Lag, kind: str, wanted: Mapping[str, int]
) -> dict[str, int]:
    """Return what a new interface is allocated: as wanted, else the default or what is left; a public one nothing."""
    if kind == "public":
        return {}
    check(direct_connect, port, None, wanted)
    return {family: wanted.get(family, min(DEFAULT, _left(direct_connect, port, family))) for family in MEMBERS}


def requested(kind: str, request: Mapping[str, Any]) -> dict[str, int]:
    """Return the allocations that a request names, by address family."""
    found = {family: int(request[member]) for family, member in MEMBERS.items() if request.get(member) is not None}
    if found and kind == "public":
        raise refusal("Prefix pool allocations are not applicable to public virtual interfaces.")
    for family, count in found.items():
        if not 0 <= count <= LARGEST_ALLOCATION:
            raise refusal(f"{MEMBERS[family]} must be between 0 and {LARGEST_ALLOCATION}.")
    return found


def check(
    direct_connect: DirectConnectState, port: Connection | Lag, vif: VirtualInterface | None, wanted: Mapping[str, int]
) -> None:
    """Raise where the port's pool does not have the prefixes that an interface is to be allocated."""
    for family, count in wanted.items():
        left = _left(direct_connect, port, family, vif)
        if count > left:
            raise refusal(f"Connection {port.id} has {left} unallocated {family} prefixes, and {count} were requested.")
        if vif is not None and (used := _in_use(vif, family)) > count:
            raise refusal(f"Virtual Interface {vif.id} receives {used} {family} prefixes, and {count} were requested.")


def check_gateway(
    direct_connect: DirectConnectState, gateway: str, vif: VirtualInterface | None, wanted: Mapping[str, int]
) -> None:
    """Raise where the interfaces of a Direct Connect gateway would be allocated more than it takes."""
    others = sum(
        prefix_limit(it, family) for it in direct_connect.interfaces_of(gateway) if it is not vif for family in MEMBERS
    )
    if others + sum(wanted.values()) > ALLOCATIONS_A_GATEWAY:
        raise refusal(
            f"Direct Connect Gateway {gateway} takes {ALLOCATIONS_A_GATEWAY} allocated prefixes; "
            f"its other virtual interfaces have {others}."
        )


def total(direct_connect: DirectConnectState, gateway: str) -> int:
    """Return what the interfaces of a Direct Connect gateway are allocated, both address families together."""
    return sum(prefix_limit(it, family) for it in direct_connect.interfaces_of(gateway) for family in MEMBERS)


def pool(direct_connect: DirectConnectState, port: Connection | Lag) -> int | None:
    """Return the size of a port's pool, the same for both address families; None where it has none."""
    size = POOLS.get(port.bandwidth)
    if isinstance(port, Lag):
        return size * len(direct_connect.members(port.id)) or None if size else None
    return None if port.parent or port.interconnect else size


def of_port(direct_connect: DirectConnectState, port: Connection | Lag) -> dict[str, int]:
    """Return the members of a Connection or a Lag about its pool."""
    found = {}
    for family, suffix in SUFFIXES.items():
        size = pool(direct_connect, port)
        if size is not None:
            used = sum(prefix_limit(it, family) for it in direct_connect.interfaces_on(port.id) if it.kind != "public")
            found[f"prefixPoolSize{suffix}"] = size
            found[f"prefixPoolUnallocatedCount{suffix}"] = max(size - used, 0)
    return found


def of_interface(vif: VirtualInterface) -> dict[str, int]:
    """Return the members of a VirtualInterface about its allocation."""
    return {} if vif.kind == "public" else {MEMBERS[family]: prefix_limit(vif, family) for family in MEMBERS}


def _left(
    direct_connect: DirectConnectState, port: Connection | Lag, family: str, vif: VirtualInterface | None = None
) -> int:
    """Return what an interface may be allocated of the port's pool; the most of all where the port has none."""
    size = pool(direct_connect, port)
    if size is None:
        return LARGEST_ALLOCATION
    others = (it for it in direct_connect.interfaces_on(port.id) if it is not vif and it.kind != "public")
    return max(size - sum(prefix_limit(it, family) for it in others), 0)


def _in_use(vif: VirtualInterface, family: str) -> int:
    return sum(len(peer.received) for peer in vif.peers if peer.family == family)
