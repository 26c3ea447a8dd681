"""Interconnects of Direct Connect partners: ports that host connections of other accounts."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import port_shapes
from sandbox.emulated.directconnect.connections import delete, order
from sandbox.emulated.directconnect.hosted_connections import own_interconnect
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation


@operation("CreateInterconnect")
def create_interconnect(call: HybridCall) -> dict[str, Any]:
    """Order an interconnect; every account of the sandbox may act as a partner."""
    ordered = order(call, call.request["interconnectName"], call.request, interconnect=True)
    return port_shapes.interconnect(call.direct_connect, ordered)


@operation("DescribeInterconnects")
def describe_interconnects(call: HybridCall) -> dict[str, Any]:
    """Return the account's interconnects of the Region."""
    if wanted := call.request.get("interconnectId"):
        found = [own_interconnect(call, wanted)]
    else:
        found = [
            it
            for it in call.direct_connect.connections.values()
            if it.interconnect and (it.owner, it.region) == (call.account, call.region)
        ]
    return call.page("interconnects", found, lambda it: port_shapes.interconnect(call.direct_connect, it))


@operation("DeleteInterconnect")
def delete_interconnect(call: HybridCall) -> dict[str, Any]:
    """Delete an interconnect that hosts nothing."""
    interconnect = own_interconnect(call, call.request["interconnectId"])
    delete(call, interconnect)
    return {"interconnectState": interconnect.state}
