"""Network interfaces of a subnet: creation, deletion and list.

Source: CreateNetworkInterface, DeleteNetworkInterface and DescribeNetworkInterfaces in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.elastic_ip_store import disassociate
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.interface_addresses import addresses_in, check_emulated, requested_ipv4, requested_ipv6
from sandbox.emulated.ec2.interface_shapes import shown_interface
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

GROUPS_AN_INTERFACE = 5
"""Security groups of an interface (Amazon VPC quotas)."""

LISTING = Listing(
    member="NetworkInterfaces",
    ids="NetworkInterfaceIds",
    id="NetworkInterfaceId",
    missing=backend.INTERFACE.not_found,
    ids_with_page_size=False,
    fields={
        "addresses.association.owner-id": member("PrivateIpAddresses.Association.IpOwnerId"),
        "addresses.association.public-ip": member("PrivateIpAddresses.Association.PublicIp"),
        "addresses.primary": member("PrivateIpAddresses.Primary"),
        "addresses.private-ip-address": member("PrivateIpAddresses.PrivateIpAddress"),
        "association.allocation-id": member("Association.AllocationId"),
        "association.association-id": member("Association.AssociationId"),
        "association.ip-owner-id": member("Association.IpOwnerId"),
        "association.public-dns-name": member("Association.PublicDnsName"),
        "association.public-ip": member("Association.PublicIp"),
        "attachment.attach-time": member("Attachment.AttachTime"),
        "attachment.attachment-id": member("Attachment.AttachmentId"),
        "attachment.delete-on-termination": member("Attachment.DeleteOnTermination"),
        "attachment.device-index": member("Attachment.DeviceIndex"),
        "attachment.instance-id": member("Attachment.InstanceId"),
        "attachment.instance-owner-id": member("Attachment.InstanceOwnerId"),
        "attachment.status": member("Attachment.Status"),
        "availability-zone": member("AvailabilityZone"),
        "availability-zone-id": member("AvailabilityZoneId"),
        "description": member("Description"),
        "group-id": member("Groups.GroupId"),
        "group-name": member("Groups.GroupName"),
        "interface-type": member("InterfaceType"),
        "ipv6-addresses.ipv6-address": member("Ipv6Addresses.Ipv6Address"),
        "mac-address": member("MacAddress"),
        "network-interface-id": member("NetworkInterfaceId"),
        "owner-id": member("OwnerId"),
        "private-dns-name": member("PrivateDnsName"),
        "private-ip-address": member("PrivateIpAddress"),
        "requester-id": member("RequesterId"),
        "requester-managed": member("RequesterManaged"),
        "source-dest-check": member("SourceDestCheck"),
        "status": member("Status"),
        "subnet-id": member("SubnetId"),
        "vpc-id": member("VpcId"),
    },
)


@operation("CreateNetworkInterface")
@changing
def create_network_interface(call: Call) -> dict[str, Any]:
    """Create an interface with addresses of its subnet and groups of its VPC."""
    check_emulated(call)
    token = call.request.get("ClientToken")
    echo = {"ClientToken": token} if token else {}
    if earlier := repeated(call):
        return {"NetworkInterface": shown_interface(call, backend.interface(call, earlier))} | echo
    tags = requested_tags(call, "network-interface")
    subnet = backend.subnet(call, call.request["SubnetId"])
    groups = requested_groups(call, subnet.vpc_id)
    interface = make_interface(call, subnet, groups)
    interface.interface_type = call.request.get("InterfaceType") or "interface"
    tag(call, interface.id, tags)
    remember(call, interface.id)
    return {"NetworkInterface": shown_interface(call, interface) | {"Status": "pending"}} | echo


def make_interface(call: Call, subnet: Any, groups: list[Any]) -> Any:
    """Make an interface with the addresses that the request asks for; without groups, in the VPC's default one."""
    taken = addresses_in(call, subnet.id)
    addresses = requested_ipv4(call, subnet, taken)
    six = requested_ipv6(call, subnet, taken, assign=bool(subnet.assign_ipv6_address_on_creation))
    own = backend.of(call)
    primary = addresses[0]["PrivateIpAddress"] if addresses else ""
    interface = own.create_network_interface(
        subnet,
        primary,
        private_ip_addresses=addresses or [{"Primary": True, "PrivateIpAddress": ""}],
        group_ids=[group.id for group in groups],
        description=call.request.get("Description") or "",
    )
    interface.private_ip_addresses, interface.private_ip_address = addresses, primary or None
    interface.ipv6_addresses = six
    digits = call.token(10)
    interface.mac_address = "02:" + ":".join(digits[start : start + 2] for start in range(0, 10, 2))
    return interface


def requested_groups(call: Call, vpc: str) -> list[Any]:
    """Return the groups of the request, which are of the VPC."""
    groups = []
    for id_ in dict.fromkeys(call.request.get("Groups") or ()):
        group = backend.security_group(call, id_)
        if group.vpc_id != vpc:
            raise AwsError("InvalidGroup.NotFound", f"The security group '{id_}' is not in VPC {vpc}")
        groups.append(group)
    if len(groups) > GROUPS_AN_INTERFACE:
        raise AwsError(
            "SecurityGroupsPerInterfaceLimitExceeded",
            f"The maximum number of security groups per interface has been reached: {GROUPS_AN_INTERFACE}.",
        )
    return groups


@operation("DeleteNetworkInterface")
@changing
def delete_network_interface(call: Call) -> dict[str, Any]:
    """Delete an interface that nothing uses; its Elastic IP addresses stay with the account."""
    interface = backend.interface(call, call.request["NetworkInterfaceId"])
    own = backend.of(call)
    of_endpoint = any(interface.id in (each.network_interface_ids or ()) for each in own.vpc_end_points.values())
    if interface.instance is not None or interface.requester_managed or of_endpoint:
        raise AwsError("InvalidParameterValue", f"Network interface '{interface.id}' is currently in use.")
    forget_interface(call, interface)
    return {}


def forget_interface(call: Call, interface: Any) -> None:
    """Drop an interface and its associations with Elastic IP addresses."""
    own = backend.of(call)
    for elastic in list(own.addresses):
        if elastic.eni is interface:
            disassociate(elastic)
    for each in interface.private_ip_addresses:
        interface.subnet.del_subnet_ip(each["PrivateIpAddress"])
    own.enis.pop(interface.id, None)
    forget_tags(call, interface.id)


@operation("DescribeNetworkInterfaces")
def describe_network_interfaces(call: Call) -> dict[str, Any]:
    """Return the caller's interfaces."""
    return describe(call, LISTING, [shown_interface(call, each) for each in list(backend.of(call).enis.values())])
