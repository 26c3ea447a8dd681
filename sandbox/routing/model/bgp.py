"""BGP sessions between Amazon and a customer's router."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sandbox.origin import Origin
from sandbox.routing.model.prefixes import Address, Prefix


@dataclass(frozen=True, slots=True)
class Announcement:
    """A prefix as the customer's router announces it on one session."""

    prefix: Prefix
    as_path: tuple[int, ...] = ()
    """ASNs from the nearest: the customer's own first, with its prepends; empty means the session's ASN alone."""
    med: int | None = None
    """None where the router sends none."""
    communities: frozenset[str] = field(default_factory=frozenset)
    """As AWS writes them: `7224:7100` (low), `7224:7200` (medium), `7224:7300` (high) local preference;
    `7224:9100`, `7224:9200`, `7224:9300` scope of public announcements."""


@dataclass(frozen=True, slots=True)
class BgpSession:
    """One BGP session as both ends configured it; the session is down where `problems` has a reason."""

    id: str
    family: Literal[4, 6]
    amazon_asn: int
    customer_asn: int
    amazon_address: Address | None = None
    customer_address: Address | None = None
    announcements: tuple[Announcement, ...] = ()
    """What the customer's router announces once the session is established."""
    problems: tuple[str, ...] = ()
    """Reasons why the session is not established: mismatches of both ends, a failover test, a router that is down."""
    prefix_limit: int | None = None
    """Prefixes that Amazon takes before it closes the session; None for the quota."""
    customer_preference: int = 100
    """Local preference that the customer's router gives to Amazon's routes; 100 is the routers' default."""
    router: str | None = None
    """Name of the customer's router, where it is known."""
    origin: Origin | None = None
