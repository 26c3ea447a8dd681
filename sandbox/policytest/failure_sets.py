"""The failures that `survives` takes in turn: `any_one_line`, `any_two(any_one_line)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sandbox.reach.failures import Failure, FailureKind, failures
from sandbox.reach.model import Network


@dataclass(frozen=True)
class FailureSet:
    """Failures of some kinds, so many at a time."""

    name: str
    kinds: tuple[FailureKind, ...]
    together: int = 1

    def of(self, network: Network) -> Iterator[tuple[Failure, ...]]:
        """Yield what fails together in the network."""
        yield from combinations(failures(network, self.kinds), self.together)


any_one_line = FailureSet("any one line", (FailureKind.LINE,))
"""Each Direct Connect connection and each VPN connection in turn."""

any_one_router = FailureSet("any one router", (FailureKind.ROUTER,))
"""Each router of a data centre in turn."""

any_one_session = FailureSet("any one session", (FailureKind.SESSION,))
"""Each BGP session in turn."""

any_one_gateway = FailureSet("any one gateway", (FailureKind.GATEWAY,))
"""Each gateway, VPC endpoint and peering connection in turn."""

any_one_zone = FailureSet("any one zone", (FailureKind.ZONE,))
"""Each Availability Zone in turn; ends of the flow in the zone are not counted as lost."""


def any_two(failing: FailureSet) -> FailureSet:
    """Return the failures of a set in pairs.

    Args:
        failing: A set of single failures.

    Example:
        >>> flow("mobile/app", "datacentre", port=443).survives(any_two(any_one_line))

    """
    return FailureSet(failing.name.replace("any one", "any two"), failing.kinds, 2)
