"""The components of a path as EC2 shows them.

Source: PathComponent in the EC2 API Reference, and "Getting started with Reachability Analyzer using the AWS CLI".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address
from typing import Any

from sandbox.emulated.ec2.network_insights_resources import TYPES, component, kind
from sandbox.emulated.service_call import Call
from sandbox.reach.answer import Hop, Step
from sandbox.reach.headers import Box, Interval
from sandbox.reach.index import NetworkIndex
from sandbox.reach.model import AclEntry, PortRange, SecurityRule
from sandbox.routing.routes import RouteSource, TransitTableRoute, VpcRoute

type Shape = dict[str, Any]

PROTOCOL_NAMES = {None: "all", 1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6"}
SOURCES = {
    RouteSource.LOCAL: "createroutetable",
    RouteSource.STATIC: "createroute",
    RouteSource.PROPAGATED: "enablevgwroutepropagation",
}
_TARGETS = {
    "eigw": "EgressOnlyInternetGatewayId",
    "eni": "NetworkInterfaceId",
    "nat": "NatGatewayId",
    "pcx": "VpcPeeringConnectionId",
    "tgw": "TransitGatewayId",
}
_RULE = re.compile(r"rule (\S+) allows")
_ENTRY = re.compile(r"entry (\d+) (?:allows|denies) (inbound|outbound)")
_ROUTE = re.compile(r"route (\S+) -> (\S+)")


class Components:
    """Makes the components of the paths of one analysis."""

    def __init__(self, call: Call, index: NetworkIndex) -> None:
        self.call = call
        self.index = index

    def path(self, hops: tuple[Hop, ...], sent: Box, arrived: Box, *, response: bool = False) -> list[Shape]:
        """Return the components of the packets' way in one direction, with their headers at both ends."""
        found = [it for number, hop in enumerate(hops) for it in self._of(hop, first=number == 0)]
        if found:
            first, last = (arrived, sent) if response else (sent, arrived)
            found[0]["OutboundHeader"] = header(first, response=response)
            found[-1]["InboundHeader"] = header(last, response=response)
        return [{"SequenceNumber": number, **it} for number, it in enumerate(found, 1)]

    def _of(self, hop: Hop, *, first: bool) -> Iterator[Shape]:
        steps = [it for step in hop.steps for it in self._step(step)]
        steps.sort(key=lambda it: "RouteTableRoute" in it)
        own: Shape = {}
        if kind(hop.id) in TYPES and kind(hop.id) not in {"subnet", "vpc"}:
            own = {"Component": component(self.call, hop.id), **self.place(hop.id)}
        delivered = not first and any(step.component == hop.id for step in hop.steps)
        shown = [*steps, own] if delivered else [own, *steps]
        yield from (it for it in shown if it)

    def place(self, id_: str) -> Shape:
        """Return the subnet and VPC of a network interface, and what it is attached to."""
        interface = self.index.interfaces.get(id_)
        if interface is None:
            return {}
        shown = {"Subnet": component(self.call, interface.subnet), "Vpc": component(self.call, interface.vpc)}
        if interface.attached_to:
            shown["AttachedTo"] = component(self.call, interface.attached_to)
        return shown

    def _step(self, step: Step) -> Iterator[Shape]:
        match kind(step.component):
            case "sg":
                rule = self.group_rule(step.component, step.rule)
                detail = {"SecurityGroupRule": rule} if rule else {}
            case "acl":
                entry = self.acl_rule(step.component, step.rule)
                detail = {"AclRule": entry} if entry else {}
            case "rtb":
                route = self.route(step.component, step.rule)
                detail = {"RouteTableRoute": route} if route else {}
            case "tgw-rtb":
                transit = self.transit_route(step.component, step.rule)
                detail = {"TransitGatewayRouteTableRoute": transit} if transit else {}
            case _:
                return
        yield {"Component": component(self.call, step.component), **detail}

    def group_rule(self, group: str, text: str) -> Shape | None:
        """Return the AnalysisSecurityGroupRule of a step."""
        found = _RULE.search(text)
        rules = self.index.network.groups[group].rules if group in self.index.network.groups else ()
        rule = next((it for it in rules if found and it.id == found[1]), None)
        return _group_rule(rule) if rule else None

    def acl_rule(self, acl: str, text: str) -> Shape | None:
        """Return the AnalysisAclRule of a step or an obstacle."""
        found = _ENTRY.search(text)
        entries = self.index.network.acls[acl].entries if acl in self.index.network.acls else ()
        wanted = (int(found[1]), found[2] == "outbound") if found else None
        entry = next((it for it in entries if (it.number, it.egress) == wanted), None)
        return _acl_rule(entry) if entry else None

    def route(self, table: str, text: str) -> Shape | None:
        """Return the AnalysisRouteTableRoute of a step or an obstacle."""
        return _matching(self.index.routes.vpc_tables.get(table, ()), text, _route)

    def transit_route(self, table: str, text: str) -> Shape | None:
        """Return the TransitGatewayRouteTableRoute of a step or an obstacle."""
        return _matching(self.index.routes.transit_tables.get(table, ()), text, self._transit_route)

    def _transit_route(self, it: TransitTableRoute, target: str) -> Shape:
        shown: Shape = {
            "DestinationCidr": str(it.destination),
            "State": "active" if it.active else "blackhole",
            "RouteOrigin": "propagated" if it.source is RouteSource.PROPAGATED else "static",
        }
        attachments = self.index.topology.transit_attachments.values()
        attachment = next((each for each in attachments if each.id == target), None)
        if attachment is not None:
            shown |= {"AttachmentId": target, "ResourceId": attachment.resource, "ResourceType": attachment.type}
        return shown | ({"PrefixListId": it.prefix_list} if it.prefix_list else {})


