"""Network interfaces and instances of AWS's responses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import IPv4Address

from sandbox.reach.model import Instance, InterfaceKind, NetworkInterface
from sandbox.routing.model import Address
from sandbox.snapshot.network.aws_export.answers import Answers, Item
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.values import interface_name

_KINDS: Mapping[str, InterfaceKind] = {
    "interface": InterfaceKind.INTERFACE,
    "efa": InterfaceKind.INTERFACE,
    "trunk": InterfaceKind.INTERFACE,
    "branch": InterfaceKind.INTERFACE,
    "nat_gateway": InterfaceKind.NAT_GATEWAY,
    "natGateway": InterfaceKind.NAT_GATEWAY,
    "load_balancer": InterfaceKind.LOAD_BALANCER,
    "network_load_balancer": InterfaceKind.LOAD_BALANCER,
    "gateway_load_balancer": InterfaceKind.LOAD_BALANCER,
    "vpc_endpoint": InterfaceKind.VPC_ENDPOINT,
    "gateway_load_balancer_endpoint": InterfaceKind.VPC_ENDPOINT,
    "transit_gateway": InterfaceKind.TRANSIT_GATEWAY,
}
_RESOLVER = re.compile(r"Route 53 Resolver: (rslvr-[\w-]+)")
"""Description of a resolver endpoint's interface."""
_BALANCER = "ELB "
"""Beginning of the description of a load balancer's interface: `ELB app/name/id`."""


def read_interfaces(answers: Answers, draft: Draft) -> None:
    """Add network interfaces and instances."""
    owners = _owners(answers)
    for identity, item in answers.by_id("NetworkInterfaces", "NetworkInterfaceId").items():
        draft.interfaces[identity] = _interface(identity, item, owners)
    for item in answers.of("Addresses"):
        _elastic(draft, item)
    found = {**answers.by_id("Instances", "InstanceId")}
    for reservation in answers.of("Reservations"):
        for item in reservation.items("Instances"):
            found[item.required("InstanceId")] = item
    for identity, item in found.items():
        _instance(draft, identity, item)


def _owners(answers: Answers) -> Mapping[str, str]:
    """Return the id of the gateway or endpoint that has an interface, by the interface's id."""
    endpoints = answers.by_id("VpcEndpoints", "VpcEndpointId")
    found = {interface: key for key, item in endpoints.items() for interface in item.texts("NetworkInterfaceIds")}
    for key, item in answers.by_id("NatGateways", "NatGatewayId").items():
        found |= {each.text("NetworkInterfaceId"): key for each in item.items("NatGatewayAddresses")}
    return found


def _interface(identity: str, item: Item, owners: Mapping[str, str]) -> NetworkInterface:
    addresses: dict[Address, None] = {}
    public: dict[Address, IPv4Address] = {}
    listed = item.items("PrivateIpAddresses")
    for each in sorted(listed, key=lambda one: not one.flag("Primary")):
        private = each.address("PrivateIpAddress")
        if private is None:
            continue
        addresses[private] = None
        elastic = each.item("Association").address("PublicIp")
        if isinstance(elastic, IPv4Address):
            public[private] = elastic
    own = item.address("PrivateIpAddress")
    if own and not listed:
        addresses[own] = None
    for each in item.items("Ipv6Addresses"):
        six = each.address("Ipv6Address")
        if six:
            addresses[six] = None
    kind = _kind(item)
    description = item.text("Description")
    resolver = _RESOLVER.match(description)
    return NetworkInterface(
        identity,
        item.owner,
        item.text("VpcId"),
        subnet=item.required("SubnetId"),
        addresses=tuple(addresses),
        groups=tuple(each.required("GroupId") for each in item.items("Groups")),
        public_addresses=public,
        kind=kind,
        source_dest_check=item.flag("SourceDestCheck", default=True),
        name=interface_name(description, item.name) if kind is InterfaceKind.INTERFACE else item.name,
        attached_to=item.item("Attachment").text("InstanceId")
        or owners.get(identity, "")
        or (resolver[1] if resolver else ""),
        origin=item.origin,
    )


def _kind(item: Item) -> InterfaceKind:
    if item.text("Description").startswith(_BALANCER):
        return InterfaceKind.LOAD_BALANCER
    if _RESOLVER.match(item.text("Description")):
        return InterfaceKind.OTHER
    declared = _KINDS.get(item.text("InterfaceType", "interface"), InterfaceKind.OTHER)
    managed = item.flag("RequesterManaged") and declared is InterfaceKind.INTERFACE
    return InterfaceKind.OTHER if managed else declared


def _elastic(draft: Draft, item: Item) -> None:
    interface = draft.interfaces.get(item.text("NetworkInterfaceId"))
    private, public = item.address("PrivateIpAddress"), item.address("PublicIp")
    if interface and private and isinstance(public, IPv4Address):
        known = {**interface.public_addresses, private: public}
        draft.interfaces[interface.id] = replace(interface, public_addresses=known)


def _instance(draft: Draft, identity: str, item: Item) -> None:
    state = item.item("State").text("Name", "running")
    if state in ("terminated", "shutting-down"):
        return
    listed = sorted(
        item.items("NetworkInterfaces"), key=lambda each: each.item("Attachment").number("DeviceIndex") or 0
    )
    interfaces = tuple(each.required("NetworkInterfaceId") for each in listed)
    if not interfaces:
        draft.note(f"{item.origin}: an instance without network interfaces is not read")
        return
    draft.instances[identity] = Instance(
        identity, item.owner, interfaces, name=item.name, running=state == "running", origin=item.origin
    )
    for each in interfaces:
        known = draft.interfaces.get(each)
        if known:
            draft.interfaces[each] = replace(known, attached_to=identity, name=known.name or item.name)
        else:
            draft.note(f"{item.origin}: its network interface {each} was not exported")
