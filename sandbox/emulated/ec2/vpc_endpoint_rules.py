"""What EC2 refuses of a VPC endpoint: settings of another type, subnets, private DNS, policies, quotas.

Sources: EC2 API Reference, CreateVpcEndpoint and ModifyVpcEndpoint; AWS PrivateLink quotas; texts of errors as reported
in hashicorp/terraform-provider-aws#17535, #32407 and #45846.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import security_group_store as groups
from sandbox.emulated.ec2 import vpc_endpoint_store as store
from sandbox.emulated.ec2.endpoint_services import GATEWAY, INTERFACE, LOAD_BALANCER, EndpointService
from sandbox.emulated.ec2.security_group_associations import vpcs_of
from sandbox.emulated.ec2.security_group_limits import check_interface_groups
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call

MOST_GATEWAYS = 20
"""Gateway endpoints of a Region."""
MOST_INTERFACES = 50
"""Interface and Gateway Load Balancer endpoints of a VPC."""
LARGEST_POLICY = 20_480
"""Characters of a policy, white space included."""

_ONLY_FOR = {
    "RouteTableIds": (GATEWAY,),
    "SubnetIds": (INTERFACE, LOAD_BALANCER),
    "SubnetConfigurations": (INTERFACE, LOAD_BALANCER),
    "SecurityGroupIds": (INTERFACE,),
    "PrivateDnsEnabled": (INTERFACE,),
    "DnsOptions": (INTERFACE, GATEWAY),
    "IpAddressType": (INTERFACE, LOAD_BALANCER, GATEWAY),
}
"""Setting -> the types of endpoint that have it."""


def invalid(message: str) -> AwsError:
    """Make the error for a setting that an endpoint cannot have."""
    return AwsError("InvalidParameter", message)


def check_settings(kind: str, given: Mapping[str, Any]) -> None:
    """Raise for a setting, with or without Add and Remove before its name, that this type of endpoint has not."""
    for name, value in given.items():
        setting = name.removeprefix("Add").removeprefix("Remove")
        kinds = _ONLY_FOR.get(setting)
        if value and kinds and kind not in kinds:
            raise invalid(f"{setting} is only supported for VPC endpoints of type {' and '.join(kinds)}.")
    options = given.get("DnsOptions") or {}
    if kind != INTERFACE and options.get("PrivateDnsOnlyForInboundResolverEndpoint") is not None:
        raise invalid(
            "DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is applicable only to Interface VPC Endpoints."
        )


def check_quota(call: Call, kind: str, vpc: str) -> None:
    """Raise where a Region has as many gateway endpoints, or a VPC as many others, as it may have."""
    known = store.endpoints(call)
    if kind == GATEWAY:
        full = sum(it.vpc_endpoint_type == GATEWAY for it in known) >= MOST_GATEWAYS
    else:
        full = sum(it.vpc_endpoint_type != GATEWAY and it.vpc_id == vpc for it in known) >= MOST_INTERFACES
    if full:
        raise AwsError("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.")


def check_route_tables(call: Call, vpc: str, service: str, tables: Sequence[str], *, of: str = "") -> None:
    """Raise for tables of another VPC, and for those with a route to another endpoint `of` the same service."""
    for id_ in tables:
        if backend.route_table(call, id_).vpc_id != vpc:
            raise invalid(f"Route table {id_} does not belong to VPC {vpc}")
    for other in store.endpoints(call):
        if other.id == of or (other.vpc_id, other.service_name) != (vpc, service) or other.state in store.ENDED:
            continue
        if both := set(other.route_table_ids or ()) & set(tables):
            raise AwsError(
                "RouteAlreadyExists",
                f"route table {min(both)} already has a route with destination-prefix-list-id of {service}",
            )


def check_subnets(call: Call, vpc: str, service: EndpointService, kind: str, ids: Sequence[str]) -> list[Any]:
    """Return the subnets of an endpoint: of its VPC, in zones of its service, one in each zone."""
    found = [backend.subnet(call, id_) for id_ in ids]
    zones: set[str] = set()
    for subnet in found:
        if subnet.vpc_id != vpc:
            raise invalid(f"Subnet {subnet.id} does not belong to VPC {vpc}")
        if subnet.availability_zone not in service.zones:
            raise invalid(
                f"The VPC endpoint service {service.name} does not support the availability zone of the subnet:"
                f" {subnet.id}."
            )
        if subnet.availability_zone in zones:
            raise AwsError(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet.id}."
                " VPC endpoint subnets should be in different availability zones supported by the VPC endpoint"
                " service.",
            )
        zones.add(subnet.availability_zone)
    if kind == LOAD_BALANCER and len(found) > 1:
        raise invalid("A GatewayLoadBalancer VPC endpoint has one subnet.")
    return found


def check_groups(call: Call, vpc: str, ids: Sequence[str]) -> None:
    """Raise for groups of another VPC, and for more than an interface may have."""
    for id_ in ids:
        if vpc not in vpcs_of(call, groups.find(call, id_)):
            raise invalid(f"Security group {id_} does not belong to VPC {vpc}")
    check_interface_groups(ids)


def check_private_dns(call: Call, vpc: Any, service: EndpointService, *, of: str = "") -> None:
    """Raise where the private names of a service cannot be resolved in a VPC, `of` being the endpoint itself."""
    if not service.private_names:
        raise invalid(
            f"Private DNS can't be enabled because the service {service.name} does not provide a private DNS name."
        )
    if service.verification != "verified":
        raise invalid(f"Private DNS can't be enabled because the private DNS name of {service.name} is not verified.")
    if not (is_on(vpc.enable_dns_support) and is_on(vpc.enable_dns_hostnames)):
        raise invalid(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for"
            f" {vpc.id}"
        )
    for other in store.endpoints(call):
        if other.id == of or other.vpc_id != vpc.id or not other.private_dns_enabled or other.state in store.ENDED:
            continue
        taken = {entry["DnsName"] for entry in other.dns_entries or ()} & set(service.private_names)
        if taken:
            raise invalid(
                f"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {min(taken)}"
                f" in the VPC {vpc.id}"
            )


def is_on(attribute: Any) -> bool:
    """Return whether an attribute of moto's VPC is on: it keeps a boolean, or the text of one."""
    return str(attribute).lower() == "true"


