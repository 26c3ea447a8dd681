"""Connections of endpoints to a service: their acceptance and rejection by its owner.

Source: EC2 API Reference, AcceptVpcEndpointConnections, RejectVpcEndpointConnections, DescribeVpcEndpointConnections.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import endpoint_service_shapes as shapes
from sandbox.emulated.ec2 import endpoint_service_store as store
from sandbox.emulated.ec2 import vpc_endpoint_store as endpoints
from sandbox.emulated.ec2.endpoint_notifications import notify
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_LISTING = Listing(
    member="VpcEndpointConnections",
    fields={
        "ip-address-type": member("IpAddressType"),
        "service-id": member("ServiceId"),
        "vpc-endpoint-id": member("VpcEndpointId"),
        "vpc-endpoint-owner": member("VpcEndpointOwner"),
        "vpc-endpoint-region": member("VpcEndpointRegion"),
        "vpc-endpoint-state": member("VpcEndpointState"),
    },
    least=1,
)


@operation("DescribeVpcEndpointConnections")
def describe_vpc_endpoint_connections(call: Call) -> dict[str, Any]:
    """Return the connections to the caller's services."""
    found = (
        shapes.connection(call, service, endpoint)
        for service in store.services(call)
        for endpoint in store.connections(call, service)
    )
    return describe(call, _LISTING, found)


@operation("AcceptVpcEndpointConnections")
@backend.changing
def accept_vpc_endpoint_connections(call: Call) -> dict[str, Any]:
    """Accept connections that wait for it; the others are returned."""

    def accept(service: Any, endpoint: Any) -> None:
        _require(endpoint, endpoints.ACCEPTANCE)
        endpoints.enter(call, endpoint, endpoints.PENDING)
        notify(call, service, endpoint, "Accept")

    return _each(call, accept)


@operation("RejectVpcEndpointConnections")
@backend.changing
def reject_vpc_endpoint_connections(call: Call) -> dict[str, Any]:
    """Reject connections, accepted ones too; the others are returned."""

    def reject(service: Any, endpoint: Any) -> None:
        _require(endpoint, endpoints.ACCEPTANCE, endpoints.PENDING, endpoints.AVAILABLE)
        endpoints.enter(call, endpoint, endpoints.REJECTED)
        notify(call, service, endpoint, "Reject")

    return _each(call, reject)


def _require(endpoint: Any, *states: str) -> None:
    if endpoint.state not in states:
        raise AwsError(
            "InvalidState", f"The Vpc Endpoint '{endpoint.id}' is in state {endpoint.state}, not {' or '.join(states)}"
        )


def _each(call: Call, change: Callable[[Any, Any], None]) -> dict[str, Any]:
    service = store.find(call, call.request["ServiceId"])
    known = {it.id: it for it in store.connections(call, service)}
    failed = []
    for id_ in dict.fromkeys(call.request["VpcEndpointIds"]):
        try:
            if id_ not in known:
                raise endpoints.missing(id_)
            change(service, known[id_])
        except AwsError as error:
            failed.append(endpoints.unsuccessful(id_, error))
    return {"Unsuccessful": failed}
