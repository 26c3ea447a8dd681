"""The states of a VPC peering connection, which change with time and by its two owners.

Source: "VPC peering connection lifecycle" in the Amazon VPC Peering Guide.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS
from sandbox.emulated.service_call import Call

HOUR, DAY = 3600.0, 86400.0
EXPIRES_SECONDS = 7 * DAY
"""How long a request waits for its acceptance."""
LISTED_SECONDS = {"failed": 2 * HOUR, "rejected": 2 * DAY, "expired": 2 * DAY, "deleted": 2 * HOUR}
"""How long a connection that came to nothing is still listed."""

IN_USE = frozenset({"initiating-request", "pending-acceptance", "provisioning", "active"})
CAUSE_OF_FAILURE = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"


def status_of(connection: Any) -> str:
    """Return the code of a connection's status."""
    return str(connection._status.code)  # noqa: SLF001 - moto has no other name


def enter(connection: Any, code: str, message: str, now: float) -> None:
    """Change the state of a connection."""
    status = connection._status  # noqa: SLF001 - moto has no other name
    status.code, status.message = code, message
    connection.since = now


def settle(connection: Any, now: float) -> None:
    """Make every transition that is due by now."""
    code, since = status_of(connection), getattr(connection, "since", now)
    if code == "initiating-request" and now >= since + TRANSITION_SECONDS:
        if connection.fails:
            enter(connection, "failed", CAUSE_OF_FAILURE, since + TRANSITION_SECONDS)
        else:
            await_acceptance(connection, since + TRANSITION_SECONDS)
            settle(connection, now)
    elif code == "pending-acceptance" and now >= since + EXPIRES_SECONDS:
        enter(connection, "expired", "Expired", since + EXPIRES_SECONDS)
    elif code == "provisioning" and now >= since + TRANSITION_SECONDS:
        enter(connection, "active", "Active", since + TRANSITION_SECONDS)


def await_acceptance(connection: Any, now: float) -> None:
    """Let a request wait for the owner of the accepter's VPC."""
    enter(connection, "pending-acceptance", f"Pending Acceptance by {connection.peer_vpc.owner_id}", now)


def settled(call: Call) -> list[Any]:
    """Return the connections of which the caller is a side, at the time of the call; those long gone are forgotten."""
    known = backend.of(call).vpc_pcxs
    for id_, connection in list(known.items()):
        settle(connection, call.timestamp)
        listed = LISTED_SECONDS.get(status_of(connection))
        if listed is not None and call.timestamp > getattr(connection, "since", call.timestamp) + listed:
            known.pop(id_, None)
    return list(known.values())
