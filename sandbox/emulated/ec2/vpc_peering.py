"""VPC peering connections, in an account and Region or across them.

Source: CreateVpcPeeringConnection and its neighbours in the EC2 API Reference; the Amazon VPC Peering Guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection

from sandbox.emulated.ec2 import backend, peering_states
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.cidrs import overlapping
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.peering_shapes import shown_connection
from sandbox.emulated.ec2.peering_states import IN_USE, enter, settle, settled, status_of
from sandbox.emulated.ec2.route_targets import vpc_blocks
from sandbox.emulated.ec2.tags import requested_tags, tag
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ACTIVE_A_VPC = 50
"""Active peering connections of a VPC (Amazon VPC quotas)."""
OUTSTANDING = 25
"""Requests of an account in a Region that wait for an answer (Amazon VPC quotas)."""

LISTING = Listing(
    member="VpcPeeringConnections",
    ids="VpcPeeringConnectionIds",
    id="VpcPeeringConnectionId",
    missing=backend.PEERING.not_found,
    fields={
        "accepter-vpc-info.cidr-block": member("AccepterVpcInfo.CidrBlock"),
        "accepter-vpc-info.owner-id": member("AccepterVpcInfo.OwnerId"),
        "accepter-vpc-info.vpc-id": member("AccepterVpcInfo.VpcId"),
        "expiration-time": member("ExpirationTime"),
        "requester-vpc-info.cidr-block": member("RequesterVpcInfo.CidrBlock"),
        "requester-vpc-info.owner-id": member("RequesterVpcInfo.OwnerId"),
        "requester-vpc-info.vpc-id": member("RequesterVpcInfo.VpcId"),
        "status-code": member("Status.Code"),
        "status-message": member("Status.Message"),
        "vpc-peering-connection-id": member("VpcPeeringConnectionId"),
    },
)


@dataclass(frozen=True)
class UnknownVpc:
    """The VPC that a request names and that does not exist; such a request fails."""

    id: str
    owner_id: str
    region: str
    cidr_block: str = ""

    def get_cidr_block_association_set(self, *, ipv6: bool = False) -> list[dict[str, Any]]:
        """Return no range."""
        del ipv6
        return []


@operation("CreateVpcPeeringConnection")
@changing
def create_vpc_peering_connection(call: Call) -> dict[str, Any]:
    """Request a connection; one with ranges that overlap, or to a VPC that does not exist elsewhere, fails later."""
    if call.request.get("RequesterPeeringConnectionOptions"):
        raise NotEmulatedError("ec2", call.operation, "with multipath resilience")
    tags = requested_tags(call, "vpc-peering-connection")
    for name in ("VpcId", "PeerVpcId"):
        if not call.request.get(name):
            raise AwsError("MissingParameter", f"The request must contain the parameter {name[0].lower() + name[1:]}")
    own = backend.of(call)
    vpc = backend.vpc(call, call.request["VpcId"])
    owner, region = call.request.get("PeerOwnerId") or call.account, call.request.get("PeerRegion") or call.region
    if region not in {each.name for each in own.describe_regions()}:
        raise AwsError("InvalidParameterValue", f"Value ({region}) for parameter peerRegion is invalid.")
    peer = _peer(call, call.request["PeerVpcId"], owner, region)
    existing = settled(call)
    if any(status_of(it) in IN_USE and {it.vpc.id, it.peer_vpc.id} == {vpc.id, peer.id} for it in existing):
        raise AwsError(
            "VpcPeeringConnectionAlreadyExists",
            f"A VPC peering connection between {vpc.id} and {peer.id} already exists.",
        )
    waiting = [it for it in existing if it.vpc.owner_id == call.account and status_of(it) in IN_USE - {"active"}]
    if len(waiting) >= OUTSTANDING:
        raise AwsError(
            "OutstandingVpcPeeringConnectionLimitExceeded",
            "The maximum number of outstanding VPC peering connection requests has been reached.",
        )
    made = VPCPeeringConnection(own, f"pcx-{call.token(17)}", vpc, peer)
    made.created = call.timestamp
    made.fails = isinstance(peer, UnknownVpc) or overlapping(vpc_blocks(vpc), vpc_blocks(peer))
    enter(made, "initiating-request", f"Initiating Request to {owner}", call.timestamp)
    own.vpc_pcxs[made.id] = made
    if not made.fails and (accepter := backend.at(owner, region)) is not None:
        accepter.vpc_pcxs[made.id] = made
    tag(call, made.id, tags)
    return {"VpcPeeringConnection": shown_connection(call, made)}


def _peer(call: Call, id_: str, owner: str, region: str) -> Any:
    there = backend.at(owner, region)
    found = there.vpcs.get(id_) if there is not None else None
    if found is None and (owner, region) == (call.account, call.region):
        raise backend.VPC.not_found(id_)
    return found if found is not None else UnknownVpc(id_, owner, region)


@operation("AcceptVpcPeeringConnection")
@changing
def accept_vpc_peering_connection(call: Call) -> dict[str, Any]:
    """Accept a request, as the owner of the accepter's VPC and in its Region."""
    connection = _requested(call)
    _check_accepter(call, connection, "accept")
    _check_pending(call, connection, "active")
    for vpc in (connection.vpc, connection.peer_vpc):
        active = [
            it
            for it in list(vpc.ec2_backend.vpc_pcxs.values())
            if status_of(it) in {"provisioning", "active"} and vpc.id in {it.vpc.id, it.peer_vpc.id}
        ]
        if len(active) >= ACTIVE_A_VPC:
            raise AwsError(
                "ActiveVpcPeeringConnectionPerVpcLimitExceeded",
                f"The maximum number of active VPC peering connections of {vpc.id} has been reached: {ACTIVE_A_VPC}.",
            )
    enter(connection, "provisioning", "Provisioning", call.timestamp)
    return {"VpcPeeringConnection": shown_connection(call, connection)}


