"""The far end that a folder of exported files holds: `datacentre.yaml`, or routers' configurations in `configs/`."""

from __future__ import annotations

from pathlib import Path

from sandbox.snapshot.network.far_end import FarEnd
from sandbox.snapshot.network.routers.cisco_far_end import read_configurations
from sandbox.snapshot.network.routers.document import read_document

DOCUMENTS = ("datacentre.yaml", "datacentre.yml", "datacentre.json")
CONFIGURATIONS = "configs"
"""Folder of routers' configurations, as Batfish has it."""


def read_far_end(folder: Path) -> FarEnd | None:
    """Return the customer's routers; None where the folder holds none; raises SourceUnreadable."""
    ends = [
        read_document((folder / name).read_text(encoding="utf-8"), f"{folder}/{name}")
        for name in DOCUMENTS
        if (folder / name).is_file()
    ]
    configurations = sorted(path for path in (folder / CONFIGURATIONS).glob("*") if path.is_file())
    if configurations:
        texts = {f"{folder}/{CONFIGURATIONS}/{path.name}": path.read_text(encoding="utf-8") for path in configurations}
        ends.append(read_configurations(texts))
    if not ends:
        return None
    return FarEnd(
        tuple(each for end in ends for each in end.datacentres),
        tuple(each for end in ends for each in end.lines),
        tuple(each for end in ends for each in end.sessions),
        {address: peer for end in ends for address, peer in end.vpn_peers.items()},
    )
