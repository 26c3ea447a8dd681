"""A line uses each VLAN for one virtual interface."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.located_values import INTERFACES
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule


@rule(
    title="VLANs are unique on their line",
    why="Frames of both interfaces would carry the same tag; AWS refuses the second interface.",
    reference="https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find lines whose two virtual interfaces have the same VLAN."""
    for place, line in enumerate(estate.datacentre.lines):
        vlan = line.interfaces.transit.vlan
        if vlan == line.interfaces.legacy.vlan:
            legacy, transit = (("datacentre", "lines", place, "interfaces", name, "vlan") for name in INTERFACES)
            right = "give one of them another, 1 to 4094"
            yield Finding(transit, f"VLAN {vlan} is also the legacy interface's on {line.name}", right, twin=legacy)