def header(box: Box, *, response: bool) -> Shape:
    """Return an AnalysisPacketHeader of one packet."""
    client, server = (box.client, box.client_port), (box.server, box.server_port)
    source, destination = (server, client) if response else (client, server)
    return {
        "SourceAddresses": [f"{IPv4Address(source[0][0])}/32"],
        "SourcePortRanges": [_interval(source[1])],
        "DestinationAddresses": [f"{IPv4Address(destination[0][0])}/32"],
        "DestinationPortRanges": [_interval(destination[1])],
        "Protocol": str(box.protocol[0]),
    }


def _interval(ports: Interval) -> Shape:
    return {"From": ports[0], "To": ports[1]}


def _ports(ports: PortRange | None) -> Shape:
    return {"PortRange": {"From": ports.first, "To": ports.last}} if ports else {}


def _group_rule(rule: SecurityRule) -> Shape:
    peer = str(rule.peer)
    member = {"sg": "SecurityGroupId", "pl": "PrefixListId"}.get(kind(peer), "Cidr")
    return {
        member: peer,
        "Direction": "egress" if rule.egress else "ingress",
        **_ports(rule.ports),
        "Protocol": PROTOCOL_NAMES.get(rule.protocol, str(rule.protocol)),
    }


def _acl_rule(entry: AclEntry) -> Shape:
    return {
        "Cidr": str(entry.cidr),
        "Egress": entry.egress,
        **_ports(entry.ports),
        "Protocol": PROTOCOL_NAMES.get(entry.protocol, str(entry.protocol)),
        "RuleAction": entry.action,
        "RuleNumber": entry.number,
    }


def _route(it: VpcRoute, target: str) -> Shape:
    member = "DestinationPrefixListId" if it.prefix_list else "DestinationCidr"
    return {
        member: it.prefix_list or str(it.destination),
        _TARGETS.get(kind(target), "GatewayId"): target,
        "Origin": SOURCES[it.source],
        "State": "active" if it.active else "blackhole",
    }


def _matching(routes: Iterable[Any], text: str, show: Any) -> Shape | None:
    found = _ROUTE.search(text)
    route = next((it for it in routes if found and str(it.destination) == found[1]), None)
    shown: Shape | None = show(route, found[2]) if route is not None and found else None
    return shown
