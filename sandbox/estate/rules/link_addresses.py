"""Both ends of a virtual interface have a host address of the same small network."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.located_values import interfaces
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

_LINKS = (30, 31)


@rule(
    title="Interface addresses are a pair",
    why="BGP runs between two neighbours on one point-to-point network; in any other pair the session never comes up.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find pairs of addresses that are not the two ends of one network."""
    for steps, owner, interface in interfaces(estate):
        at = (*steps, "addresses")
        both = ((*at, 0), (*at, 1))
        ours, amazons = interface.addresses
        if ours.network != amazons.network:
            wrong = f"the addresses of {owner} are in {ours.network} and {amazons.network}"
            yield Finding(at, wrong, f"write two of {ours.network}: {_pair(ours.network.prefixlen)}", both)
        elif ours.network.prefixlen not in _LINKS:
            wrong = f"{ours.network} of {owner} is not a point-to-point network"
            yield Finding(at, wrong, f"write {ours.ip}/30, and Amazon's end likewise", both)
        elif ours.ip == amazons.ip:
            yield Finding(
                at, f"both ends of {owner} are {ours.ip}", "write the customer's address, then Amazon's", both
            )
        else:
            usable = tuple(ours.network.hosts())
            for place, end in enumerate(interface.addresses):
                if end.ip not in usable:
                    right = f"{ours.network} has {usable[0]} and {usable[1]}"
                    yield Finding((*at, place), f"{end.ip} is not a host of {ours.network}", right, both)


def _pair(prefix: int) -> str:
    return "its two addresses" if prefix == max(_LINKS) else "its two hosts"
