"""Check the options of VPN connections, and make their tunnels.

Source: VpnConnectionOptionsSpecification in the EC2 API Reference; "Private IP VPN with AWS Direct Connect" and
"Accelerated Site-to-Site VPN" in the Site-to-Site VPN User Guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Address, ip_address, ip_network
from typing import Any

from sandbox.emulated.ec2.transit_gateway_lookup import visible_attachment
from sandbox.emulated.ec2.vpn_tunnel_options import (
    TUNNELS,
    check_tunnels,
    free_inside,
    free_inside_ipv6,
    invalid,
    stored,
)
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import CustomerGateway, Tunnel, VpnConnection

OUTSIDE = IPv4Network("198.18.0.0/15")
"""Addresses of AWS's ends: a range for benchmarks (RFC 2544), so that no host on the internet has them."""
OUTSIDE_IPV6 = IPv6Address("2001:db8:ffff::")
KEY_LENGTH = 32
CIDRS = {
    "LocalIpv4NetworkCidr": ("0.0.0.0/0", 4),
    "RemoteIpv4NetworkCidr": ("0.0.0.0/0", 4),
    "LocalIpv6NetworkCidr": ("::/0", 6),
    "RemoteIpv6NetworkCidr": ("::/0", 6),
}
KNOWN = {
    *CIDRS,
    "EnableAcceleration",
    "TunnelInsideIpVersion",
    "TunnelOptions",
    "OutsideIpAddressType",
    "TransportTransitGatewayAttachmentId",
    "TunnelBandwidth",
    "StaticRoutesOnly",
}


