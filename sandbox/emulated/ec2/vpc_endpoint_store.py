"""VPC endpoints in moto's store of EC2: their states on a clock, and their shape in responses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from moto.ec2.models import ec2_backends

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.tags import forget_tags
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, Stateful, Timetable
from sandbox.emulated.service_call import Call

ENDPOINT = backend.Kind(
    "vpce",
    "InvalidVpcEndpointId.NotFound",
    "The Vpc Endpoint Id '{}' does not exist",
    "InvalidVpcEndpointId.Malformed",
)
PENDING, AVAILABLE, ACCEPTANCE = "pending", "available", "pendingAcceptance"
DELETING, DELETED, REJECTED = "deleting", "deleted", "rejected"
ENDED = frozenset({DELETING, DELETED, REJECTED})
"""States of endpoints that carry nothing and never will."""

_TIMETABLE: Timetable = {PENDING: (TRANSITION_SECONDS, AVAILABLE), DELETING: (TRANSITION_SECONDS, DELETED)}


def endpoints(call: Call) -> list[Any]:
    """Return the caller's endpoints of the Region that are not deleted."""
    return [it for it in list(backend.of(call).vpc_end_points.values()) if state_of(call, it) != DELETED]


def all_endpoints(call: Call) -> Iterator[Any]:
    """Yield the endpoints of all accounts and Regions that are not deleted."""
    for account in list(ec2_backends):
        for own in list(ec2_backends[account].values()):
            yield from (it for it in list(own.vpc_end_points.values()) if state_of(call, it) != DELETED)


def state_of(call: Call, it: Any) -> str:
    """Return the state of an endpoint at the time of the call; a deleted one is dropped from the store."""
    lifecycle: Stateful | None = getattr(it, "lifecycle", None)
    if lifecycle is not None:
        lifecycle.settle(_TIMETABLE, call.timestamp)
        it.state = lifecycle.state
        if it.state == DELETED:
            it.ec2_backend.vpc_end_points.pop(it.id, None)
            forget_tags(call, it.id)
    return str(it.state)


def enter(call: Call, it: Any, state: str) -> None:
    """Begin a state of an endpoint."""
    it.lifecycle, it.state = Stateful(state=state, since=call.timestamp), state


def find(call: Call, id_: str) -> Any:
    """Return an endpoint of the caller's."""
    found = next((it for it in endpoints(call) if it.id == id_), None)
    if found is None:
        raise missing(id_)
    return found


def missing(id_: str) -> AwsError:
    """Make the error for an endpoint that does not exist."""
    return ENDPOINT.not_found(id_)


def unsuccessful(id_: str, error: AwsError) -> dict[str, Any]:
    """Return the UnsuccessfulItem of a resource that an operation on several could not change."""
    return {"ResourceId": id_, "Error": {"Code": error.code, "Message": error.message}}


def shown(call: Call, it: Any) -> dict[str, Any]:
    """Return a VpcEndpoint."""
    response: dict[str, Any] = {
        "VpcEndpointId": it.id,
        "VpcEndpointType": it.vpc_endpoint_type or "Gateway",
        "VpcId": it.vpc_id,
        "ServiceName": it.service_name,
        "State": state_of(call, it),
        "PolicyDocument": it.policy_document,
        "RouteTableIds": [id_ for id_ in it.route_table_ids or [] if id_ in it.ec2_backend.route_tables],
        "SubnetIds": list(it.subnet_ids or []),
        "Groups": [_group(it, id_) for id_ in it.security_group_ids or []],
        "IpAddressType": getattr(it, "address_type", "ipv4"),
        "PrivateDnsEnabled": bool(it.private_dns_enabled),
        "RequesterManaged": False,
        "NetworkInterfaceIds": list(it.network_interface_ids or []),
        "DnsEntries": list(it.dns_entries or []),
        "CreationTimestamp": _moment(it),
        "Tags": [{"Key": key, "Value": value} for key, value in dict(it.ec2_backend.tags.get(it.id, {})).items()],
        "OwnerId": it.ec2_backend.account_id,
        "DnsOptions": getattr(it, "dns_options", None),
        "ServiceRegion": getattr(it, "service_region", it.ec2_backend.region_name),
    }
    return {member: value for member, value in response.items() if value is not None}


def _group(it: Any, id_: str) -> dict[str, str]:
    found = it.ec2_backend.get_security_group_from_id(id_)
    return {"GroupId": id_, "GroupName": found.name if found else ""}


def _moment(it: Any) -> datetime:
    found: datetime = it.creation_timestamp
    return found
