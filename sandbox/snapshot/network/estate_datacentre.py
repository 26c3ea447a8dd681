"""The far end that an estate file describes."""

from __future__ import annotations

from dataclasses import replace
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


def with_estate_lines(far: FarEnd, estate: FarEnd) -> FarEnd:
    """Return a far end with the lines of the estate file for what the file describes."""
    known = {(line.name, line.location): line for line in estate.lines}
    routers = estate.routers
    return replace(
        far,
        lines=tuple(_located(line, known.get((line.name, line.location))) for line in far.lines),
        datacentres=tuple(
            replace(
                centre,
                origin=next((each.origin for each in estate.datacentres if each.name == centre.name), None),
                routers=tuple(
                    replace(router, origin=routers[router.name].origin if router.name in routers else None)
                    for router in centre.routers
                ),
            )
            for centre in far.datacentres
        ),
    )


def _located(line: FarLine, known: FarLine | None) -> FarLine:
    places = {each.name: each.origin for each in known.interfaces} if known else {}
    interfaces = tuple(
        replace(
            each,
            origin=places.get(each.name),
            sessions=tuple(replace(half, origin=places.get(each.name)) for half in each.sessions),
        )
        for each in line.interfaces
    )
    return replace(line, interfaces=interfaces, origin=known.origin if known else None)


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
        half = FarSession(4, asn, amazon_asn, customer, amazon, None, sent, origin=origin)
        interfaces.append(FarInterface(name, interface.vlan, (half,), origin=origin))
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
