"""Create a virtual interface for any operation: check the request first, then assign what AWS chooses itself."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, ip_interface
from typing import Any

from sandbox.emulated.directconnect import prefix_pools, rules, values
from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import (
    BgpPeer,
    DirectConnectState,
    Kind,
    VirtualInterface,
)
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag

POOL = IPv4Network("169.254.248.0/21")
"""Start of the addresses that Amazon assigns here, a /30 for each interface."""

POOL6 = "2600:5a00:0:{:x}::{}/125"
"""Start of the IPv6 addresses that Amazon assigns here, a /125 for each interface, as on AWS."""


def make(
    call: HybridCall, port: Connection | Lag, kind: Kind, requested: Mapping[str, Any], *, owner: str, state: str
) -> VirtualInterface:
    """Return a new interface on the connection or link aggregation group, with its first BGP peer."""
    rules.check_usable(port)
    rules.check_quota(call.direct_connect, port, kind)
    rules.check_vlan(call.direct_connect, port, requested["vlan"])
    if requested.get("rateLimit"):
        raise NotEmulatedError(call.service or "directconnect", call.operation, "rate limits of virtual interfaces")
    limits = prefix_pools.allocated(call.direct_connect, port, kind, prefix_pools.requested(kind, requested))
    mtu = values.mtu(kind, requested.get("mtu") or 1500)
    prefixes = values.prefixes(requested.get("routeFilterPrefixes"), values.PUBLIC_PREFIXES)
    peer = new_peer(call, kind, requested, state="verifying" if kind == "public" else "pending")
    vif = VirtualInterface(
        id=f"dxvif-{call.token(8)}",
        owner=owner,
        connection=port.id,
        kind=kind,
        region=port.region,
        name=values.name(requested["virtualInterfaceName"]),
        vlan=requested["vlan"],
        mtu=mtu,
        prefixes=prefixes,
        site_link=bool(requested.get("enableSiteLink")),
        prefix_limits=limits,
        peers=[peer],
        tags=values.tags(requested.get("tags")),
        state=state,
        since=call.timestamp,
    )
    call.direct_connect.interfaces[vif.id] = vif
    return vif


def new_peer(call: HybridCall, kind: Kind, requested: Mapping[str, Any], *, state: str) -> BgpPeer:
    """Return a BGP peer; Amazon assigns addresses and key that are not given."""
    family = requested.get("addressFamily") or "ipv4"
    amazon, customer = requested.get("amazonAddress") or "", requested.get("customerAddress") or ""
    if bool(amazon) != bool(customer):
        raise rules.refusal("Amazon Address and Customer Address must be specified together.")
    if amazon:
        values.addresses(kind, family, amazon, customer)
    elif family == "ipv6":
        number = sum(len(vif.peers) for vif in call.direct_connect.interfaces.values())
        amazon, customer = POOL6.format(number, 1), POOL6.format(number, 2)
    elif kind == "public":
        raise rules.refusal("Amazon Address and Customer Address are required for a public virtual interface.")
    else:
        amazon, customer = _free_pair(call.direct_connect)
    return BgpPeer(
        id=f"dxpeer-{call.token(8)}",
        asn=values.customer_asn(requested),
        family=family,
        amazon_address=amazon,
        customer_address=customer,
        key=values.key(requested["authKey"]) if requested.get("authKey") else call.token(24),
        state=state,
        since=call.timestamp,
    )


def _free_pair(direct_connect: DirectConnectState) -> tuple[str, str]:
    taken = {
        ip_interface(peer.amazon_address).network
        for vif in direct_connect.interfaces.values()
        for peer in vif.peers
        if peer.family == "ipv4"
    }
    for network in POOL.subnets(new_prefix=30):
        if network not in taken:
            amazon, customer = network.hosts()
            return f"{amazon}/30", f"{customer}/30"
    raise rules.refusal("No address pair is left; specify Amazon Address and Customer Address.")
