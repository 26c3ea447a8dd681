"""Sample configurations for the customer's VPN devices.

Source: GetVpnConnectionDeviceTypes and GetVpnConnectionDeviceSampleConfiguration in the EC2 API Reference. The texts
are written here, not AWS's; a device type without a form of its own gets the generic one.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.vpn_connection_shapes import amazon_asn, ends_of
from sandbox.emulated.ec2.vpn_lookup import own_connection
from sandbox.emulated.ec2.vpn_tunnel_options import DEFAULT_PHASE_1, DEFAULT_PHASE_2, invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import Tunnel, VpnConnection
from sandbox.emulated.operation import operation

GENERIC = "9005b6c1"
STRONGSWAN = "b0adb196"
DEVICES = (
    (GENERIC, "Generic", "Generic", "Vendor Agnostic"),
    ("7b754310", "Cisco Systems, Inc.", "ISR Series Routers", "IOS 12.4+"),
    ("5fb390ba", "Fortinet", "Fortigate 40+ Series", "FortiOS 6.4.4+ (GUI)"),
    ("2cbee1a9", "Juniper Networks, Inc.", "SRX Routers", "JunOS 11.0+"),
    ("8efb5ed3", "Palo Alto Networks", "PA Series", "PANOS 7.0+"),
    (STRONGSWAN, "Strongswan", "Ubuntu 16.04", "Strongswan 5.5.1+"),
)
"""Id, vendor, platform, software; the ids are this project's."""
VERSIONS = ("ikev1", "ikev2")
SAMPLES = ("compatibility", "recommended")

LISTING = Listing(member="VpnConnectionDeviceTypes", least=200, most=1000)


@operation("GetVpnConnectionDeviceTypes")
def get_vpn_connection_device_types(call: HybridCall) -> dict[str, Any]:
    """Return the types of devices for which there is a sample configuration."""
    names = ("VpnConnectionDeviceTypeId", "Vendor", "Platform", "Software")
    return describe(call, LISTING, [dict(zip(names, each, strict=True)) for each in DEVICES])


@operation("GetVpnConnectionDeviceSampleConfiguration")
def get_vpn_connection_device_sample_configuration(call: HybridCall) -> dict[str, Any]:
    """Return the configuration of both tunnels for a type of device."""
    connection = own_connection(call, call.request["VpnConnectionId"])
    id_ = call.request["VpnConnectionDeviceTypeId"]
    device = next((each for each in DEVICES if each[0] == id_), None)
    if device is None:
        raise invalid("VpnConnectionDeviceTypeId", id_, "use one of GetVpnConnectionDeviceTypes")
    version = call.request.get("InternetKeyExchangeVersion") or "ikev1"
    if version not in VERSIONS:
        raise invalid("InternetKeyExchangeVersion", version, f"use {' or '.join(VERSIONS)}")
    sample = call.request.get("SampleType") or "compatibility"
    if sample not in SAMPLES:
        raise invalid("SampleType", sample, f"use {' or '.join(SAMPLES)}")
    if sample == "recommended" and version == "ikev1":
        raise AwsError("UnsupportedOperation", "The recommended sample configuration does not include IKEv1.")
    text = _strongswan if id_ == STRONGSWAN else _generic
    title = f"! Amazon Web Services\n! Sample configuration for {device[1]} {device[2]}, {device[3]}\n"
    heading = f"{title}! VPN connection {connection.id}\n"
    tunnels = [text(call, connection, tunnel, number, version) for number, tunnel in enumerate(connection.tunnels, 1)]
    return {"VpnConnectionDeviceSampleConfiguration": "\n".join([heading, *tunnels])}


def _generic(call: HybridCall, connection: VpnConnection, tunnel: Tunnel, number: int, version: str) -> str:
    customer = call.vpn.customer_gateways.get(connection.customer_gateway)
    amazon, own = ends_of(tunnel)
    lines = [
        f"IPSec Tunnel #{number}",
        "#1: Internet Key Exchange",
        f"  - IKE version              : {version}",
        "  - Authentication Method    : Pre-Shared Key",
        f"  - Pre-Shared Key           : {tunnel.pre_shared_key}",
        f"  - Lifetime                 : {tunnel.options.get('Phase1LifetimeSeconds', DEFAULT_PHASE_1)} seconds",
        "#2: IPSec",
        "  - Protocol                 : esp",
        f"  - Lifetime                 : {tunnel.options.get('Phase2LifetimeSeconds', DEFAULT_PHASE_2)} seconds",
        "#3: Tunnel Interface",
        f"  - Customer Gateway outside : {customer.address if customer else ''}",
        f"  - Amazon outside           : {tunnel.outside_address}",
        f"  - Customer Gateway inside  : {own}/30",
        f"  - Amazon inside            : {amazon}/30",
    ]
    if connection.static_routes_only:
        lines += ["#4: Static Routing", "  - Next hop                 : " + amazon]
    else:
        lines += [
            "#4: Border Gateway Protocol",
            f"  - Customer Gateway ASN     : {customer.asn if customer else ''}",
            f"  - Amazon ASN               : {amazon_asn(call, connection)}",
            f"  - Neighbor IP Address      : {amazon}",
        ]
    return "\n".join(lines) + "\n"


def _strongswan(call: HybridCall, connection: VpnConnection, tunnel: Tunnel, number: int, version: str) -> str:
    customer = call.vpn.customer_gateways.get(connection.customer_gateway)
    address = customer.address if customer else ""
    return "\n".join(
        [
            f"conn Tunnel{number}",
            "  auto=start",
            f"  keyexchange={version}",
            "  authby=psk",
            f"  leftid={address}",
            f"  right={tunnel.outside_address}",
            f"  ikelifetime={tunnel.options.get('Phase1LifetimeSeconds', DEFAULT_PHASE_1)}s",
            f"  lifetime={tunnel.options.get('Phase2LifetimeSeconds', DEFAULT_PHASE_2)}s",
            "# /etc/ipsec.secrets",
            f'{address} {tunnel.outside_address} : PSK "{tunnel.pre_shared_key}"',
            "",
        ]
    )
