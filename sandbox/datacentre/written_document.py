"""Write the data centres as the document that describes them, which can be edited and put back. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.datacentre.document import KEPT
from sandbox.datacentre.model import UNNAMED, Cut, DataCentre, Interface, Ipv6, Line, Router
from sandbox.datacentre.routers import Routers


def written(routers: Routers | None) -> dict[str, Any]:
    """Return the document; without a data centre, one that describes none."""
    if routers is None:
        return {"datacentres": []}
    found = [_datacentre(routers, it) for it in routers.datacentres]
    if [it.name for it in routers.datacentres] == [UNNAMED]:
        del found[0]["name"]
        return found[0]
    return {"datacentres": found}


def down(cut: Cut | None) -> dict[str, str] | None:
    """Return what the document states of a line that is down; None for one that is up."""
    if cut is None:
        return None
    return {"reason": cut.reason, "since": datetime.fromtimestamp(cut.since, UTC).isoformat(timespec="seconds")}


def _datacentre(routers: Routers, it: DataCentre) -> dict[str, Any]:
    return {
        "name": it.name,
        "asn": it.asn,
        "prefixes": list(it.prefixes),
        "routers": [_router(router) for router in it.routers],
        "lines": [_line(routers, line) for line in it.lines],
    }


def _router(it: Router) -> dict[str, Any]:
    return {"name": it.name, "asn": it.asn, "prefixes": None if it.prefixes is None else list(it.prefixes)}


def _line(routers: Routers, it: Line) -> dict[str, Any]:
    return {
        "name": it.name,
        "router": it.router,
        "location": it.location,
        "bandwidth": it.bandwidth,
        "preference": it.preference,
        "down": down(routers.cuts.get(it.port)),
        "interfaces": {name: _interface(interface) for name, interface in it.interfaces.items()},
    }


def _interface(it: Interface) -> dict[str, Any]:
    return {
        "vlan": it.vlan,
        "customer_address": it.customer_address,
        "amazon_address": it.amazon_address,
        "amazon_asn": it.amazon_asn,
        "key": _key(it.key),
        "ipv6": None if it.ipv6 is None else _ipv6(it.ipv6),
        "prefixes": None if it.prefixes is None else list(it.prefixes),
    }


def _ipv6(it: Ipv6) -> dict[str, Any]:
    return {"customer_address": it.customer_address, "amazon_address": it.amazon_address, "key": _key(it.key)}


def _key(key: str | None) -> str | None:
    return None if key is None else KEPT
