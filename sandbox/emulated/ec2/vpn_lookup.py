"""Find VPN resources of the caller; EC2's errors for all others."""

from __future__ import annotations

import re

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.vpn_model import GONE, CustomerGateway, VirtualGateway, VpnConnection

_CUSTOMER_GATEWAY_ID = re.compile(r"cgw-[0-9a-f]{8,17}")


def own_customer_gateway(call: HybridCall, id_: str) -> CustomerGateway:
    """Return a customer gateway of the caller's."""
    if not _CUSTOMER_GATEWAY_ID.fullmatch(id_):
        raise AwsError("InvalidCustomerGatewayId.Malformed", f'Invalid id: "{id_}" (expecting "cgw-...")')
    found = call.vpn.customer_gateways.get(id_)
    if found is None or found.state in GONE or (found.owner, found.region) != (call.account, call.region):
        raise no_customer_gateway(id_)
    return found


def own_virtual_gateway(call: HybridCall, id_: str) -> VirtualGateway:
    """Return a virtual private gateway of the caller's."""
    found = call.vpn.virtual_gateways.get(id_)
    if found is None or found.state in GONE or (found.owner, found.region) != (call.account, call.region):
        raise no_virtual_gateway(id_)
    return found


def own_connection(call: HybridCall, id_: str) -> VpnConnection:
    """Return a VPN connection of the caller's."""
    found = call.vpn.connections.get(id_)
    if found is None or found.state in GONE or (found.owner, found.region) != (call.account, call.region):
        raise no_connection(id_)
    return found


def no_customer_gateway(id_: str) -> AwsError:
    """Make the error for a customer gateway that does not exist."""
    return AwsError("InvalidCustomerGatewayID.NotFound", f"The customerGateway ID '{id_}' does not exist")


def no_virtual_gateway(id_: str) -> AwsError:
    """Make the error for a virtual private gateway that does not exist."""
    return AwsError("InvalidVpnGatewayID.NotFound", f"The vpnGateway ID '{id_}' does not exist")


def no_connection(id_: str) -> AwsError:
    """Make the error for a VPN connection that does not exist."""
    return AwsError("InvalidVpnConnectionID.NotFound", f"The vpnConnection ID '{id_}' does not exist")


def check_type(type_: str) -> str:
    """Return the type of VPN, of which there is one; raise for another."""
    if type_ != "ipsec.1":
        raise AwsError("InvalidParameterValue", f"Value ({type_}) for parameter type is invalid. Use ipsec.1.")
    return type_
