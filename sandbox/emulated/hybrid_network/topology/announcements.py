"""What a far end announces, in the topology."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network

from sandbox.routing.model import Announcement


def announced(
    prefixes: Iterable[str], as_path: tuple[int, ...] = (), communities: Iterable[str] = ()
) -> tuple[Announcement, ...]:
    """Return the announcements of prefixes with one AS path and the same communities."""
    tags = frozenset(communities)
    return tuple(Announcement(ip_network(it), as_path=as_path, communities=tags) for it in prefixes)
