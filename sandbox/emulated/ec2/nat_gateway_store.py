"""NAT gateways, their addresses and their states.

Source: "NAT gateway basics" and "Troubleshoot NAT gateways" in the Amazon VPC User Guide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.tags import shown_tags
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, VISIBLE_SECONDS, Stateful, Timetable
from sandbox.emulated.service_call import Call

WORKS: Timetable = {"pending": (TRANSITION_SECONDS, "available"), "deleting": (TRANSITION_SECONDS, "deleted")}
FAILS: Timetable = {"pending": (TRANSITION_SECONDS, "failed"), "deleting": (TRANSITION_SECONDS, "deleted")}


@dataclass
class NatAddress:
    """A private address of a NAT gateway, with the Elastic IP address of a public one."""

    private: str
    elastic: Any = None


@dataclass(kw_only=True)
class NatGateway(Stateful):
    """A NAT gateway of one zone, kept among moto's, where routes look for it."""

    id: str
    subnet_id: str
    vpc_id: str
    connectivity_type: str
    created: float
    interface: Any = None
    addresses: list[NatAddress] = field(default_factory=list)
    failure: tuple[str, str] | None = None
    """Code and message of why it can not be made."""
    allocations: list[str] = field(default_factory=list)
    """The Elastic IP addresses that a failed one was to have."""
    deleted: float | None = None


def settled(call: Call) -> list[NatGateway]:
    """Return the caller's gateways at the time of the call; those long deleted are forgotten."""
    known = backend.of(call).nat_gateways
    for id_, gateway in list(known.items()):
        gateway.settle(FAILS if gateway.failure else WORKS, call.timestamp)
        if gateway.state == "deleted" and call.timestamp > gateway.since + VISIBLE_SECONDS:
            known.pop(id_, None)
    return list(known.values())


def shown_gateway(call: Call, gateway: NatGateway) -> dict[str, Any]:
    """Return a gateway as EC2 shows it."""
    shown: dict[str, Any] = {
        "ConnectivityType": gateway.connectivity_type,
        "CreateTime": datetime.fromtimestamp(gateway.created, UTC),
        "NatGatewayAddresses": shown_addresses(gateway),
        "NatGatewayId": gateway.id,
        "State": gateway.state,
        "SubnetId": gateway.subnet_id,
        "Tags": shown_tags(call, gateway.id),
        "VpcId": gateway.vpc_id,
    }
    if gateway.failure and gateway.state != "pending":
        shown["FailureCode"], shown["FailureMessage"] = gateway.failure
    if gateway.deleted is not None:
        shown["DeleteTime"] = datetime.fromtimestamp(gateway.deleted, UTC)
    return shown


def shown_addresses(gateway: NatGateway) -> list[dict[str, Any]]:
    """Return the addresses of a gateway, the primary one first."""
    if gateway.failure:
        return [{"AllocationId": each} for each in gateway.allocations]
    shown = []
    for number, each in enumerate(gateway.addresses):
        address: dict[str, Any] = {"IsPrimary": number == 0, "PrivateIp": each.private, "Status": "succeeded"}
        if gateway.interface is not None:
            address["NetworkInterfaceId"] = gateway.interface.id
        if each.elastic is not None:
            address |= {"AllocationId": each.elastic.allocation_id, "PublicIp": each.elastic.public_ip}
            if each.elastic.association_id:
                address["AssociationId"] = each.elastic.association_id
        shown.append(address)
    return shown
