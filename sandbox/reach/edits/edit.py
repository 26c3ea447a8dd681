"""An edit of one setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sandbox.origin import Origin
from sandbox.reach.model import Network
from sandbox.routing.model import Topology


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed setting, and the network with it."""

    text: str
    origin: Origin | None
    """Location of what is changed."""
    apply: Callable[[Network], Network] = field(compare=False, hash=False)


def in_topology(change: Callable[[Topology], Topology]) -> Callable[[Network], Network]:
    """Return a change of a topology as a change of its network."""
    return lambda network: replace(network, topology=change(network.topology))
