"""Network interfaces as EC2 shows them."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.elastic_ip_store import private_address
from sandbox.emulated.ec2.tags import shown_tags
from sandbox.emulated.service_call import Call


def shown_interface(call: Call, interface: Any) -> dict[str, Any]:
    """Return an interface."""
    subnet = interface.subnet
    associations = _associations(call, interface)
    named = _has_names(call, interface)
    shown: dict[str, Any] = {
        "AvailabilityZone": subnet.availability_zone,
        "AvailabilityZoneId": subnet.availability_zone_id,
        "Description": interface.description or "",
        "Groups": shown_groups(interface),
        "InterfaceType": interface.interface_type,
        "Ipv6Addresses": [{"Ipv6Address": str(each), "IsPrimaryIpv6": False} for each in interface.ipv6_addresses],
        "MacAddress": interface.mac_address,
        "NetworkInterfaceId": interface.id,
        "OwnerId": interface.owner_id,
        "PrivateIpAddresses": [
            _address(call, interface, each, associations, named=named) for each in interface.private_ip_addresses
        ],
        "RequesterManaged": bool(interface.requester_managed),
        "SourceDestCheck": bool(interface.source_dest_check),
        "Status": interface.status,
        "SubnetId": subnet.id,
        "TagSet": shown_tags(call, interface.id),
        "VpcId": subnet.vpc_id,
    }
    if interface.requester_managed:
        shown["RequesterId"] = interface.requester_id
    if primary := interface.private_ip_address:
        shown["PrivateIpAddress"] = primary
        if named:
            shown["PrivateDnsName"] = private_name(call.region, primary)
        if primary in associations:
            shown["Association"] = associations[primary]
    if attachment := shown_attachment(interface):
        shown["Attachment"] = attachment
    return shown


def shown_groups(interface: Any) -> list[dict[str, str]]:
    """Return the security groups of an interface."""
    groups = interface._group_set  # noqa: SLF001 - group_set adds groups that the instance had at its launch
    return [{"GroupId": group.id, "GroupName": group.name} for group in groups]


def shown_attachment(interface: Any) -> dict[str, Any] | None:
    """Return the attachment of an interface to an instance."""
    if not interface.attachment_id or interface.instance is None:
        return None
    return {
        "AttachTime": interface.attach_time,
        "AttachmentId": interface.attachment_id,
        "DeleteOnTermination": bool(interface.delete_on_termination),
        "DeviceIndex": int(interface.device_index or 0),
        "InstanceId": interface.instance.id,
        "InstanceOwnerId": interface.owner_id,
        "NetworkCardIndex": 0,
        "Status": "attached",
    }


def private_name(region: str, address: str) -> str:
    """Return the name that a VPC's resolver has for a private address."""
    domain = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
    return f"ip-{address.replace('.', '-')}.{domain}"


def public_name(region: str, address: str) -> str:
    """Return the name of a public address."""
    domain = "compute-1" if region == "us-east-1" else f"{region}.compute"
    return f"ec2-{address.replace('.', '-')}.{domain}.amazonaws.com"


def _has_names(call: Call, interface: Any) -> bool:
    vpc = backend.of(call).vpcs.get(interface.subnet.vpc_id)
    return vpc is not None and bool(vpc.enable_dns_hostnames)


def _address(
    call: Call, interface: Any, kept: dict[str, Any], associations: dict[str, dict[str, Any]], *, named: bool
) -> dict[str, Any]:
    address = kept["PrivateIpAddress"]
    shown: dict[str, Any] = {"Primary": address == interface.private_ip_address, "PrivateIpAddress": address}
    if named:
        shown["PrivateDnsName"] = private_name(call.region, address)
    if address in associations:
        shown["Association"] = associations[address]
    return shown


def _associations(call: Call, interface: Any) -> dict[str, dict[str, Any]]:
    """Return the public addresses of an interface by its private ones."""
    found: dict[str, dict[str, Any]] = {}
    for elastic in list(backend.of(call).addresses):
        if elastic.eni is interface and elastic.association_id:
            found[private_address(elastic) or ""] = {
                "AllocationId": elastic.allocation_id,
                "AssociationId": elastic.association_id,
                "IpOwnerId": call.account,
                "PublicDnsName": public_name(call.region, elastic.public_ip),
                "PublicIp": elastic.public_ip,
            }
    if interface.public_ip and interface.private_ip_address not in found:
        found[interface.private_ip_address] = {
            "IpOwnerId": "amazon",
            "PublicDnsName": public_name(call.region, interface.public_ip),
            "PublicIp": interface.public_ip,
        }
    return found