def checked_options(call: HybridCall, customer: CustomerGateway, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a response shows, without StaticRoutesOnly and TunnelOptions; raise at a wrong one."""
    given = request.get("Options") or {}
    if unknown := sorted(set(given) - KNOWN):
        raise NotEmulatedError("ec2", f"VPN connection option {unknown[0]}")
    version = _word(given, "TunnelInsideIpVersion", "ipv4", ("ipv4", "ipv6"))
    outside = _word(given, "OutsideIpAddressType", "PublicIpv4", ("PublicIpv4", "PrivateIpv4", "Ipv6"))
    bandwidth = _word(given, "TunnelBandwidth", "standard", ("standard", "large"))
    accelerated = bool(given.get("EnableAcceleration"))
    if request.get("VpnGatewayId"):
        for name, wrong in (
            ("EnableAcceleration", accelerated),
            ("TunnelInsideIpVersion", version == "ipv6"),
            ("OutsideIpAddressType", outside != "PublicIpv4"),
            ("TunnelBandwidth", bandwidth == "large"),
        ):
            if wrong:
                raise _combination(f"{name} {given[name]} needs a transit gateway, not a virtual private gateway.")
    if accelerated and bandwidth == "large":
        raise _combination("EnableAcceleration can not be combined with TunnelBandwidth large.")
    _outside(call, customer, given, outside)
    tunnels = given.get("TunnelOptions") or []
    check_tunnels(tunnels)
    if version == "ipv4" and any(each.get("TunnelInsideIpv6Cidr") for each in tunnels):
        raise _combination("TunnelInsideIpv6Cidr needs TunnelInsideIpVersion ipv6.")
    found: dict[str, Any] = {
        "EnableAcceleration": accelerated,
        "OutsideIpAddressType": outside,
        "TunnelInsideIpVersion": version,
        **checked_cidrs(given, version),
    }
    if bandwidth != "standard":
        found["TunnelBandwidth"] = bandwidth
    if transport := given.get("TransportTransitGatewayAttachmentId"):
        found["TransportTransitGatewayAttachmentId"] = transport
    return found


def checked_cidrs(given: Mapping[str, Any], version: str) -> dict[str, str]:
    """Return the local and remote ranges of the tunnels' traffic selectors; raise at a wrong one."""
    found = {}
    for name, (default, family) in CIDRS.items():
        text = given.get(name)
        if f"ipv{family}" != version:
            if text is not None:
                raise _combination(f"{name} can not be combined with TunnelInsideIpVersion {version}.")
            continue
        found[name] = _cidr(name, text or default, family)
    return found


def new_tunnels(call: HybridCall, connection: VpnConnection, given: Mapping[str, Any]) -> list[Tunnel]:
    """Return the two tunnels of a new connection, with the addresses and keys that the request leaves to AWS."""
    requested = [*(given.get("TunnelOptions") or ())]
    requested += [{}] * (TUNNELS - len(requested))
    taken = inside_ranges(call, connection)
    for options in requested:
        for name in ("TunnelInsideCidr", "TunnelInsideIpv6Cidr"):
            if options.get(name) in taken and connection.virtual_gateway:
                raise invalid(name, options[name], "another VPN connection uses the range")
    taken |= {options["TunnelInsideCidr"] for options in requested if options.get("TunnelInsideCidr")}
    tunnels: list[Tunnel] = []
    for options in requested:
        tunnel = Tunnel(
            outside_address=_outside_address(call, connection, tunnels),
            inside_cidr=options.get("TunnelInsideCidr") or free_inside(_number(call), taken),
            pre_shared_key=options.get("PreSharedKey") or _key(call),
            options=stored(options),
            status_text="IPSEC IS DOWN",
            status_since=call.timestamp,
        )
        if connection.options["TunnelInsideIpVersion"] == "ipv6":
            tunnel.inside_ipv6_cidr = options.get("TunnelInsideIpv6Cidr") or free_inside_ipv6(_number(call), taken)
        taken |= {tunnel.inside_cidr, tunnel.inside_ipv6_cidr}
        tunnels.append(tunnel)
    return tunnels


def inside_ranges(call: HybridCall, connection: VpnConnection) -> set[str]:
    """Return the inside ranges of the other connections on the same gateway."""
    gateway = connection.virtual_gateway or connection.transit_gateway or connection.customer_gateway
    others = [it for it in call.vpn.connections_of(gateway) if it.id != connection.id]
    tunnels = [tunnel for it in others for tunnel in it.tunnels]
    return {it.inside_cidr for it in tunnels} | {it.inside_ipv6_cidr for it in tunnels if it.inside_ipv6_cidr}


def _outside(call: HybridCall, customer: CustomerGateway, given: Mapping[str, Any], outside: str) -> None:
    transport = given.get("TransportTransitGatewayAttachmentId")
    if outside == "PrivateIpv4":
        if not transport:
            raise AwsError(
                "MissingParameter", "The request must contain the parameter TransportTransitGatewayAttachmentId"
            )
        attachment = visible_attachment(call, transport)
        if attachment.type != "direct-connect-gateway" or attachment.gateway != call.request.get("TransitGatewayId"):
            raise invalid(
                "TransportTransitGatewayAttachmentId",
                transport,
                "use the attachment of a Direct Connect gateway on the same transit gateway",
            )
    elif transport:
        raise _combination("TransportTransitGatewayAttachmentId needs OutsideIpAddressType PrivateIpv4.")
    if customer.address and (ip_address(customer.address).version == 6) != (outside == "Ipv6"):  # noqa: PLR2004
        raise invalid("OutsideIpAddressType", outside, f"the customer gateway has the address {customer.address}")


def _outside_address(call: HybridCall, connection: VpnConnection, tunnels: list[Tunnel]) -> str:
    taken = {it.outside_address for other in call.vpn.connections.values() for it in other.tunnels}
    taken |= {it.outside_address for it in tunnels}
    kind, start = connection.options["OutsideIpAddressType"], _number(call)
    if kind == "Ipv6":
        return next(text for n in range(2**16) if (text := str(OUTSIDE_IPV6 + start + n)) not in taken)
    pool = OUTSIDE
    if kind == "PrivateIpv4":
        gateway = call.transit.gateways[str(connection.transit_gateway)]
        blocks = [found for it in gateway.cidr_blocks if isinstance(found := ip_network(it), IPv4Network)]
        if not blocks:
            raise AwsError("InvalidParameterValue", f"{gateway.id} has no IPv4 CIDR block for private IP VPN.")
        pool = blocks[0]
    for offset in range(pool.num_addresses - 2):
        text = str(pool.network_address + 1 + (start + offset) % (pool.num_addresses - 2))
        if text not in taken:
            return text
    raise AwsError("InvalidParameterValue", f"No address of {pool} is free.")


def _number(call: HybridCall) -> int:
    return int(call.token(4), 16)


def _key(call: HybridCall) -> str:
    """Return a pre-shared key, which may not start with 0."""
    return f"k{call.token(KEY_LENGTH - 1)}"


def _cidr(name: str, text: str, family: int) -> str:
    try:
        found = ip_network(text)
    except ValueError as wrong:
        raise invalid(name, text, f"use an IPv{family} CIDR block") from wrong
    if found.version != family:
        raise invalid(name, text, f"use an IPv{family} CIDR block")
    return str(found)


def _word(given: Mapping[str, Any], name: str, default: str, words: tuple[str, ...]) -> str:
    found = given.get(name) or default
    if found not in words:
        raise invalid(name, found, f"use {', '.join(words)}")
    return str(found)


def _combination(text: str) -> AwsError:
    return AwsError("InvalidParameterCombination", text)
