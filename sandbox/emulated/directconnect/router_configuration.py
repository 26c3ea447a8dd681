"""The customer router's configuration of an interface, as AWS gives it, the key included."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.interfaces import shown
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

ROUTERS: dict[str, dict[str, str]] = {
    "FRRouting-10-Linux": {"vendor": "FRRouting", "platform": "Linux", "software": "FRR 10"},
    "CiscoSystemsInc-2900SeriesRouters-IOS124": {
        "vendor": "Cisco Systems, Inc.",
        "platform": "2900 Series Routers",
        "software": "IOS 12.4+",
    },
}
DEFAULT = "FRRouting-10-Linux"


@operation("DescribeRouterConfiguration")
def describe_router_configuration(call: HybridCall) -> dict[str, Any]:
    """Return the customer's side of an interface, for one of the supported routers."""
    vif = rules.own_interface(call.direct_connect, call.account, call.region, call.request["virtualInterfaceId"])
    identifier = call.request.get("routerTypeIdentifier") or DEFAULT
    if identifier not in ROUTERS:
        raise rules.refusal(f"Router type {identifier} is not known. Use {', '.join(sorted(ROUTERS))}.")
    write = frr if identifier == DEFAULT else ios
    return {
        "customerRouterConfig": write(shown(call, vif)),
        "router": ROUTERS[identifier] | {"routerTypeIdentifier": identifier},
        "virtualInterfaceId": vif.id,
        "virtualInterfaceName": vif.name,
    }


def frr(vif: dict[str, Any]) -> str:
    """Return Linux commands for the VLAN, then FRR's own configuration."""
    lines = [
        f"! {vif['virtualInterfaceId']} {vif['virtualInterfaceName']}",
        f"! ip link add link eth0 name eth0.{vif['vlan']} type vlan id {vif['vlan']}",
        f"! ip link set eth0.{vif['vlan']} mtu {vif['mtu']} up",
    ]
    lines += [f"! ip address add {peer['customerAddress']} dev eth0.{vif['vlan']}" for peer in vif["bgpPeers"]]
    for peer in vif["bgpPeers"]:
        amazon = ip_interface(peer["amazonAddress"]).ip
        lines += [
            f"router bgp {peer['asnLong']}",
            f" neighbor {amazon} remote-as {vif['amazonSideAsn']}",
            f" neighbor {amazon} password {peer['authKey']}",
            f" neighbor {amazon} bfd",
        ]
    return "\n".join(lines) + "\n"


def ios(vif: dict[str, Any]) -> str:
    """Return a configuration for Cisco IOS: a sub-interface for the VLAN, then BGP."""
    lines: list[str] = []
    for peer in vif["bgpPeers"]:
        ours, amazon = ip_interface(peer["customerAddress"]), ip_interface(peer["amazonAddress"]).ip
        lines += [
            f"interface GigabitEthernet0/1.{vif['vlan']}",
            f" description Direct Connect {vif['virtualInterfaceId']}",
            f" encapsulation dot1Q {vif['vlan']}",
            f" ip address {ours.ip} {ours.netmask}",
            f" ip mtu {vif['mtu']}",
            f"router bgp {peer['asnLong']}",
            f" neighbor {amazon} remote-as {vif['amazonSideAsn']}",
            f" neighbor {amazon} password {peer['authKey']}",
            " exit",
        ]
    return "\n".join(lines) + "\n"
