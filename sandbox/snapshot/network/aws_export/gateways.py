"""The gateways of VPCs, peering connections and VPC endpoints of AWS's responses."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Literal

from sandbox.routing.model import (
    Address,
    EgressOnlyInternetGateway,
    InternetGateway,
    NatGateway,
    PeeringConnection,
    VirtualPrivateGateway,
    VpcEndpoint,
)
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft

_DEFAULT_ASN = 64512
_ATTACHED = ("available", "attached", "attaching")
_WAITING = ("pending-acceptance", "initiating-request", "provisioning")
_ENDPOINTS: tuple[Literal["Gateway", "Interface", "GatewayLoadBalancer", "Resource"], ...] = (
    "Gateway",
    "Interface",
    "GatewayLoadBalancer",
)


def read_gateways(answers: Answers, draft: Draft) -> None:
    """Add gateways, peering connections and endpoints."""
    for identity, item in answers.by_id("InternetGateways", "InternetGatewayId").items():
        draft.internet_gateways[identity] = InternetGateway(
            identity, item.owner, _attached(item, "Attachments"), item.origin
        )
    for identity, item in answers.by_id("EgressOnlyInternetGateways", "EgressOnlyInternetGatewayId").items():
        draft.egress_only_gateways[identity] = EgressOnlyInternetGateway(
            identity, item.owner, _attached(item, "Attachments"), item.origin
        )
    for identity, item in answers.by_id("VpnGateways", "VpnGatewayId").items():
        if item.text("State", "available") in ("available", "pending"):
            draft.virtual_private_gateways[identity] = VirtualPrivateGateway(
                identity,
                item.owner,
                item.region,
                vpc=_attached(item, "VpcAttachments"),
                asn=item.number("AmazonSideAsn") or _DEFAULT_ASN,
                origin=item.origin,
            )
    for identity, item in answers.by_id("NatGateways", "NatGatewayId").items():
        if item.text("State", "available") in ("available", "pending"):
            draft.nat_gateways[identity] = _nat(identity, item)
    _peerings_and_endpoints(answers, draft)


def _peerings_and_endpoints(answers: Answers, draft: Draft) -> None:
    for identity, item in answers.by_id("VpcPeeringConnections", "VpcPeeringConnectionId").items():
        code = item.item("Status").text("Code", "active")
        if code == "active" or code in _WAITING:
            draft.peerings[identity] = PeeringConnection(
                identity,
                item.item("RequesterVpcInfo").text("VpcId"),
                item.item("AccepterVpcInfo").text("VpcId"),
                active=code == "active",
                origin=item.origin,
            )
    for identity, item in answers.by_id("VpcEndpoints", "VpcEndpointId").items():
        if item.text("State", "available").lower() in ("available", "pending", "pendingacceptance"):
            draft.vpc_endpoints[identity] = _endpoint(identity, item)


def _attached(item: Item, member: str) -> str | None:
    for attachment in item.items(member):
        if attachment.text("State", "available") in _ATTACHED:
            return attachment.required("VpcId")
    return None


def _nat(identity: str, item: Item) -> NatGateway:
    addresses: list[Address] = []
    public: list[Address] = []
    for each in sorted(item.items("NatGatewayAddresses"), key=lambda one: not one.flag("IsPrimary", default=True)):
        private, outside = each.address("PrivateIp"), each.address("PublicIp")
        addresses += [private] if private else []
        public += [outside] if isinstance(outside, IPv4Address) else []
    return NatGateway(
        identity,
        item.owner,
        item.text("VpcId"),
        subnet=item.required("SubnetId"),
        addresses=tuple(addresses),
        public_addresses=tuple(public) if item.text("ConnectivityType") != "private" else (),
        origin=item.origin,
    )


def _endpoint(identity: str, item: Item) -> VpcEndpoint:
    declared = item.text("VpcEndpointType", "Gateway")
    return VpcEndpoint(
        identity,
        item.owner,
        item.region,
        vpc=item.required("VpcId"),
        type=next((kind for kind in _ENDPOINTS if kind == declared), "Resource"),
        service=item.text("ServiceName") or item.text("ResourceConfigurationArn"),
        available=item.text("State", "available").lower() == "available",
        subnets=item.texts("SubnetIds"),
        interfaces=item.texts("NetworkInterfaceIds"),
        private_dns=item.flag("PrivateDnsEnabled"),
        origin=item.origin,
    )
