"""Elastic IP addresses.

Source: AllocateAddress, AssociateAddress, DisassociateAddress, ReleaseAddress and DescribeAddresses in the EC2 API
Reference.
"""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.elastic_ip_store import associate, by_address, by_allocation, disassociate, private_address
from sandbox.emulated.ec2.filters import filtered, member, tags_of
from sandbox.emulated.ec2.interface_shapes import public_name
from sandbox.emulated.ec2.listing import check_page_size
from sandbox.emulated.ec2.one_of import exactly_one
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

NOT_EMULATED = ("CustomerOwnedIpv4Pool", "IpamPoolId")

FIELDS = {
    "allocation-id": member("AllocationId"),
    "association-id": member("AssociationId"),
    "domain": member("Domain"),
    "instance-id": member("InstanceId"),
    "network-border-group": member("NetworkBorderGroup"),
    "network-interface-id": member("NetworkInterfaceId"),
    "network-interface-owner-id": member("NetworkInterfaceOwnerId"),
    "private-ip-address": member("PrivateIpAddress"),
    "public-ip": member("PublicIp"),
}


@operation("AllocateAddress")
@changing
def allocate_address(call: Call) -> dict[str, Any]:
    """Allocate an address of Amazon's pool, or one that the account has released."""
    request = call.request
    for name in NOT_EMULATED:
        if request.get(name):
            raise NotEmulatedError("ec2", call.operation, f"with {name}")
    if request.get("PublicIpv4Pool", "amazon") != "amazon":
        raise NotEmulatedError("ec2", call.operation, "from a pool of the customer's")
    if request.get("Domain") == "standard":
        raise AwsError("InvalidParameterValue", "EC2-Classic has been retired: addresses are of the domain vpc.")
    group = request.get("NetworkBorderGroup") or call.region
    if not group.startswith(call.region):
        raise AwsError("InvalidParameterValue", f"Value ({group}) for parameter networkBorderGroup is invalid.")
    tags = requested_tags(call, "elastic-ip")
    own = backend.of(call)
    elastic = own.allocate_address("vpc", address=_recovered(call, request.get("Address")))
    while sum(each.public_ip == elastic.public_ip for each in own.addresses) > 1:
        own.addresses.remove(elastic)
        elastic = own.allocate_address("vpc")
    _released(own).discard(elastic.public_ip)
    tag(call, elastic.allocation_id, tags)
    return {
        "AllocationId": elastic.allocation_id,
        "Domain": "vpc",
        "NetworkBorderGroup": group,
        "PublicIp": elastic.public_ip,
        "PublicIpv4Pool": "amazon",
    }


def _released(own: Any) -> set[str]:
    """Return the addresses that the account has released and may get again."""
    if not hasattr(own, "released_addresses"):
        own.released_addresses = set()
    found: set[str] = own.released_addresses
    return found


def _recovered(call: Call, address: str | None) -> str | None:
    if not address:
        return None
    try:
        IPv4Address(address)
    except ValueError as bad:
        raise AwsError("InvalidAddress.Malformed", f"Invalid address '{address}'") from bad
    if address not in _released(backend.of(call)):
        raise AwsError("InvalidAddress.NotFound", f"Address '{address}' not found.")
    return address


@operation("ReleaseAddress")
@changing
def release_address(call: Call) -> dict[str, Any]:
    """Release an address that is not associated."""
    elastic = _requested(call)
    if elastic.association_id is not None:
        raise AwsError("InvalidIPAddress.InUse", f"Address {elastic.public_ip} is in use.")
    own = backend.of(call)
    own.addresses.remove(elastic)
    _released(own).add(elastic.public_ip)
    forget_tags(call, elastic.allocation_id)
    return {}


@operation("AssociateAddress")
@changing
def associate_address(call: Call) -> dict[str, Any]:
    """Associate an address with a private address of an interface, by default the primary one."""
    elastic = _requested(call)
    kind, id_ = exactly_one(call, ("InstanceId", "NetworkInterfaceId"))
    interface = backend.interface(call, id_) if kind == "NetworkInterfaceId" else _of_instance(call, id_)
    if interface.requester_managed:
        raise AwsError("AuthFailure", "You do not have permission to access the specified resource.")
    private = call.request.get("PrivateIpAddress") or interface.private_ip_address
    if private not in {each["PrivateIpAddress"] for each in interface.private_ip_addresses}:
        raise AwsError("InvalidParameterValue", f"Address {private} is not a private address of {interface.id}")
    if not _on_internet(call, interface.vpc_id):
        raise AwsError("Gateway.NotAttached", f"Network {interface.vpc_id} is not attached to any internet gateway")
    if elastic.association_id and (elastic.eni is not interface or private_address(elastic) != private):
        _check_reassociation(call, elastic)
    return {"AssociationId": associate(call, elastic, interface, private)}


