"""The text of packets in answers."""

from __future__ import annotations

from sandbox.reach.headers import as_prefixes, merged
from sandbox.reach.walk.state import Packets
from sandbox.routing.model import Prefix

_SHOWN = 3
"""Prefixes in a message: what fits on its line."""


def destination_text(packets: Packets) -> str:
    """Return the destination addresses of packets, shortened."""
    prefixes = [_short(p) for p in as_prefixes(merged(packets.targets()), packets.family)]
    return ", ".join(prefixes[:_SHOWN]) + (", ..." if len(prefixes) > _SHOWN else "")


def _short(prefix: Prefix) -> str:
    return str(prefix).removesuffix("/32").removesuffix("/128")
