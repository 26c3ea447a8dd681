"""Tunnels of VPN connections: their options, certificates, endpoints and negotiated parameters.

Source: ModifyVpnTunnelOptions, ModifyVpnTunnelCertificate, ReplaceVpnTunnel, GetVpnTunnelReplacementStatus and
GetActiveVpnTunnelStatus in the EC2 API Reference.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.ec2 import vpn_connection_shapes as shapes
from sandbox.emulated.ec2.vpn_connection_options import inside_ranges
from sandbox.emulated.ec2.vpn_connections import available_connection, certificate
from sandbox.emulated.ec2.vpn_lookup import own_connection
from sandbox.emulated.ec2.vpn_tunnel_options import check_tunnel, invalid, stored
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import Tunnel, VpnConnection
from sandbox.emulated.operation import operation

DEFAULTS: dict[str, Any] = {
    "Phase1EncryptionAlgorithms": [{"Value": "AES128"}],
    "Phase2EncryptionAlgorithms": [{"Value": "AES128"}],
    "Phase1IntegrityAlgorithms": [{"Value": "SHA1"}],
    "Phase2IntegrityAlgorithms": [{"Value": "SHA1"}],
    "Phase1DHGroupNumbers": [{"Value": 2}],
    "Phase2DHGroupNumbers": [{"Value": 2}],
    "IkeVersions": [{"Value": "ikev1"}],
}
"""The weakest of AWS's defaults, which its end of a tunnel accepts first (Site-to-Site VPN User Guide)."""


@operation("ModifyVpnTunnelOptions")
def modify_vpn_tunnel_options(call: HybridCall) -> dict[str, Any]:
    """Change the options of one tunnel, which goes down meanwhile."""
    connection = available_connection(call, call.request["VpnConnectionId"])
    tunnel = _tunnel(connection, call.request["VpnTunnelOutsideIpAddress"])
    options = call.request["TunnelOptions"]
    if call.request.get("PreSharedKeyStorage") not in {None, "Standard"}:
        raise NotEmulatedError("ec2", "ModifyVpnTunnelOptions", "pre-shared keys in Secrets Manager")
    if not options:
        raise AwsError("MissingParameter", "The request must contain the parameter TunnelOptions")
    if call.request.get("SkipTunnelReplacement") and set(options) != {"EnableTunnelLifecycleControl"}:
        raise AwsError(
            "InvalidParameterCombination", "SkipTunnelReplacement applies to EnableTunnelLifecycleControl alone."
        )
    check_tunnel(options, tunnel.options)
    taken = inside_ranges(call, connection) if connection.virtual_gateway else set()
    taken |= {it.inside_cidr for it in connection.tunnels if it is not tunnel}
    taken |= {it.inside_ipv6_cidr for it in connection.tunnels if it is not tunnel and it.inside_ipv6_cidr}
    for name in ("TunnelInsideCidr", "TunnelInsideIpv6Cidr"):
        if options.get(name) in taken:
            raise invalid(name, options[name], "another tunnel uses the range")
    if options.get("TunnelInsideIpv6Cidr") and not tunnel.inside_ipv6_cidr:
        raise AwsError("InvalidParameterCombination", "TunnelInsideIpv6Cidr needs TunnelInsideIpVersion ipv6.")
    tunnel.inside_cidr = options.get("TunnelInsideCidr") or tunnel.inside_cidr
    tunnel.inside_ipv6_cidr = options.get("TunnelInsideIpv6Cidr") or tunnel.inside_ipv6_cidr
    tunnel.pre_shared_key = options.get("PreSharedKey") or tunnel.pre_shared_key
    tunnel.options |= stored(options)
    if not call.request.get("SkipTunnelReplacement"):
        tunnel.restart(call.timestamp)
        connection.enter("modifying", call.timestamp)
    return {"VpnConnection": shapes.connection(call, connection)}


@operation("ModifyVpnTunnelCertificate")
def modify_vpn_tunnel_certificate(call: HybridCall) -> dict[str, Any]:
    """Replace the certificate of AWS's end of one tunnel."""
    connection = available_connection(call, call.request["VpnConnectionId"])
    tunnel = _tunnel(connection, call.request["VpnTunnelOutsideIpAddress"])
    if not tunnel.certificate:
        raise AwsError("UnsupportedOperation", f"{connection.id} authenticates by pre-shared keys, not certificates.")
    tunnel.certificate = certificate(call)
    tunnel.restart(call.timestamp)
    connection.enter("modifying", call.timestamp)
    return {"VpnConnection": shapes.connection(call, connection)}


@operation("ReplaceVpnTunnel")
def replace_vpn_tunnel(call: HybridCall) -> dict[str, Any]:
    """Replace AWS's endpoint of one tunnel, which goes down meanwhile and keeps its address."""
    connection = available_connection(call, call.request["VpnConnectionId"])
    tunnel = _tunnel(connection, call.request["VpnTunnelOutsideIpAddress"])
    tunnel.restart(call.timestamp)
    tunnel.replaced = call.timestamp
    return {"Return": True}


@operation("GetVpnTunnelReplacementStatus")
def get_vpn_tunnel_replacement_status(call: HybridCall) -> dict[str, Any]:
    """Return when the endpoint of a tunnel was last replaced; no maintenance is ever pending here."""
    connection = own_connection(call, call.request["VpnConnectionId"])
    tunnel = _tunnel(connection, call.request["VpnTunnelOutsideIpAddress"])
    details: dict[str, Any] = {"PendingMaintenance": "None"}
    if tunnel.replaced is not None:
        details["LastMaintenanceApplied"] = datetime.fromtimestamp(tunnel.replaced, UTC)
    gateways = {"VpnGatewayId": connection.virtual_gateway, "TransitGatewayId": connection.transit_gateway}
    return {
        "VpnConnectionId": connection.id,
        "CustomerGatewayId": connection.customer_gateway,
        "VpnTunnelOutsideIpAddress": tunnel.outside_address,
        "MaintenanceDetails": details,
    } | {name: id_ for name, id_ in gateways.items() if id_}


@operation("GetActiveVpnTunnelStatus")
def get_active_vpn_tunnel_status(call: HybridCall) -> dict[str, Any]:
    """Return the parameters that both ends of a tunnel agreed on; none while it is down."""
    connection = own_connection(call, call.request["VpnConnectionId"])
    tunnel = _tunnel(connection, call.request["VpnTunnelOutsideIpAddress"])
    status: dict[str, Any] = {"ProvisioningStatus": "available" if connection.state == "available" else "pending"}
    if tunnel.status == "UP":
        chosen = {name: min(each["Value"] for each in _values(tunnel, name)) for name in DEFAULTS}
        status |= {name.removesuffix("s").removesuffix("Number"): value for name, value in chosen.items()}
    return {"ActiveVpnTunnelStatus": status}


def _values(tunnel: Tunnel, name: str) -> list[dict[str, Any]]:
    found = tunnel.options.get(name) or DEFAULTS[name]
    return list(found) if isinstance(found, list) else []


def _tunnel(connection: VpnConnection, address: str) -> Tunnel:
    for tunnel in connection.tunnels:
        if tunnel.outside_address == address:
            return tunnel
    listed = " and ".join(it.outside_address for it in connection.tunnels)
    raise invalid("VpnTunnelOutsideIpAddress", address, f"the tunnels of {connection.id} have {listed}")
