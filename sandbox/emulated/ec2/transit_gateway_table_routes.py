"""The routes of a transit gateway's table, computed, with their attachments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.topology import computed
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitGatewayAttachment, TransitRouteTable
from sandbox.routing.prefix_order import by_address
from sandbox.routing.routes import TransitTableRoute


@dataclass(frozen=True)
class TableRoute:
    """A route with the attachments that share its traffic."""

    route: TransitTableRoute
    attachments: tuple[TransitGatewayAttachment, ...]

    @property
    def state(self) -> str:
        """Return EC2's state of the route."""
        return "active" if self.route.active else "blackhole"


def table_routes(call: HybridCall, table: TransitRouteTable) -> list[TableRoute]:
    """Return the table's routes, one a destination, in the order of addresses."""
    attached = {it.id: it for it in call.transit.attachments_of(table.gateway)}
    routes = computed(call.state, call.resources).transit_tables[table.id]
    routes = tuple(sorted(routes, key=lambda it: by_address(it.destination)))
    return [TableRoute(it, tuple(attached[path.via] for path in it.paths)) for it in routes]


def shown(found: TableRoute) -> dict[str, Any]:
    """Return a TransitGatewayRoute."""
    route = found.route
    response: dict[str, Any] = {
        "DestinationCidrBlock": str(route.destination),
        "Type": route.source.value,
        "State": found.state,
    }
    if route.prefix_list:
        response["PrefixListId"] = route.prefix_list
    if found.attachments:
        response["TransitGatewayAttachments"] = [
            {"ResourceId": it.resource, "TransitGatewayAttachmentId": it.id, "ResourceType": it.type}
            for it in found.attachments
        ]
    return response