@operation("RejectVpcPeeringConnection")
@changing
def reject_vpc_peering_connection(call: Call) -> dict[str, Any]:
    """Reject a request, as the owner of the accepter's VPC and in its Region."""
    connection = _requested(call)
    _check_accepter(call, connection, "reject")
    _check_pending(call, connection, "rejected")
    enter(connection, "rejected", f"Rejected by {call.account}", call.timestamp)
    return {"Return": True}


@operation("DeleteVpcPeeringConnection")
@changing
def delete_vpc_peering_connection(call: Call) -> dict[str, Any]:
    """Delete a connection: an active one by either owner, a request by the requester."""
    connection = _requested(call)
    code = status_of(connection)
    if code not in IN_USE:
        raise _transition(connection, "deleted")
    if code in {"initiating-request", "pending-acceptance"} and call.account != connection.vpc.owner_id:
        raise AwsError(
            "OperationNotPermitted",
            f"User {call.account} cannot delete peering {connection.id}: it can be rejected.",
        )
    enter(connection, "deleted", f"Deleted by {call.account}", call.timestamp)
    return {"Return": True}


@operation("DescribeVpcPeeringConnections")
def describe_vpc_peering_connections(call: Call) -> dict[str, Any]:
    """Return the connections of which the caller is a side in the Region."""
    return describe(call, LISTING, [shown_connection(call, it) for it in settled(call)])


def _requested(call: Call) -> Any:
    id_ = call.request.get("VpcPeeringConnectionId")
    if not id_:
        raise AwsError("MissingParameter", "The request must contain the parameter vpcPeeringConnectionId")
    connection = backend.peering(call, id_)
    settle(connection, call.timestamp)
    return connection


def _check_accepter(call: Call, connection: Any, verb: str) -> None:
    accepter = connection.peer_vpc
    if call.account != accepter.owner_id:
        raise AwsError("OperationNotPermitted", f"User {call.account} cannot {verb} peering {connection.id}")
    if call.region != accepter.region:
        raise AwsError(
            "OperationNotPermitted",
            f"Incorrect region ({call.region}) specified for this request. VPC peering connection {connection.id}"
            f" must be {verb}ed in region {accepter.region}",
        )


def _check_pending(call: Call, connection: Any, wanted: str) -> None:
    """Raise unless a request waits for its answer; one that was made a moment ago does."""
    if status_of(connection) == "initiating-request" and not connection.fails:
        peering_states.await_acceptance(connection, call.timestamp)
    if status_of(connection) != "pending-acceptance":
        raise _transition(connection, wanted)


def _transition(connection: Any, wanted: str) -> AwsError:
    return AwsError(
        "InvalidStateTransition",
        f"Invalid state transition for {connection.id}, attempted to transition from {status_of(connection)}"
        f" to {wanted}",
    )
