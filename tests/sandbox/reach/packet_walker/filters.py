"""Network ACLs and security groups.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from __future__ import annotations

from sandbox.reach.model import Network, NetworkInterface, PortRange
from sandbox.routing.model import Address, Prefix, Subnet, TransitAttachment
from tests.sandbox.reach.packet_walker.packet import WITH_PORTS, WITH_TYPES, Journey, Packet


def inside(address: Address, prefix: Prefix) -> bool:
    return address.version == prefix.version and address in prefix


def _protocol_matches(packet: Packet, protocol: int | None, ports: PortRange | None) -> bool:
    if protocol is None:
        return True
    if protocol != packet.protocol:
        return False
    if ports is None:
        return True
    if protocol in WITH_PORTS:
        return ports.first <= packet.port <= ports.last
    if protocol in WITH_TYPES:
        return ports.first in (-1, packet.port) and (ports.first == -1 or ports.last in (-1, packet.code))
    return True


def acl_allows(network: Network, subnet: str, packet: Packet, *, egress: bool) -> bool:
    """Return whether a subnet's ACL lets a packet in or out: the entry with the lowest number that matches decides."""
    acls = [acl for acl in network.acls.values() if subnet in acl.subnets]
    if not acls:
        vpc = network.topology.subnets[subnet].vpc
        acls = [acl for acl in network.acls.values() if acl.vpc == vpc and acl.default]
    address = packet.destination if egress else packet.source
    for acl in acls:
        for entry in sorted(acl.entries, key=lambda entry: entry.number):
            if (
                entry.egress == egress
                and inside(address, entry.cidr)
                and _protocol_matches(packet, entry.protocol, entry.ports)
            ):
                return entry.action == "allow"
    return False


def groups_allow(network: Network, interface: NetworkInterface, journey: Journey, *, egress: bool) -> bool:
    """Return whether a rule of the interface's groups allows the packet; no group, as of some Network Load Balancers,
    filters nothing."""
    if not interface.groups:
        return True
    packet = journey.packet
    address = packet.destination if egress else packet.source
    for group_id in interface.groups:
        group = network.groups.get(group_id)
        for rule in group.rules if group else ():
            if (
                rule.egress == egress
                and _protocol_matches(packet, rule.protocol, rule.ports)
                and _peer_matches(network, interface, rule.peer, address, journey, egress=egress)
            ):
                return True
    return False


def _peer_matches(
    network: Network, own: NetworkInterface, peer: Prefix | str, address: Address, journey: Journey, *, egress: bool
) -> bool:
    if not isinstance(peer, str):
        return inside(address, peer)
    if peer.startswith("pl-"):
        found = network.topology.prefix_lists.get(peer)
        return found is not None and any(inside(address, prefix) for prefix in found.entries)
    return any(
        _reference_counts(network, own, other, journey, egress=egress)
        for other in network.interfaces.values()
        if peer in other.groups and address in other.addresses
    )


def _reference_counts(
    network: Network, own: NetworkInterface, other: NetworkInterface, journey: Journey, *, egress: bool
) -> bool:
    """Return whether a reference to a group of the other interface matches on this way.

    Inside a VPC, over a peering connection of one Region, and for inbound rules over one transit gateway that supports
    it on both attachments; never behind a middlebox or a NAT gateway.
    https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    """
    topology = network.topology
    kinds = {kind for kind, _ in journey.trail}
    if own.vpc == other.vpc and egress:
        # What the guide says of middleboxes is about the source of inbound rules.
        return True
    if kinds - {"peering", "transit-gateway", "attachment"}:
        return False
    same_region = topology.vpcs[own.vpc].region == topology.vpcs[other.vpc].region
    if not kinds or not same_region:
        return own.vpc == other.vpc
    if kinds == {"peering"}:
        return True
    gateways, attachments = journey.ids("transit-gateway"), journey.ids("attachment")
    if egress or len(gateways) != 1:
        return False
    gateway = topology.transit_gateways[gateways[0]]
    ends = [topology.transit_attachments[gateway.id, name] for name in attachments]
    return gateway.group_references and all(end.group_references for end in ends)


def zone_subnets(network: Network, attachment: TransitAttachment, zone: str | None) -> list[Subnet]:
    """Return the attachment's subnets of a zone, or all of them."""
    subnets = [network.topology.subnets[name] for name in attachment.subnets if name in network.topology.subnets]
    return [subnet for subnet in subnets if zone is None or subnet.zone == zone]
