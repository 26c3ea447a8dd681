"""Network interfaces and instances of a plan, with the interfaces that AWS creates for endpoints and gateways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address

from sandbox.reach.model import Instance, InterfaceKind, NetworkInterface
from sandbox.routing.model import Address
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.filters import default_group
from sandbox.snapshot.network.plan.resources import (
    PlanResources,
    digits,
    flag,
    items,
    name_of,
    planned_public_address,
    unreadable,
)
from sandbox.snapshot.network.plan.vpcs import SUBNET, VPC
from sandbox.snapshot.network.values import address, interface_name
from sandbox.snapshot.plan.resource import UNKNOWN, Planned

INTERFACE = "aws:ec2/networkInterface:NetworkInterface"
INSTANCE = "aws:ec2/instance:Instance"
EIP = "aws:ec2/eip:Eip"
_EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation"
_ATTACHMENT = "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment"
_GROUP_ATTACHMENT = "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment"
_RESOLVER = "aws:route53/resolverEndpoint:ResolverEndpoint"
TOKENS = frozenset((INTERFACE, INSTANCE, EIP, _EIP_ASSOCIATION, _ATTACHMENT, _GROUP_ATTACHMENT, _RESOLVER))


@dataclass
class Addresses:
    """The addresses of subnets that the plan names, so that AWS's own choices are planned elsewhere."""

    draft: Draft
    taken: set[Address] = field(default_factory=set)

    def free(self, subnet: str) -> tuple[Address, ...]:
        """Return an address that AWS will assign in a subnet: the last one that nothing has."""
        known = self.draft.subnets.get(subnet)
        for cidr in known.cidrs if known else ():
            for number in range(cidr.num_addresses - 2, 3, -1):  # the last and the first four are AWS's own
                if cidr[number] not in self.taken:
                    self.taken.add(cidr[number])
                    return (cidr[number],)
        return ()


def read_interfaces(resources: PlanResources, draft: Draft) -> Addresses:
    """Add network interfaces, instances and resolver endpoints; return the addresses that are in use."""
    places = Addresses(draft)
    defaults = {resources.id(made): default_group(resources, made) for made in resources.of(VPC)}
    for made in resources.of(INTERFACE, INSTANCE):
        places.taken.update(_addresses(made))
    for made in resources.of(_RESOLVER):
        places.taken.update(_parsed(made, "ipAddresses", [each.get("ip") for each in items(made, "ipAddresses")]))
    for made in resources.of(INTERFACE):
        _interface(resources, draft, made, places, defaults)
    for made in resources.of(INSTANCE):
        _instance(resources, draft, made, places, defaults)
    for made in resources.of(_ATTACHMENT):
        _attach(draft, resources.text(made, "networkInterfaceId", "eni-"), resources.text(made, "instanceId", "i-"))
    for made in resources.of(_GROUP_ATTACHMENT):
        _add_group(
            draft, resources.text(made, "networkInterfaceId", "eni-"), resources.text(made, "securityGroupId", "sg-")
        )
    for made in resources.of(_RESOLVER):
        _resolver(resources, draft, made, places)
    return places


def read_public_addresses(resources: PlanResources, draft: Draft) -> None:
    """Give interfaces their Elastic IP addresses."""
    allocated = {resources.id(made): elastic_address(made) for made in resources.of(EIP)}
    for made in resources.of(EIP, _EIP_ASSOCIATION):
        interface = resources.text(made, "networkInterfaceId" if made.type != EIP else "networkInterface", "eni-")
        instance = draft.instances.get(
            resources.text(made, "instanceId" if made.type != EIP else "instance", "i-") or ""
        )
        target = draft.interfaces.get(interface or (instance.interfaces[0] if instance else ""))
        public = elastic_address(made) if made.type == EIP else _allocated(resources, made, allocated)
        private = made.text("privateIpAddress") or made.text("associateWithPrivateIp")
        if target and public and target.addresses:
            own = address(private) if private else target.addresses[0]
            draft.interfaces[target.id] = replace(target, public_addresses={**target.public_addresses, own: public})


def elastic_address(made: Planned) -> IPv4Address:
    """Return the address of an Elastic IP, a planned one before it is allocated."""
    known = made.text("publicIp")
    return IPv4Address(known) if known else planned_public_address(made.urn)


def managed_interfaces(
    draft: Draft,
    owner: Planned,
    owner_id: str,
    subnets: Iterable[str],
    places: Addresses,
    *,
    kind: InterfaceKind,
    groups: tuple[str, ...] = (),
    fixed: Mapping[str, tuple[Address, ...]] | None = None,
) -> tuple[str, ...]:
    """Add the interfaces that AWS creates for a resource, one in each subnet; return their ids."""
    made = []
    for subnet in subnets:
        identity = f"eni-{digits(owner.urn, subnet)}"
        known = draft.subnets.get(subnet)
        addresses = (fixed or {}).get(subnet) or places.free(subnet)
        places.taken.update(addresses)
        draft.interfaces[identity] = NetworkInterface(
            identity,
            owner.account,
            known.vpc if known else "",
            subnet=subnet,
            addresses=addresses,
            groups=groups,
            kind=kind,
            source_dest_check=kind is not InterfaceKind.NAT_GATEWAY,
            attached_to=owner_id,
            origin=owner.origin,
        )
        made.append(identity)
    return tuple(made)


def _allocated(resources: PlanResources, made: Planned, allocated: Mapping[str, IPv4Address]) -> IPv4Address | None:
    known = made.text("publicIp")
    if known:
        return IPv4Address(known)
    return allocated.get(resources.text(made, "allocationId", "eipalloc-") or "") or planned_public_address(made.urn)