def _check_reassociation(call: Call, elastic: Any) -> None:
    """Raise where an associated address may not move: the request forbids it, or a NAT gateway has it."""
    if call.request.get("AllowReassociation") is False or elastic.eni.requester_managed:
        raise AwsError(
            "Resource.AlreadyAssociated",
            f"resource {elastic.allocation_id} is already associated with associate-id {elastic.association_id}",
        )


def _of_instance(call: Call, id_: str) -> Any:
    instance = backend.instance(call, id_)
    state = instance._state.name  # noqa: SLF001 - moto has no other name
    if state not in {"running", "stopped"}:
        raise AwsError("InvalidInstanceID", f"The {state} instance '{id_}' is not in a valid state for this operation.")
    if len(instance.nics) > 1:
        raise AwsError(
            "InvalidInstanceID",
            f"There are multiple interfaces attached to instance '{id_}'."
            " Please specify an interface ID for the operation instead.",
        )
    return instance.nics[0]


def _on_internet(call: Call, vpc: str) -> bool:
    gateways = list(backend.of(call).internet_gateways.values())
    return any(each.vpc is not None and each.vpc.id == vpc for each in gateways)


@operation("DisassociateAddress")
@changing
def disassociate_address(call: Call) -> dict[str, Any]:
    """End the association of an address, by the id of the association or by the address."""
    kind, value = exactly_one(call, ("AssociationId", "PublicIp"))
    if kind == "PublicIp":
        elastic = by_address(call, value)
    else:
        known = (each for each in list(backend.of(call).addresses) if each.association_id == value)
        elastic = next(known, None)
        if elastic is None:
            raise AwsError("InvalidAssociationID.NotFound", f"The association ID '{value}' does not exist")
    if elastic.eni is not None and elastic.eni.requester_managed:
        raise AwsError("AuthFailure", "You do not have permission to access the specified resource.")
    disassociate(elastic)
    return {}


@operation("DescribeAddresses")
def describe_addresses(call: Call) -> dict[str, Any]:
    """Return the caller's addresses; the operation has no pages."""
    filtered((), call.request.get("Filters"), FIELDS, tags_of)
    allocations, publics = call.request.get("AllocationIds") or [], call.request.get("PublicIps") or []
    wanted = [*(by_allocation(call, id_) for id_ in allocations), *(by_address(call, ip) for ip in publics)]
    found = wanted or list(backend.of(call).addresses)
    shown = [_shown(call, each) for each in dict.fromkeys(found)]
    return {"Addresses": filtered(shown, call.request.get("Filters"), FIELDS, tags_of)}


@operation("DescribeAddressesAttribute")
def describe_addresses_attribute(call: Call) -> dict[str, Any]:
    """Return the reverse DNS names of addresses."""
    if (size := call.request.get("MaxResults")) is not None:
        check_page_size(size, least=1)
    wanted = [by_allocation(call, id_) for id_ in call.request.get("AllocationIds") or ()]
    found = wanted or list(backend.of(call).addresses)
    shown = [
        {
            "AllocationId": each.allocation_id,
            "PublicIp": each.public_ip,
            "PtrRecord": f"{public_name(call.region, each.public_ip)}.",
        }
        for each in found
    ]
    return call.page("Addresses", shown)


def _requested(call: Call) -> Any:
    kind, value = exactly_one(call, ("AllocationId", "PublicIp"))
    return by_allocation(call, value) if kind == "AllocationId" else by_address(call, value)


def _shown(call: Call, elastic: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "AllocationId": elastic.allocation_id,
        "Domain": "vpc",
        "NetworkBorderGroup": call.region,
        "PublicIp": elastic.public_ip,
        "PublicIpv4Pool": "amazon",
        "Tags": shown_tags(call, elastic.allocation_id),
    }
    if elastic.association_id and elastic.eni is not None:
        shown |= {
            "AssociationId": elastic.association_id,
            "NetworkInterfaceId": elastic.eni.id,
            "NetworkInterfaceOwnerId": elastic.eni.owner_id,
            "PrivateIpAddress": private_address(elastic),
        }
        if elastic.eni.instance is not None:
            shown["InstanceId"] = elastic.eni.instance.id
    return shown
