"""Customer gateways.

Source: CreateCustomerGateway, DeleteCustomerGateway and DescribeCustomerGateways in the EC2 API Reference;
"Customer gateway options" in the Site-to-Site VPN User Guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_shapes import tag_list
from sandbox.emulated.ec2.vpn_lookup import check_type, no_customer_gateway, own_customer_gateway
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import LEAVING, CustomerGateway
from sandbox.emulated.operation import operation

DEFAULT_ASN = 65000
LAST_ASN = 2147483647
"""The largest `BgpAsn`; `BgpAsnExtended` is for larger ones."""
LAST_EXTENDED_ASN = 4294967295
LONGEST_DEVICE_NAME = 255
RESERVED_ASNS: Mapping[int, str] = {
    7224: "us-east-1",
    9059: "eu-west-1",
    10124: "ap-northeast-1",
    17943: "ap-southeast-1",
}
"""ASNs that Amazon uses in one Region."""

_CERTIFICATE = re.compile(r"arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate/[\w-]+")

LISTING = Listing(
    member="CustomerGateways",
    ids="CustomerGatewayIds",
    id="CustomerGatewayId",
    missing=no_customer_gateway,
    fields={
        "bgp-asn": lambda it: [str(it.get("BgpAsn") or it.get("BgpAsnExtended"))],
        "customer-gateway-id": member("CustomerGatewayId"),
        "ip-address": member("IpAddress"),
        "state": member("State"),
        "type": member("Type"),
    },
)


@operation("CreateCustomerGateway")
def create_customer_gateway(call: HybridCall) -> dict[str, Any]:
    """Create a customer gateway, or return the one that an identical request made."""
    type_ = check_type(call.request["Type"])
    tags = requested_tags(call, "customer-gateway")
    asn = _asn(call)
    address = _address(call)
    certificate = _certificate(call.request.get("CertificateArn"))
    if not address and not certificate:
        raise AwsError("MissingParameter", "The request must contain the parameter IpAddress or CertificateArn")
    device = call.request.get("DeviceName") or ""
    if len(device) > LONGEST_DEVICE_NAME:
        raise AwsError("InvalidParameterValue", f"DeviceName is longer than {LONGEST_DEVICE_NAME} characters.")
    own = [it for it in _own(call) if it.state not in LEAVING]
    identity = (type_, asn, address, certificate, device)
    for it in own:
        if (it.type, it.asn, it.address, it.certificate, it.device) == identity:
            return {"CustomerGateway": shape(call, it)}
    made = CustomerGateway(
        id=f"cgw-{call.token(17)}",
        owner=call.account,
        region=call.region,
        asn=asn,
        type=type_,
        address=address,
        certificate=certificate,
        device=device,
        state="available",
        since=call.timestamp,
    )
    call.vpn.customer_gateways[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"CustomerGateway": shape(call, made)}


@operation("DescribeCustomerGateways")
def describe_customer_gateways(call: HybridCall) -> dict[str, Any]:
    """Return the caller's customer gateways."""
    return describe(call, LISTING, [shape(call, it) for it in _own(call)])


@operation("DeleteCustomerGateway")
def delete_customer_gateway(call: HybridCall) -> dict[str, Any]:
    """Delete a customer gateway that no VPN connection uses."""
    gateway = own_customer_gateway(call, call.request["CustomerGatewayId"])
    if any(it.state not in LEAVING for it in call.vpn.connections_of(gateway.id)):
        raise AwsError("IncorrectState", "The customer gateway is in use.")
    gateway.enter("deleted", call.timestamp)
    return {}


def shape(call: HybridCall, it: CustomerGateway) -> dict[str, Any]:
    """Return a CustomerGateway."""
    optional = {"IpAddress": it.address, "CertificateArn": it.certificate, "DeviceName": it.device}
    return {
        "CustomerGatewayId": it.id,
        "State": it.state,
        "Type": it.type,
        ("BgpAsn" if it.asn <= LAST_ASN else "BgpAsnExtended"): str(it.asn),
        "Tags": tag_list(call, it.id),
    } | {name: value for name, value in optional.items() if value}


def _own(call: HybridCall) -> list[CustomerGateway]:
    return [it for it in call.vpn.customer_gateways.values() if (it.owner, it.region) == (call.account, call.region)]


def _asn(call: HybridCall) -> int:
    short, extended = call.request.get("BgpAsn"), call.request.get("BgpAsnExtended")
    if short is not None and extended is not None:
        raise AwsError("InvalidParameterCombination", "Specify either BgpAsn or BgpAsnExtended, not both.")
    if extended is not None:
        if not LAST_ASN < extended <= LAST_EXTENDED_ASN:
            raise AwsError(
                "InvalidParameterValue",
                f"Invalid BgpAsnExtended {extended}. Use {LAST_ASN + 1} to {LAST_EXTENDED_ASN}.",
            )
        return int(extended)
    asn = DEFAULT_ASN if short is None else int(short)
    if not 1 <= asn <= LAST_ASN:
        raise AwsError("InvalidParameterValue", f"Invalid BgpAsn {asn}. Use 1 to {LAST_ASN}.")
    if RESERVED_ASNS.get(asn) == call.region:
        raise AwsError("InvalidParameterValue", f"BgpAsn {asn} is reserved in {call.region}.")
    return asn


def _address(call: HybridCall) -> str:
    current, deprecated = call.request.get("IpAddress"), call.request.get("PublicIp")
    if current and deprecated and current != deprecated:
        raise AwsError(
            "InvalidParameterCombination", "IpAddress and the deprecated PublicIp differ. Specify IpAddress."
        )
    text = current or deprecated or ""
    if not text:
        return ""
    try:
        found = ip_address(text)
    except ValueError as wrong:
        raise AwsError("InvalidParameterValue", f"Value ({text}) for parameter ipAddress is invalid.") from wrong
    reserved = found.is_unspecified or found.is_loopback or found.is_multicast or found.is_link_local
    if reserved or str(found) == "255.255.255.255":
        raise AwsError("InvalidParameterValue", f"Value ({text}) for parameter ipAddress is not a device's address.")
    return str(found)


def _certificate(arn: str | None) -> str:
    if arn and not _CERTIFICATE.fullmatch(arn):
        raise AwsError("InvalidParameterValue", f"Value ({arn}) for parameter certificateArn is invalid.")
    return arn or ""
