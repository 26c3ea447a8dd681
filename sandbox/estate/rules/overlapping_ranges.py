"""The ranges of accounts, data centre and virtual interfaces do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, collapse_addresses

from sandbox.estate.located_values import ranges
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps

_LINK_LOCAL = IPv4Network("169.254.0.0/16")
_PRIVATE = IPv4Network("10.0.0.0/8")


@rule(
    title="Ranges do not overlap",
    why=(
        "Everything here is joined by routes: an address with two owners is reached at one of them, and the more "
        "specific route decides at which."
    ),
    reference="https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find ranges of accounts, data centre and virtual interfaces that overlap."""
    parts = list(enumerate(ranges(estate)))
    around: list[tuple[int, tuple[Steps, str, IPv4Network]]] = []
    for part in sorted(parts, key=lambda each: (each[1][2].network_address, each[1][2].prefixlen, each[0])):
        while around and not part[1][2].subnet_of(around[-1][1][2]):
            around.pop()
        if around:
            first, second = sorted((around[-1], part))
            taken = [held for _, (_, _, held) in parts]
            yield _overlap(first[1], second[1], taken)
        around.append(part)


def _overlap(
    first: tuple[Steps, str, IPv4Network], second: tuple[Steps, str, IPv4Network], taken: Iterable[IPv4Network]
) -> Finding:
    at, owner, network = second
    free = _free(network, taken)
    right = f"{free} is free" if free is not None else "no range of its size is free: make one smaller"
    wrong = f"{network} of {owner} overlaps {first[2]} of {first[1]}"
    return Finding(at, wrong, right, twin=first[0])


def _free(network: IPv4Network, taken: Iterable[IPv4Network]) -> IPv4Network | None:
    """Return the first free range of this size."""
    space = next((space for space in (_LINK_LOCAL, _PRIVATE) if network.subnet_of(space)), _PRIVATE)
    size = network.num_addresses
    start, end = int(space.network_address), int(space.broadcast_address) + 1
    for held in collapse_addresses(taken):
        first, after = int(held.network_address), int(held.broadcast_address) + 1
        if start + size <= first:
            break
        if after > start:
            start = -(-after // size) * size
    return IPv4Network((start, network.prefixlen)) if start + size <= end else None
