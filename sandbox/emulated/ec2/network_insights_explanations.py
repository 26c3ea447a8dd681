"""What is in the way of a path, as EC2 shows it.

Sources: Explanation in the EC2 API Reference; "Reachability Analyzer explanation codes" in its guide.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.network_insights_components import Components, Shape
from sandbox.emulated.ec2.network_insights_resources import component, kind
from sandbox.reach.answer import Block
from sandbox.reach.model import NetworkInterface

_MEMBERS = {
    "acl": "Acl",
    "cgw": "CustomerGateway",
    "eni": "NetworkInterface",
    "igw": "InternetGateway",
    "nat": "NatGateway",
    "pcx": "VpcPeeringConnection",
    "rtb": "RouteTable",
    "subnet": "Subnet",
    "tgw": "TransitGateway",
    "tgw-attach": "TransitGatewayAttachment",
    "tgw-rtb": "TransitGatewayRouteTable",
    "vgw": "VpnGateway",
    "vpc": "Vpc",
    "vpce": "VpcEndpoint",
    "vpn": "VpnConnection",
}
"""Beginning of an id -> member of an Explanation."""


def explanation(components: Components, block: Block, interfaces: tuple[NetworkInterface, ...]) -> Shape:
    """Return the Explanation of an obstacle.

    Args:
        components: The network with its resources as EC2 shows them.
        block: The obstacle.
        interfaces: The interfaces at the ends of the path: the destination's first.

    """
    shown: Shape = {"ExplanationCode": block.code}
    if " inbound " in block.text or " outbound " in block.text:
        shown["Direction"] = "egress" if " outbound " in block.text else "ingress"
    if kind(block.component.partition(",")[0]) == "sg":
        return shown | _groups(components, block, interfaces)
    if block.component:
        member = _MEMBERS.get(kind(block.component), "Component")
        shown[member] = component(components.call, block.component)
    shown |= _details(components, block)
    return shown


def _groups(components: Components, block: Block, interfaces: tuple[NetworkInterface, ...]) -> Shape:
    """Return the interface with its security groups, whose rules do not allow the packets."""
    ids = tuple(block.component.split(", "))
    near = interfaces if " inbound " in block.text else tuple(reversed(interfaces))
    every = (*near, *components.index.interfaces.values())
    interface = next((it for it in every if it.groups == ids), None)
    shown: dict[str, Any] = {"SecurityGroups": [component(components.call, id_) for id_ in ids]}
    if interface is not None:
        place = components.place(interface.id)
        place.pop("AttachedTo", None)
        shown |= {"NetworkInterface": component(components.call, interface.id), **place}
    return shown


def _details(components: Components, block: Block) -> Shape:
    call, topology = components.call, components.index.topology
    match kind(block.component):
        case "acl":
            acl = components.index.network.acls.get(block.component)
            rule = components.acl_rule(block.component, block.text)
            return {
                **({"Vpc": component(call, acl.vpc)} if acl else {}),
                **({"AclRule": rule} if rule else {}),
            }
        case "rtb":
            table = topology.route_tables.get(block.component)
            route = components.route(block.component, block.text)
            return {
                **({"Vpc": component(call, table.vpc)} if table else {}),
                **({"RouteTableRoute": route} if route else {}),
            }
        case "tgw-rtb":
            transit = topology.transit_route_tables.get(block.component)
            return {"TransitGateway": component(call, transit.gateway)} if transit else {}
        case "eni":
            place = components.place(block.component)
            place.pop("AttachedTo", None)
            return place
        case _:
            return {}
