"""The gateways of VPCs, peering connections, prefix lists and VPC endpoints of a plan."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Literal

from sandbox.facts.service_prefixes import SERVICE_PREFIXES, service_prefix_list
from sandbox.reach.model import InterfaceKind
from sandbox.routing.model import (
    EgressOnlyInternetGateway,
    InternetGateway,
    NatGateway,
    PeeringConnection,
    Prefix,
    PrefixList,
    VirtualPrivateGateway,
    VpcEndpoint,
)
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.filters import default_group
from sandbox.snapshot.network.plan.interfaces import EIP, Addresses, elastic_address, managed_interfaces
from sandbox.snapshot.network.plan.resources import (
    PlanResources,
    flag,
    items,
    number,
    planned_public_address,
)
from sandbox.snapshot.network.plan.vpcs import VPC
from sandbox.snapshot.network.values import address, prefix
from sandbox.snapshot.plan.resource import UNKNOWN, Planned

_INTERNET = "aws:ec2/internetGateway:InternetGateway"
_INTERNET_ATTACHMENT = "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"
_EGRESS_ONLY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"
_NAT = "aws:ec2/natGateway:NatGateway"
_PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"
_PEERING_ACCEPTER = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter"
_PEERING_OPTIONS = "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions"
_VPN = "aws:ec2/vpnGateway:VpnGateway"
_VPN_ATTACHMENT = "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment"
_PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList"
_PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"
_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_ENDPOINT_SUBNET = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
_ENDPOINT_GROUP = "aws:ec2/securityGroupAssociation:SecurityGroupAssociation"
_ENDPOINT_ACCEPTER = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter"
TOKENS = frozenset(
    (
        _INTERNET,
        _INTERNET_ATTACHMENT,
        _EGRESS_ONLY,
        _NAT,
        _PEERING,
        _PEERING_ACCEPTER,
        _PEERING_OPTIONS,
        _VPN,
        _VPN_ATTACHMENT,
        _PREFIX_LIST,
        _PREFIX_LIST_ENTRY,
        _ENDPOINT,
        _ENDPOINT_SUBNET,
        _ENDPOINT_GROUP,
        _ENDPOINT_ACCEPTER,
    )
)
DEFAULT_ASN = 64512
"""Amazon's ASN of a virtual private gateway for which none is given."""
_AWS = "aws"
"""Owner of AWS's own prefix lists."""


def read_gateways(resources: PlanResources, draft: Draft, places: Addresses) -> None:
    """Add gateways, peering connections, prefix lists and endpoints; interfaces must be there."""
    attached = {
        resources.id(made): resources.text(made, "vpcId", "vpc-")
        for made in resources.of(_INTERNET_ATTACHMENT, _VPN_ATTACHMENT)
    }
    for made in resources.of(_INTERNET):
        identity = resources.id(made)
        vpc = resources.text(made, "vpcId", "vpc-") or attached.get(identity)
        draft.internet_gateways[identity] = InternetGateway(identity, made.account, vpc, made.origin)
    for made in resources.of(_EGRESS_ONLY):
        identity, vpc = resources.id(made), resources.text(made, "vpcId", "vpc-")
        draft.egress_only_gateways[identity] = EgressOnlyInternetGateway(identity, made.account, vpc, made.origin)
    for made in resources.of(_VPN):
        identity = resources.id(made)
        vpc = resources.text(made, "vpcId", "vpc-") or attached.get(identity)
        asn = number(made.values.get("amazonSideAsn")) or DEFAULT_ASN
        draft.virtual_private_gateways[identity] = VirtualPrivateGateway(
            identity, made.account, made.region, vpc=vpc, asn=asn, origin=made.origin
        )
    for made in resources.of(_NAT):
        _nat(resources, draft, made, places)
    _peerings(resources, draft)
    _prefix_lists(resources, draft)
    _endpoints(resources, draft, places)


def _nat(resources: PlanResources, draft: Draft, made: Planned, places: Addresses) -> None:
    subnet = resources.text(made, "subnetId", "subnet-")
    if subnet is None or subnet not in draft.subnets:
        draft.unsupported[resources.id(made)] = made.type
        resources.note(made, "a NAT gateway without a subnet of the plan is not read")
        return
    identity = resources.id(made)
    own = [made.text("privateIp"), *made.texts("secondaryPrivateIpAddresses")]
    fixed = {subnet: tuple(address(each) for each in own if each)}
    (interface,) = managed_interfaces(
        draft, made, identity, (subnet,), places, kind=InterfaceKind.NAT_GATEWAY, fixed=fixed
    )
    draft.nat_gateways[identity] = NatGateway(
        identity,
        made.account,
        draft.subnets[subnet].vpc,
        subnet=subnet,
        addresses=draft.interfaces[interface].addresses,
        public_addresses=() if made.text("connectivityType") == "private" else _public(resources, made),
        origin=made.origin,
    )