def check_inbound_resolver(call: Call, vpc: str, service: EndpointService, options: Mapping[str, Any]) -> None:
    """Raise where private DNS is for inbound Resolver endpoints alone and the VPC has no gateway endpoint of S3."""
    if options.get("PrivateDnsOnlyForInboundResolverEndpoint") is not True:
        return
    here = (it for it in store.endpoints(call) if (it.vpc_id, it.service_name) == (vpc, service.name))
    if not any(it.vpc_endpoint_type == GATEWAY for it in here):
        raise invalid(
            f"To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC {vpc} must have a Gateway endpoint for"
            " the service."
        )


def check_policy(service: EndpointService, text: str | None) -> None:
    """Raise for a policy that a service's endpoints cannot have, or that is none."""
    if text is None:
        return
    if not service.policies:
        raise invalid(f"The service {service.name} does not support endpoint policies.")
    if len(text) > LARGEST_POLICY:
        raise AwsError("InvalidPolicyDocument", f"The policy document has more than {LARGEST_POLICY} characters.")
    try:
        document = json.loads(text)
    except ValueError as bad:
        raise AwsError("InvalidPolicyDocument", "The policy document is not valid JSON.") from bad
    if not isinstance(document, dict) or "Statement" not in document:
        raise AwsError("InvalidPolicyDocument", "The policy document has no statements.")


def check_address_type(service: EndpointService, wanted: str | None, subnets: Iterable[Any]) -> str:
    """Return the type of addresses of an endpoint, which its service and its subnets must have."""
    kind = wanted or "ipv4"
    families = ("ipv4", "ipv6") if kind == "dualstack" else (kind,)
    supported = ("ipv4", "ipv6") if service.owner == "amazon" else service.address_types
    if lacking := [family for family in families if family not in supported]:
        raise invalid(f"The VPC endpoint service {service.name} does not support the IP address type {lacking[0]}.")
    for subnet in subnets:
        if "ipv6" in families and not subnet.ipv6_cidr_block_associations:
            raise invalid(f"Subnet {subnet.id} has no IPv6 CIDR block, which the IP address type {kind} needs.")
    return kind
