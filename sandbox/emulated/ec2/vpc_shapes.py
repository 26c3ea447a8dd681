"""VPCs and subnets as EC2 shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.ec2.tags import shown_tags
from sandbox.emulated.service_call import Call


def shown_vpc(call: Call, vpc: Any) -> dict[str, Any]:
    """Return a VPC."""
    return {
        "CidrBlock": vpc.cidr_block,
        "CidrBlockAssociationSet": [
            shown_ipv4_association(each) for each in vpc.get_cidr_block_association_set(ipv6=False)
        ],
        "DhcpOptionsId": vpc.dhcp_options_id,
        "InstanceTenancy": vpc.instance_tenancy,
        "Ipv6CidrBlockAssociationSet": [
            shown_ipv6_association(call, each) for each in vpc.get_cidr_block_association_set(ipv6=True)
        ],
        "IsDefault": bool(vpc.is_default),
        "OwnerId": vpc.owner_id,
        "State": vpc.state,
        "Tags": shown_tags(call, vpc.id),
        "VpcId": vpc.id,
        "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"},
    }


def shown_ipv4_association(kept: Mapping[str, Any], state: str = "associated") -> dict[str, Any]:
    """Return the association of an IPv4 block with a VPC."""
    return {
        "AssociationId": kept["association_id"],
        "CidrBlock": kept["cidr_block"],
        "CidrBlockState": {"State": state},
    }


def shown_ipv6_association(call: Call, kept: Mapping[str, Any], state: str = "associated") -> dict[str, Any]:
    """Return the association of an IPv6 block with a VPC."""
    return {
        "AssociationId": kept["association_id"],
        "Ipv6CidrBlock": kept["cidr_block"],
        "Ipv6CidrBlockState": {"State": state},
        "Ipv6Pool": kept.get("ipv6_pool") or "Amazon",
        "NetworkBorderGroup": kept.get("ipv6_cidr_block_network_border_group") or call.region,
        "IpSource": "amazon",
        "Ipv6AddressAttribute": "public",
    }


def shown_subnet(call: Call, subnet: Any) -> dict[str, Any]:
    """Return a subnet."""
    names = {"HostnameType": "ip-name", "EnableResourceNameDnsARecord": False, "EnableResourceNameDnsAAAARecord": False}
    shown = {
        "AssignIpv6AddressOnCreation": bool(subnet.assign_ipv6_address_on_creation),
        "AvailabilityZone": subnet.availability_zone,
        "AvailabilityZoneId": subnet.availability_zone_id,
        "AvailableIpAddressCount": _available(subnet),
        "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"},
        "DefaultForAz": bool(subnet.default_for_az),
        "EnableDns64": bool(getattr(subnet, "enable_dns64", False)),
        "Ipv6CidrBlockAssociationSet": [
            shown_subnet_association(each) for each in subnet.ipv6_cidr_block_associations.values()
        ],
        "Ipv6Native": bool(subnet.ipv6_native),
        "MapCustomerOwnedIpOnLaunch": False,
        "MapPublicIpOnLaunch": bool(subnet.map_public_ip_on_launch),
        "OwnerId": subnet.owner_id,
        "PrivateDnsNameOptionsOnLaunch": names | getattr(subnet, "private_dns_name_options_on_launch", {}),
        "State": subnet.state,
        "SubnetArn": f"arn:{call.partition}:ec2:{call.region}:{subnet.owner_id}:subnet/{subnet.id}",
        "SubnetId": subnet.id,
        "Tags": shown_tags(call, subnet.id),
        "VpcId": subnet.vpc_id,
    }
    return shown | ({"CidrBlock": subnet.cidr_block} if subnet.cidr_block else {})


def _available(subnet: Any) -> int:
    """Return how many IPv4 addresses AWS may still assign by itself; prefixes reserve theirs at once."""
    if not subnet.cidr_block:
        return 0
    kept = subnet._cidr_reservations  # noqa: SLF001 - moto has no other name
    reserved = sum(
        each.cidr.num_addresses
        for each in kept
        if each.reservation_type == "prefix" and each.cidr.version == subnet.cidr.version
    )
    return max(0, subnet.available_ip_address_count - reserved)


def shown_subnet_association(kept: Mapping[str, Any], state: str = "associated") -> dict[str, Any]:
    """Return the association of an IPv6 block with a subnet."""
    return {
        "AssociationId": kept["associationId"],
        "Ipv6CidrBlock": kept["ipv6CidrBlock"],
        "Ipv6CidrBlockState": {"State": state},
    }