def _interface(
    resources: PlanResources, draft: Draft, made: Planned, places: Addresses, defaults: Mapping[str, str]
) -> None:
    subnet = resources.text(made, "subnetId", "subnet-") or ""
    vpc = draft.subnets[subnet].vpc if subnet in draft.subnets else ""
    identity = resources.id(made)
    groups = resources.texts(made, "securityGroups", "sg-") or tuple(filter(None, (defaults.get(vpc),)))
    draft.interfaces[identity] = NetworkInterface(
        identity,
        made.account,
        vpc,
        subnet=subnet,
        addresses=_addresses(made) or places.free(subnet),
        groups=groups,
        source_dest_check=flag(made, "sourceDestCheck", default=True),
        name=interface_name(made.text("description") or "", name_of(made)),
        origin=made.origin,
    )
    for attachment in items(made, "attachments"):
        instance = resources.resolved(made, "attachments", attachment.get("instance"), "i-")
        draft.interfaces[identity] = replace(draft.interfaces[identity], attached_to=instance or "")


def _instance(
    resources: PlanResources, draft: Draft, made: Planned, places: Addresses, defaults: Mapping[str, str]
) -> None:
    identity = resources.id(made)
    given = items(made, "networkInterfaces") or items(made, "primaryNetworkInterface")
    named = "networkInterfaces" if made.values.get("networkInterfaces") else "primaryNetworkInterface"
    ordered = sorted(given, key=lambda each: int(each.get("deviceIndex") or 0))
    found = (resources.resolved(made, named, each.get("networkInterfaceId"), "eni-") for each in ordered)
    interfaces = tuple(each for each in found if each)
    if not interfaces:
        subnet = resources.text(made, "subnetId", "subnet-") or ""
        if subnet not in draft.subnets:
            resources.note(made, "an instance without a subnet of the plan is not read")
            return
        interfaces = (_own_interface(resources, made, places, defaults, subnet),)
    draft.instances[identity] = Instance(identity, made.account, interfaces, name_of(made), origin=made.origin)
    attached = [each.id for each in draft.interfaces.values() if each.attached_to == identity]
    for interface in interfaces:
        _attach(draft, interface, identity)
    for interface in attached:
        _attach(draft, interface, identity)


def _own_interface(
    resources: PlanResources, made: Planned, places: Addresses, defaults: Mapping[str, str], subnet: str
) -> str:
    """Add the primary interface that AWS creates with an instance; return its id."""
    vpc = places.draft.subnets[subnet].vpc
    interface = made.text("primaryNetworkInterfaceId") or f"eni-{digits(made.urn, 'primary')}"
    addresses = _addresses(made) or places.free(subnet)
    groups = resources.texts(made, "vpcSecurityGroupIds", "sg-") or tuple(filter(None, (defaults.get(vpc),)))
    public: dict[Address, IPv4Address] = {}
    maps = {resources.id(each): flag(each, "mapPublicIpOnLaunch") for each in resources.of(SUBNET)}
    if flag(made, "associatePublicIpAddress", default=maps.get(subnet, False)) and addresses:
        known = made.text("publicIp")
        public[addresses[0]] = IPv4Address(known) if known else planned_public_address(made.urn, "public")
    places.draft.interfaces[interface] = NetworkInterface(
        interface,
        made.account,
        vpc,
        subnet=subnet,
        addresses=addresses,
        groups=groups,
        public_addresses=public,
        source_dest_check=flag(made, "sourceDestCheck", default=True),
        name=name_of(made),
        attached_to=resources.id(made),
        origin=made.origin,
    )
    return interface


def _resolver(resources: PlanResources, draft: Draft, made: Planned, places: Addresses) -> None:
    groups = resources.texts(made, "securityGroupIds", "sg-")
    fixed: dict[str, tuple[Address, ...]] = {}
    for each in items(made, "ipAddresses"):
        subnet = resources.resolved(made, "ipAddresses", each.get("subnetId"), "subnet-")
        if subnet:
            fixed[subnet] = (*fixed.get(subnet, ()), *_parsed(made, "ipAddresses", [each.get("ip"), each.get("ipv6")]))
    managed_interfaces(
        draft, made, resources.id(made), fixed, places, kind=InterfaceKind.OTHER, groups=groups, fixed=fixed
    )


def _addresses(made: Planned) -> tuple[Address, ...]:
    names = ("privateIp", "privateIps", "privateIpLists", "secondaryPrivateIps", "ipv6Addresses", "ipv6AddressLists")
    values: list[object] = []
    for name in names:
        value = made.values.get(name)
        values += value if isinstance(value, list | tuple) else [value]
    return _parsed(made, "privateIps", values)


def _parsed(made: Planned, name: str, values: Iterable[object]) -> tuple[Address, ...]:
    found: dict[Address, None] = {}
    for value in values:
        if value in (None, "", UNKNOWN):
            continue
        try:
            found[address(str(value))] = None
        except ValueError:
            raise unreadable(made, name, value, "write an address such as 10.0.0.10") from None
    return tuple(found)


def _attach(draft: Draft, interface: str | None, instance: str | None) -> None:
    known, owner = draft.interfaces.get(interface or ""), draft.instances.get(instance or "")
    if known and instance:
        draft.interfaces[known.id] = replace(
            known, attached_to=instance, name=known.name or (owner.name if owner else "")
        )
    if known and owner and known.id not in owner.interfaces:
        draft.instances[owner.id] = replace(owner, interfaces=(*owner.interfaces, known.id))


def _add_group(draft: Draft, interface: str | None, group: str | None) -> None:
    known = draft.interfaces.get(interface or "")
    if known and group:
        draft.interfaces[known.id] = replace(known, groups=(*known.groups, group))
