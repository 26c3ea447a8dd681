"""The far end that an estate file describes."""

from __future__ import annotations

from pathlib import Path

from sandbox.estate import Estate
from sandbox.estate.datacentre_model import Line
from sandbox.origin import Origin
from sandbox.routing.model import Announcement, DataCentre, Router
from sandbox.snapshot.network.far_end import COMMUNITIES, FarEnd, FarInterface, FarLine, FarSession, announced

DATACENTRE = "datacentre"
"""Name of the estate's data centre, as in the lists of clients."""


def estate_far_end(estate: Estate, root: Path) -> FarEnd:
    """Return the data centre of an estate with the lines of its file; `root` is the project's folder."""
    place = _Places(estate, root)
    routers: dict[str, Router] = {}
    for index, line in enumerate(estate.datacentre.lines):
        known = routers.get(line.router)
        addresses = tuple(each.addresses[0].ip for each in (line.interfaces.legacy, line.interfaces.transit))
        routers[line.router] = Router(
            line.router,
            estate.datacentre.asn,
            (*(known.addresses if known else ()), *addresses),
            estate.datacentre.prefixes,
            origin=known.origin if known else place.of(f"datacentre.lines.{index}.router"),
        )
    centre = DataCentre(
        DATACENTRE, estate.datacentre.prefixes, tuple(routers.values()), place.of("datacentre.prefixes")
    )
    lines = tuple(_line(estate, index, line, place) for index, line in enumerate(estate.datacentre.lines))
    return FarEnd((centre,), lines)


def _line(estate: Estate, index: int, line: Line, place: _Places) -> FarLine:
    at = f"datacentre.lines.{index}"
    gateways = estate.datacentre.gateways
    halves = (
        ("legacy", gateways.legacy.asn, line.interfaces.legacy),
        ("transit", gateways.transit.asn, line.interfaces.transit),
    )
    interfaces = []
    for name, amazon_asn, interface in halves:
        customer, amazon = interface.addresses
        origin = place.of(f"{at}.interfaces.{name}")
        asn, sent = estate.datacentre.asn, announced(_announcements(estate, line), 4)
        half = FarSession(4, asn, amazon_asn, customer, amazon, None, sent, origin)
        interfaces.append(FarInterface(name, interface.vlan, (half,), origin))
    return FarLine(line.name, line.router, line.location, line.bandwidth, tuple(interfaces), origin=place.of(at))


def _announcements(estate: Estate, line: Line) -> list[Announcement]:
    community = frozenset((COMMUNITIES[line.preference],))
    return [Announcement(prefix, communities=community) for prefix in estate.datacentre.prefixes]


class _Places:
    """Lines of an estate file; none for an estate that was made in memory."""

    def __init__(self, estate: Estate, root: Path) -> None:
        self._estate = estate
        self._root = root

    def of(self, path: str) -> Origin | None:
        try:
            place = self._estate.where(path)
        except LookupError:
            return None
        file = place.file
        return Origin(str(file.relative_to(self._root)) if file.is_relative_to(self._root) else str(file), place.line)
