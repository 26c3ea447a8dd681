"""Replace the data centres, and cut and restore lines: what is down stays down until it is restored. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sandbox.datacentre.document import KEPT, Document
from sandbox.datacentre.model import Cut, DataCentre, Interface, Line, Port
from sandbox.datacentre.routers import Routers

LEFT_OUT = "the data centre's document no longer has it"


def replaced(old: Routers | None, document: Document, now: float, in_use: Callable[[Port], bool]) -> Routers:
    """Return the routers of a document.

    A line keeps being up or down where the document does not state it. A line that the document leaves out stays
    listed, down, while a connection uses it; it is up again when a document has it again.
    """
    before = old or Routers(())
    ports = {line.port for datacentre in document.datacentres for line in datacentre.lines}
    cuts = {port: cut for port, cut in before.cuts.items() if port in ports and not cut.left_out}
    for port, reason in document.stated.items():
        known = before.cuts.get(port)
        cuts.pop(port, None)
        if reason is not None:
            cuts[port] = known if known is not None and known.reason == reason else Cut(reason, now)
    datacentres = {it.name: _with_keys(before, it) for it in document.datacentres}
    for datacentre in before.datacentres:
        lost = tuple(line for line in datacentre.lines if line.port not in ports and in_use(line.port))
        if lost:
            kept = datacentres.get(datacentre.name, replace(datacentre, lines=()))
            datacentres[datacentre.name] = replace(kept, lines=kept.lines + lost)
            cuts |= {it.port: before.cuts.get(it.port) or Cut(LEFT_OUT, now, left_out=True) for it in lost}
    return Routers(tuple(datacentres.values()), cuts)


def cut(old: Routers, port: Port, reason: str, now: float) -> Routers:
    """Return the routers with a line down; one that is down already keeps its reason."""
    return replace(old, cuts={port: Cut(reason, now)} | dict(old.cuts))


def restored(old: Routers, port: Port) -> Routers:
    """Return the routers with a line up."""
    return replace(old, cuts=_without(old.cuts, port))


def _without(cuts: Mapping[Port, Cut], port: Port) -> dict[Port, Cut]:
    return {each: cut for each, cut in cuts.items() if each != port}


def _with_keys(before: Routers, datacentre: DataCentre) -> DataCentre:
    """Return the data centre with the keys that the document leaves as they are."""
    return replace(datacentre, lines=tuple(_line_with_keys(before, line) for line in datacentre.lines))


def _line_with_keys(before: Routers, line: Line) -> Line:
    found = before.place(line.port)
    known = found[1].interfaces if found else {}
    return replace(line, interfaces={name: _with_key(it, known.get(name)) for name, it in line.interfaces.items()})


def _with_key(interface: Interface, known: Interface | None) -> Interface:
    key = known.key if interface.key == KEPT and known else interface.key
    six = interface.ipv6
    if six is not None and six.key == KEPT:
        six = replace(six, key=known.ipv6.key if known and known.ipv6 else None)
    return replace(interface, key=None if key == KEPT else key, ipv6=six)
