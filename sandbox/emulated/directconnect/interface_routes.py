"""The routes of a virtual interface: those accepted from the customer, and those advertised to the customer.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/bgp-route-visibility.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.interfaces import own_or_carried
from sandbox.emulated.directconnect.port_shapes import device_of
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import BgpPeer, VirtualInterface
from sandbox.emulated.hybrid_network.topology import computed
from sandbox.emulated.operation import operation
from sandbox.routing.model import Prefix
from sandbox.routing.prefix_order import by_address
from sandbox.routing.routes import AnnouncedRoute, Path

DIRECTIONS = ("accepted", "advertised")
FAMILIES = ("ipv4", "ipv6")
CIDRS = 10
"""`cidrs` of RouteFilters (Direct Connect API Reference)."""


@operation("ListVirtualInterfaceRoutes")
def list_virtual_interface_routes(call: HybridCall) -> dict[str, Any]:
    """Return the routes of the sessions that are up, as the filters select them."""
    id_ = call.request.get("virtualInterfaceId")
    if not id_:
        raise rules.refusal("Specify a virtual interface ID.")
    vif = own_or_carried(call, id_)
    wanted = call.request.get("filters") or {}
    _check(wanted)
    found = [route for route in _routes(call, vif) if _selected(route, wanted)]
    return {"virtualInterfaceId": vif.id} | call.page("routes", found)


def _routes(call: HybridCall, vif: VirtualInterface) -> Iterator[dict[str, Any]]:
    """Yield each session's accepted routes, then its advertised ones, by address."""
    port = call.direct_connect.port(vif.connection)
    device = device_of(call.direct_connect, port) if port else ""
    routes = computed(call.state, call.resources)
    accepted = sorted(routes.accepted[vif.id], key=lambda it: by_address(it.destination))
    advertised = sorted(routes.advertised[vif.id], key=lambda it: by_address(it.destination))
    for peer in vif.peers:
        for learned in accepted:
            for path in (*learned.paths, *learned.backup):
                if path.session == peer.id:
                    yield _route(peer, learned.destination, "accepted", path, device)
        for announced in advertised:
            if announced.session == peer.id:
                yield _route(peer, announced.destination, "advertised", announced, device)


def _route(
    peer: BgpPeer, destination: Prefix, direction: str, route: Path | AnnouncedRoute, device: str
) -> dict[str, Any]:
    return {
        "cidr": str(destination),
        "routeDirection": direction,
        "addressFamily": peer.family,
        "asPath": [{"pathType": "seq", "path": list(route.as_path)}],
        "communities": sorted(route.communities),
        "awsLogicalDeviceId": device,
        "routeInstalledAt": datetime.fromtimestamp(peer.up_since or 0.0, UTC),
    }


def _check(wanted: dict[str, Any]) -> None:
    for member, known in (("routeDirection", DIRECTIONS), ("addressFamily", FAMILIES)):
        value = wanted.get(member)
        if value is not None and value not in known:
            raise rules.refusal(f"{member} {value} is invalid. Use {', '.join(known)}.")
    cidrs = wanted.get("cidrs")
    if cidrs is not None and not 1 <= len(cidrs) <= CIDRS:
        raise rules.refusal(f"Specify 1 to {CIDRS} CIDRs.")
    for cidr in cidrs or ():
        try:
            ip_network(cidr)
        except ValueError as wrong:
            raise rules.refusal(f"Prefix {cidr} is not a valid CIDR.") from wrong


def _selected(route: dict[str, Any], wanted: dict[str, Any]) -> bool:
    path = route["asPath"][0]["path"]
    return (
        wanted.get("routeDirection") in {None, route["routeDirection"]}
        and wanted.get("addressFamily") in {None, route["addressFamily"]}
        and (not wanted.get("cidrs") or route["cidr"] in {str(ip_network(cidr)) for cidr in wanted["cidrs"]})
        and (not wanted.get("asPath") or wanted["asPath"] == path)
        and set(wanted.get("communities") or ()) <= set(route["communities"])
    )
