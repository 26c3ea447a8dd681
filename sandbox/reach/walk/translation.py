"""Translate addresses of packets, and undo it for their responses."""

from __future__ import annotations

from typing import Literal

from sandbox.reach.filters.patterns import PORTS
from sandbox.reach.headers import Box, Boxes, Interval, Saved

type End = Literal["client", "server"]


def translate(boxes: Boxes, device: str, end: End, address: Interval, ports: Interval | None = None) -> Boxes:
    """Return the headers after a device replaced one end's address, and its port where `ports` are given.

    Args:
        boxes: The headers.
        device: Id of what translates.
        end: Which end is replaced.
        address: The new address.
        ports: What the device chooses from for protocols with ports; None keeps the port.

    """
    return tuple(_translated(box, device, end, address, ports) for box in boxes)


def _translated(box: Box, device: str, end: End, address: Interval, ports: Interval | None) -> Box:
    first, last = box.protocol
    chosen = ports is not None and first == last and first in PORTS
    if end == "client":
        saved = (*box.saved, Saved(device, end, box.client, box.client_port if chosen else None))
        return box._replace(client=address, saved=saved, client_port=ports if chosen and ports else box.client_port)
    saved = (*box.saved, Saved(device, end, box.server, None))
    return box._replace(server=address, saved=saved)


def restore(boxes: Boxes, device: str, end: End) -> Boxes:
    """Return the headers whose last translation was a device's, with the end as it was before."""
    restored = []
    for box in boxes:
        if not box.saved or (box.saved[-1].device, box.saved[-1].end) != (device, end):
            continue
        before = box.saved[-1]
        if end == "client":
            port = before.port or box.client_port
            restored.append(box._replace(client=before.address, client_port=port, saved=box.saved[:-1]))
        else:
            restored.append(box._replace(server=before.address, saved=box.saved[:-1]))
    return tuple(restored)