def _public(resources: PlanResources, made: Planned) -> tuple[IPv4Address, ...]:
    elastic = {resources.id(each): elastic_address(each) for each in resources.of(EIP)}
    wanted = (resources.text(made, "allocationId", "eipalloc-"), *resources.texts(made, "secondaryAllocationIds"))
    found = tuple(elastic[each] for each in wanted if each in elastic)
    known = made.text("publicIp")
    return (IPv4Address(known),) if known else found or (planned_public_address(made.urn),)


def _peerings(resources: PlanResources, draft: Draft) -> None:
    accepted = {resources.id(made) for made in resources.of(_PEERING_ACCEPTER) if flag(made, "autoAccept")}
    for made in resources.of(_PEERING):
        identity = resources.id(made)
        active = flag(made, "autoAccept") or identity in accepted or made.text("acceptStatus") == "active"
        ends = [resources.text(made, name, "vpc-") or "" for name in ("vpcId", "peerVpcId")]
        draft.peerings[identity] = PeeringConnection(identity, ends[0], ends[1], active=active, origin=made.origin)


def _prefix_lists(resources: PlanResources, draft: Draft) -> None:
    more: dict[str, list[Prefix]] = {}
    for made in resources.of(_PREFIX_LIST_ENTRY):
        entry = resources.prefix(made, made.values.get("cidr"), "cidr")
        if entry:
            more.setdefault(resources.text(made, "prefixListId", "pl-") or "", []).append(entry)
    for made in resources.of(_PREFIX_LIST):
        identity = resources.id(made)
        inline = [resources.prefix(made, each.get("cidr"), "cidr") for each in items(made, "entries")]
        draft.prefix_lists[identity] = PrefixList(
            identity,
            made.account,
            made.region,
            name=made.text("name") or made.name,
            entries=(*(each for each in inline if each), *more.get(identity, ())),
            max_entries=number(made.values.get("maxEntries")),
            origin=made.origin,
        )
    for made in resources.of(_ENDPOINT):
        listed, service = endpoint_prefix_list(made), made.text("serviceName") or ""
        if listed and listed not in draft.prefix_lists:
            known = made.values.get("cidrBlocks")
            planned = [prefix(each) for each in SERVICE_PREFIXES.get(service.rpartition(".")[2], ())]
            entries = tuple(planned) if known in (None, UNKNOWN) else resources.prefixes(made, "cidrBlocks")
            draft.prefix_lists[listed] = PrefixList(listed, _AWS, made.region, name=service, entries=entries)


def endpoint_prefix_list(made: Planned) -> str | None:
    """Return the id of the prefix list of a gateway endpoint's service; None for another endpoint."""
    service = made.text("serviceName")
    if _kind(made) != "Gateway" or service is None:
        return None
    return made.text("prefixListId") or service_prefix_list(made.region, service)


def _endpoints(resources: PlanResources, draft: Draft, places: Addresses) -> None:
    defaults = {resources.id(made): default_group(resources, made) for made in resources.of(VPC)}
    subnets: dict[str, list[str]] = {}
    groups: dict[str, list[str]] = {}
    for token, name, begin, into in (
        (_ENDPOINT_SUBNET, "subnetId", "subnet-", subnets),
        (_ENDPOINT_GROUP, "securityGroupId", "sg-", groups),
    ):
        for made in resources.of(token):
            endpoint, given = resources.text(made, "vpcEndpointId", "vpce-"), resources.text(made, name, begin)
            if endpoint and given:
                into.setdefault(endpoint, []).append(given)
    for made in resources.of(_ENDPOINT):
        identity, vpc = resources.id(made), resources.text(made, "vpcId", "vpc-") or ""
        inside = (*resources.texts(made, "subnetIds", "subnet-"), *subnets.get(identity, ()))
        own = (*resources.texts(made, "securityGroupIds", "sg-"), *groups.get(identity, ()))
        kind = _kind(made)
        interfaces: tuple[str, ...] = ()
        if kind != "Gateway":
            own = own or (tuple(filter(None, (defaults.get(vpc),))) if kind == "Interface" else ())
            interfaces = managed_interfaces(
                draft, made, identity, inside, places, kind=InterfaceKind.VPC_ENDPOINT, groups=own
            )
        draft.vpc_endpoints[identity] = VpcEndpoint(
            identity,
            made.account,
            made.region,
            vpc=vpc,
            type=kind,
            service=made.text("serviceName") or made.text("resourceConfigurationArn") or "",
            subnets=inside,
            interfaces=interfaces,
            private_dns=flag(made, "privateDnsEnabled"),
            origin=made.origin,
        )


def _kind(made: Planned) -> Literal["Gateway", "Interface", "GatewayLoadBalancer", "Resource"]:
    match made.text("vpcEndpointType") or "Gateway":
        case "Interface":
            return "Interface"
        case "GatewayLoadBalancer":
            return "GatewayLoadBalancer"
        case "Gateway":
            return "Gateway"
        case _:
            return "Resource"
