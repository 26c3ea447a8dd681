"""The policies that may apply to one request, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sandbox.iam.policy_set import PolicySet


class Layer(Enum):
    """A layer of policies, in the order in which AWS names the one that denied a request."""

    RCP = "rcp"
    SCP = "scp"
    ENDPOINT = "endpoint"
    RESOURCE = "resource"
    TRUST = "trust"
    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Layers:
    """Compiled policies of each layer; None or empty where a layer is absent.

    `scps` and `rcps` hold one set a level of the tree, from the root down to the account; every boundary must allow.
    """

    identity: PolicySet | None = None
    boundaries: tuple[PolicySet, ...] = ()
    session: PolicySet | None = None
    resource: PolicySet | None = None
    """The resource's own policy; for sts:Assume* the role's trust policy."""
    scps: tuple[PolicySet, ...] = ()
    rcps: tuple[PolicySet, ...] = ()
    endpoint: PolicySet | None = None

    def sets(self) -> Iterator[PolicySet]:
        """Yield every set of policies."""
        yield from (one for one in (self.identity, self.session, self.resource, self.endpoint) if one is not None)
        yield from self.boundaries
        yield from self.scps
        yield from self.rcps
