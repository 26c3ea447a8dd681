"""A route to announce, before it is announced on a session."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.routing.model import Prefix


@dataclass(frozen=True, slots=True)
class Offer:
    """A route to announce."""

    destination: Prefix
    gateway: str
    as_path: tuple[int, ...]
    """What follows the ASN of Amazon's end of the session."""
    communities: frozenset[str] = frozenset()
