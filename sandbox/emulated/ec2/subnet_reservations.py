"""Ranges of a subnet that AWS does not assign by itself.

Source: CreateSubnetCidrReservation in the EC2 API Reference; "Subnet CIDR reservations" in the Amazon VPC User Guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

from moto.ec2.models.subnets import SubnetCidrReservation

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.cidrs import ipv4_block, ipv6_block
from sandbox.emulated.ec2.filters import filtered, member, tags_of
from sandbox.emulated.ec2.listing import check_page_size
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.ec2.vpc_ranges import blocks_of_subnet
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

FIELDS = {"reservationType": member("ReservationType"), "subnet-id": member("SubnetId")}


def reservations(subnet: Any) -> list[Any]:
    """Return the reservations of a subnet, as moto keeps them."""
    kept: list[Any] = subnet._cidr_reservations  # noqa: SLF001 - moto has no other name
    return kept


@operation("CreateSubnetCidrReservation")
@changing
def create_subnet_cidr_reservation(call: Call) -> dict[str, Any]:
    """Reserve a range of a subnet: `prefix` for prefixes of interfaces, `explicit` for addresses given by hand."""
    tags = requested_tags(call, "subnet-cidr-reservation")
    subnet = backend.subnet(call, call.request["SubnetId"])
    text = call.request["Cidr"]
    block = ipv6_block(text, "cidr") if ":" in text else ipv4_block(text, "cidr")
    own = [ip_network(it) for it in blocks_of_subnet(subnet)]
    if not any(block.version == it.version and block.subnet_of(it) for it in own):  # type: ignore[arg-type]
        raise AwsError(
            "InvalidCidrReservation.NotWithinSubnetCidr",
            f"The CIDR '{block}' is not within the CIDR blocks of subnet '{subnet.id}'.",
        )
    if any(block.version == it.cidr.version and block.overlaps(it.cidr) for it in reservations(subnet)):
        raise AwsError(
            "InvalidCidrReservation.OverlapExisting", f"The CIDR '{block}' overlaps an existing reservation."
        )
    made = SubnetCidrReservation(
        ec2_backend=backend.of(call),
        subnet_id=subnet.id,
        cidr=block,
        reservation_type=call.request["ReservationType"],
        owner_id=call.account,
        subnet_cidr_reservation_id=f"scr-{call.token(17)}",
    )
    made.description = call.request.get("Description") or ""
    reservations(subnet).append(made)
    tag(call, made.id, tags)
    return {"SubnetCidrReservation": _shown(call, made)}


@operation("DeleteSubnetCidrReservation")
@changing
def delete_subnet_cidr_reservation(call: Call) -> dict[str, Any]:
    """Delete a reservation."""
    id_ = call.request["SubnetCidrReservationId"]
    for subnet in backend.subnets(call):
        for each in list(reservations(subnet)):
            if each.id == id_:
                shown = _shown(call, each)
                reservations(subnet).remove(each)
                forget_tags(call, id_)
                return {"DeletedSubnetCidrReservation": shown}
    raise AwsError("InvalidSubnetCidrReservationID.NotFound", f"The subnet CIDR reservation ID '{id_}' does not exist")


@operation("GetSubnetCidrReservations")
def get_subnet_cidr_reservations(call: Call) -> dict[str, Any]:
    """Return the reservations of a subnet, those of each family apart."""
    subnet = backend.subnet(call, call.request["SubnetId"])
    if (size := call.request.get("MaxResults")) is not None:
        check_page_size(size)
    found = filtered(
        [_shown(call, each) for each in reservations(subnet)], call.request.get("Filters"), FIELDS, tags_of
    )
    paged = call.page("Reservations", found)
    shown = paged.pop("Reservations")
    return paged | {
        "SubnetIpv4CidrReservations": list(_of_family(shown, ":", has=False)),
        "SubnetIpv6CidrReservations": list(_of_family(shown, ":", has=True)),
    }


def _of_family(shown: list[dict[str, Any]], mark: str, *, has: bool) -> Iterator[dict[str, Any]]:
    return (each for each in shown if (mark in each["Cidr"]) == has)


def _shown(call: Call, kept: Any) -> dict[str, Any]:
    return {
        "SubnetCidrReservationId": kept.id,
        "SubnetId": kept.subnet_id,
        "Cidr": str(kept.cidr),
        "ReservationType": kept.reservation_type,
        "OwnerId": kept.owner_id,
        "Description": getattr(kept, "description", ""),
        "Tags": shown_tags(call, kept.id),
    }
