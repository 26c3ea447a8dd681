"""The options of the two sides of a VPC peering connection.

Source: ModifyVpcPeeringConnectionOptions in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.peering_shapes import DNS, OPTIONS
from sandbox.emulated.ec2.peering_states import settle, status_of
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

SIDES = {"RequesterPeeringConnectionOptions": "requester", "AccepterPeeringConnectionOptions": "accepter"}


@operation("ModifyVpcPeeringConnectionOptions")
@changing
def modify_vpc_peering_connection_options(call: Call) -> dict[str, Any]:
    """Change the options of a side, as the owner of its VPC in its Region; DNS resolution needs DNS hostnames."""
    connection = backend.peering(call, call.request["VpcPeeringConnectionId"])
    settle(connection, call.timestamp)
    given = {member: call.request[member] for member in SIDES if call.request.get(member)}
    if not given:
        raise AwsError("MissingParameter", "The request must contain options of the requester or of the accepter")
    if status_of(connection) != "active":
        raise AwsError(
            "OperationNotPermitted",
            f"Peering {connection.id} is not active. Peering options can be added only to active peerings.",
        )
    for member, options in given.items():
        side = SIDES[member]
        vpc = connection.vpc if side == "requester" else connection.peer_vpc
        if (call.account, call.region) != (vpc.owner_id, vpc.region):
            raise AwsError(
                "OperationNotPermitted",
                f"User {call.account} cannot modify {side} options of peering {connection.id} in {call.region}",
            )
        if set(options) - set(OPTIONS):
            raise NotEmulatedError("ec2", call.operation, "with multipath resilience")
        if any(options.get(name) for name in OPTIONS if name != DNS):
            raise AwsError("UnsupportedOperation", "EC2-Classic, which ClassicLink connects to, has been retired.")
        if options.get(DNS) and not (connection.vpc.enable_dns_hostnames and connection.peer_vpc.enable_dns_hostnames):
            raise AwsError(
                "InvalidVpcPeeringConnectionState.DnsHostnamesDisabled",
                f"DNS hostname support must be enabled for both VPCs of peering {connection.id}.",
            )
    response = {}
    for member, options in given.items():
        kept = connection.requester_options if SIDES[member] == "requester" else connection.accepter_options
        kept |= options
        response[member] = dict(options)
    return response
