"""Walk a packet hop by hop; where AWS chooses between ways (ECMP, zones), walk all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sandbox.reach.model import Network, NetworkInterface
from sandbox.routing.model import (
    Address,
    NatGateway,
    Subnet,
    Target,
    TargetKind,
    TransitAttachment,
    VirtualInterface,
    Vpc,
)
from tests.sandbox.reach.packet_walker.announcements import Announced, Announcements
from tests.sandbox.reach.packet_walker.filters import acl_allows, groups_allow, inside, zone_subnets
from tests.sandbox.reach.packet_walker.packet import (
    ICMP,
    INTERNET,
    TCP,
    WITH_PORTS,
    Arrival,
    End,
    Journey,
    Packet,
    Place,
    Translation,
)
from tests.sandbox.reach.packet_walker.sessions import Sessions
from tests.sandbox.reach.packet_walker.tables import TransitTables, VpcTables

MOST_HOPS = 24
"""A packet that passed more gateways is in a loop: its time to live ends."""

type Arrivals = Iterator[Arrival]


@dataclass
class Walk:
    """The walk of one packet: a request, or with `request` the response to it."""

    network: Network
    nat_port: int = 1024
    request: Journey | None = None
    sessions: Sessions = field(init=False)
    tables: VpcTables = field(init=False)
    transit: TransitTables = field(init=False)
    announcements: Announcements = field(init=False)

    def __post_init__(self) -> None:
        self.topology = self.network.topology
        self.sessions = Sessions(self.topology)
        self.tables = VpcTables(self.topology, self.sessions)
        self.transit = TransitTables(self.topology, self.sessions)
        self.announcements = Announcements(self.topology, self.sessions, self.transit)

    def start(self, place: Place, packet: Packet) -> Arrivals:
        """Walk a packet from where it starts."""
        journey = Journey(packet)
        if place.kind == "interface":
            interface = self.network.interfaces[place.name]
            yield from self._from_interface(interface, journey)
        elif place.kind == "internet":
            yield from self._from_internet(journey)
        elif place.kind == "datacentre":
            yield from self._from_datacentre(place.name, journey)
        else:
            yield from self._from_service(journey)

    # Ends

    def _from_interface(self, interface: NetworkInterface, journey: Journey) -> Arrivals:
        if journey.packet.source not in interface.addresses and interface.source_dest_check:
            yield Arrival(End.DENIED_OUT, None, journey, "the source is not an address of the interface")
            return
        for arrival in self._leave(self.topology.subnets[interface.subnet], journey):
            way = replace(arrival.journey, packet=journey.packet)
            if self.request is not None or groups_allow(self.network, interface, way, egress=True):
                yield arrival
            else:
                yield Arrival(End.DENIED_OUT, None, arrival.journey, f"groups of {interface.id}")

    def _at_interface(self, interface: NetworkInterface, journey: Journey) -> Arrivals:
        if self.request is None and not groups_allow(self.network, interface, journey, egress=False):
            yield Arrival(End.DENIED_IN, None, journey, f"groups of {interface.id}")
        else:
            yield Arrival(End.ACCEPTED, Place("interface", interface.id), journey)

    # Subnets

    def _leave(self, subnet: Subnet, journey: Journey) -> Arrivals:
        """Route a packet by the table of the subnet that it is in."""
        if len(journey.trail) > MOST_HOPS:
            yield Arrival(End.NULL_ROUTED, None, journey, "a loop")
            return
        table = self.tables.of_subnet(subnet.id)
        targets = self.tables.lookup(table, journey.packet.destination) if table else []
        if not targets:
            yield Arrival(End.NO_ROUTE, None, journey, f"no route from {subnet.id}")
        for target in targets:
            yield from self._follow(target, subnet, journey)

    def _follow(self, target: Target, subnet: Subnet, journey: Journey) -> Arrivals:
        if target.kind == TargetKind.LOCAL:
            yield from self._deliver(self.topology.vpcs[subnet.vpc], journey, subnet)
            return
        if not self.tables.is_active(target, subnet.vpc):
            yield Arrival(End.NULL_ROUTED, None, journey, f"{target.id} is not there")
            return
        if target.kind == TargetKind.NETWORK_INTERFACE:
            yield from self._through_appliance(self.network.interfaces[target.id], journey, subnet)
            return
        if target.kind == TargetKind.NAT_GATEWAY:
            yield from self._out_through_nat(self.topology.nat_gateways[target.id], journey, subnet)
            return
        if not acl_allows(self.network, subnet.id, journey.packet, egress=True):
            yield Arrival(End.DENIED_OUT, None, journey, f"ACL of {subnet.id}")
            return
        ways = {
            TargetKind.INTERNET_GATEWAY: self._out_to_internet,
            TargetKind.EGRESS_ONLY_INTERNET_GATEWAY: self._out_egress_only,
            TargetKind.PEERING_CONNECTION: self._over_peering,
            TargetKind.VIRTUAL_PRIVATE_GATEWAY: self._out_to_datacentre,
            TargetKind.TRANSIT_GATEWAY: self._into_transit,
            TargetKind.VPC_ENDPOINT: self._to_service,
        }
        yield from ways[target.kind](target.id, subnet, journey)

    def _cross(self, from_subnet: Subnet | None, to: Subnet, packet: Packet) -> End | None:
        """Return why the ACLs between two subnets stop a packet; nothing is evaluated inside one subnet."""
        if from_subnet is not None and from_subnet.id == to.id:
            return None
        if from_subnet is not None and not acl_allows(self.network, from_subnet.id, packet, egress=True):
            return End.DENIED_OUT
        return None if acl_allows(self.network, to.id, packet, egress=False) else End.DENIED_IN

    def _deliver(self, vpc: Vpc, journey: Journey, from_subnet: Subnet | None) -> Arrivals:
        """Deliver a packet to the interface of a VPC that has its destination."""
        address = journey.packet.destination
        nat = next((n for n in self.topology.nat_gateways.values() if n.vpc == vpc.id and address in n.addresses), None)
        owner = next((i for i in self.network.interfaces.values() if i.vpc == vpc.id and address in i.addresses), None)
        place = nat.subnet if nat else owner.subnet if owner else None
        if place is None:
            known = any(inside(address, c) for s in self.topology.subnets.values() if s.vpc == vpc.id for c in s.cidrs)
            yield Arrival(End.DELIVERED_TO_SUBNET if known else End.NO_ROUTE, None, journey)
            return
        stopped = self._cross(from_subnet, self.topology.subnets[place], journey.packet)
        if stopped:
            yield Arrival(stopped, None, journey, f"ACL between {from_subnet and from_subnet.id} and {place}")
        elif nat is not None:
            yield from self._back_through_nat(nat, journey)
        elif owner is not None:
            yield from self._at_interface(owner, journey)

    def _from_gateway(self, gateway: str, vpc: Vpc, journey: Journey) -> Arrivals:
        """Route a packet that comes into a VPC by an internet or virtual private gateway."""
        table = self.tables.of_gateway(gateway)
        if table is None:
            if any(inside(journey.packet.destination, cidr) for cidr in vpc.cidrs):
                yield from self._deliver(vpc, journey, None)
            else:
                yield Arrival(End.NO_ROUTE, None, journey, f"not an address of {vpc.id}")
            return
        targets = self.tables.lookup(table, journey.packet.destination)
        if not targets:
            yield Arrival(End.NO_ROUTE, None, journey, f"no route in {table.id}")
        for target in targets:
            if target.kind == TargetKind.LOCAL:
                yield from self._deliver(vpc, journey, None)
            elif target.kind == TargetKind.NETWORK_INTERFACE and self.tables.is_active(target, vpc.id):
                yield from self._through_appliance(self.network.interfaces[target.id], journey, None)
            else:
                yield Arrival(End.NULL_ROUTED, None, journey, f"{target.id} takes no packets of a gateway")

    def _through_appliance(self, own: NetworkInterface, journey: Journey, from_subnet: Subnet | None) -> Arrivals:
        """Forward by an instance that checks neither source nor destination, and keeps track of connections."""
        subnet = self.topology.subnets[own.subnet]
        stopped = self._cross(from_subnet, subnet, journey.packet)
        if stopped:
            yield Arrival(stopped, None, journey, f"ACL before {own.id}")
            return
        if journey.packet.destination in own.addresses:
            yield from self._at_interface(own, journey)
            return
        if own.source_dest_check:
            yield Arrival(End.NULL_ROUTED, None, journey, f"{own.id} checks the destination")
            return
        tracked = self.request is not None and own.id in self.request.ids("appliance")
        if not tracked and not groups_allow(self.network, own, journey, egress=False):
            yield Arrival(End.DENIED_IN, None, journey, f"groups of {own.id}")
            return
        onward = journey.passed("appliance", own.id)
        if not tracked and not groups_allow(self.network, own, onward, egress=True):
            yield Arrival(End.DENIED_OUT, None, onward, f"groups of {own.id}")
            return
        yield from self._leave(subnet, onward)

    # NAT: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html

    def _out_through_nat(self, nat: NatGateway, journey: Journey, from_subnet: Subnet) -> Arrivals:
        packet = journey.packet
        subnet = self.topology.subnets[nat.subnet]
        stopped = self._cross(from_subnet, subnet, packet)
        if stopped:
            yield Arrival(stopped, None, journey, f"ACL before {nat.id}")
            return
        if packet.version != 4 or packet.protocol not in {*WITH_PORTS, ICMP} or self.request is not None:
            yield Arrival(End.NULL_ROUTED, None, journey, f"{nat.id} translates no such packet")
            return
        own = nat.addresses[0]
        port = self.nat_port if packet.protocol in WITH_PORTS else 0
        inside_end, outside_end = (packet.source, packet.source_port), (own, port)
        kept = Translation(nat.id, packet.protocol, inside_end, outside_end, (packet.destination, _peer_port(packet)))
        translated = replace(packet, source=own, source_port=port)
        onward = replace(journey.passed("nat", nat.id), packet=translated)
        yield from self._leave(subnet, replace(onward, translations=(*journey.translations, kept)))

    def _back_through_nat(self, nat: NatGateway, journey: Journey) -> Arrivals:
        packet = journey.packet
        peer = (packet.source, packet.source_port if packet.protocol in WITH_PORTS else 0)
        port = packet.port if packet.protocol in WITH_PORTS else 0
        for kept in self.request.translations if self.request else ():
            outside = (packet.destination, port)
            if (kept.gateway, kept.protocol, kept.outside, kept.peer) == (nat.id, packet.protocol, outside, peer):
                address, number = kept.inside
                number = number if packet.protocol in WITH_PORTS else packet.port
                back = replace(packet, destination=address, port=number)
                onward = replace(journey.passed("nat", nat.id), packet=back)
                yield from self._leave(self.topology.subnets[nat.subnet], onward)
                return
        yield Arrival(End.NULL_ROUTED, None, journey, f"{nat.id} has no such connection")

    # The internet: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html

    def _public_address(self, vpc: str, address: Address) -> Address | None:
        for nat in self.topology.nat_gateways.values():
            if nat.vpc == vpc and address in nat.addresses and nat.is_public:
                return nat.public_addresses[nat.addresses.index(address)]
        for interface in self.network.interfaces.values():
            if interface.vpc == vpc and address in interface.public_addresses:
                return interface.public_addresses[address]
        return None

    def _private_address(self, public: Address) -> tuple[str, Address] | None:
        """Return the VPC and the private address behind a public one."""
        for nat in self.topology.nat_gateways.values():
            if public in nat.public_addresses:
                return nat.vpc, nat.addresses[nat.public_addresses.index(public)]
        for interface in self.network.interfaces.values():
            for private, mapped in interface.public_addresses.items():
                if mapped == public:
                    return interface.vpc, private
        return None

    def _out_to_internet(self, gateway: str, subnet: Subnet, journey: Journey) -> Arrivals:
        packet = journey.packet
        onward = journey.passed("internet-gateway", gateway)
        if packet.version == 4:
            public = self._public_address(subnet.vpc, packet.source)
            if public is None:
                yield Arrival(End.NULL_ROUTED, None, onward, f"{packet.source} has no public address")
                return
            onward = onward.rewritten(replace(packet, source=public))
        elif not any(inside(packet.source, cidr) for cidr in self.topology.vpcs[subnet.vpc].cidrs):
            yield Arrival(End.NULL_ROUTED, None, onward, f"{packet.source} is not an address of the VPC")
            return
        yield from self._across_internet(onward)

    def _across_internet(self, journey: Journey) -> Arrivals:
        address = journey.packet.destination
        if not address.is_global:
            yield Arrival(End.NULL_ROUTED, None, journey, f"{address} is not an address of the internet")
        elif self._private_address(address) or self._vpc_of(address):
            yield from self._from_internet(journey)
        else:
            yield Arrival(End.EXITS_NETWORK, INTERNET, journey)

    def _vpc_of(self, address: Address) -> str | None:
        """Return the VPC that has a public IPv6 address."""
        if address.version == 4:
            return None
        return next((v.id for v in self.topology.vpcs.values() if any(inside(address, c) for c in v.cidrs)), None)

    def _from_internet(self, journey: Journey) -> Arrivals:
        packet = journey.packet
        found = self._private_address(packet.destination)
        vpc = found[0] if found else self._vpc_of(packet.destination)
        gateway = next((g for g in self.topology.internet_gateways.values() if g.vpc == vpc), None) if vpc else None
        for egress_only in self.request.ids("egress-only") if self.request else ():
            if vpc and self.topology.egress_only_gateways[egress_only].vpc == vpc:
                yield from self._deliver(self.topology.vpcs[vpc], journey.passed("egress-only", egress_only), None)
                return
        if vpc is None or gateway is None:
            yield Arrival(End.NO_ROUTE, None, journey, "no internet gateway leads there")
            return
        if found:
            journey = journey.rewritten(replace(packet, destination=found[1]))
        onward = journey.passed("internet-gateway", gateway.id)
        yield from self._from_gateway(gateway.id, self.topology.vpcs[vpc], onward)

    def _out_egress_only(self, gateway: str, subnet: Subnet, journey: Journey) -> Arrivals:
        """https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html"""
        onward = journey.passed("egress-only", gateway)
        own = any(inside(journey.packet.source, cidr) for cidr in self.topology.vpcs[subnet.vpc].cidrs)
        if journey.packet.version != 6 or not own or self.request is not None:
            yield Arrival(End.NULL_ROUTED, None, onward, "an egress-only gateway takes requests of IPv6 alone")
            return
        yield from self._across_internet(onward)

    # Peering: https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html

    def _over_peering(self, name: str, subnet: Subnet, journey: Journey) -> Arrivals:
        peering = self.topology.peerings[name]
        ends = (peering.requester_vpc, peering.accepter_vpc)
        far = self.topology.vpcs[ends[1] if ends[0] == subnet.vpc else ends[0]]
        near = self.topology.vpcs[subnet.vpc]
        onward = journey.passed("peering", name)
        if not any(inside(journey.packet.source, cidr) for cidr in near.cidrs):
            yield Arrival(End.DENIED_OUT, None, onward, "peering is not transitive: the source is elsewhere")
        elif not any(inside(journey.packet.destination, cidr) for cidr in far.cidrs):
            yield Arrival(End.NO_ROUTE, None, onward, "peering is not transitive: the destination is elsewhere")
        else:
            yield from self._deliver(far, onward, None)

    # Gateway endpoints: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

    def _to_service(self, name: str, subnet: Subnet, journey: Journey) -> Arrivals:
        endpoint = self.topology.vpc_endpoints[name]
        onward = journey.passed("endpoint", name)
        own = any(inside(journey.packet.source, cidr) for cidr in self.topology.vpcs[subnet.vpc].cidrs)
        if endpoint.type != "Gateway" or not own:
            yield Arrival(End.NULL_ROUTED, None, onward, "a gateway endpoint serves its own VPC")
        elif self.request is not None or not (journey.packet.protocol == TCP or _is_echo(journey.packet)):
            # https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
            yield Arrival(End.DENIED_OUT, None, onward, "a gateway endpoint takes requests of TCP and pings alone")
        else:
            yield Arrival(End.ACCEPTED, Place("service", endpoint.service), onward)

    def _from_service(self, journey: Journey) -> Arrivals:
        for name in self.request.ids("endpoint") if self.request else ():
            vpc = self.topology.vpcs[self.topology.vpc_endpoints[name].vpc]
            yield from self._deliver(vpc, journey.passed("endpoint", name), None)

    # Transit gateways

    def _into_transit(self, gateway: str, subnet: Subnet, journey: Journey) -> Arrivals:
        attachment = self.tables.vpc_attachment(gateway, subnet.vpc)
        subnets = zone_subnets(self.network, attachment, subnet.zone) if attachment else []
        if attachment is None or not subnets:
            yield Arrival(End.NULL_ROUTED, None, journey, f"{gateway} has no subnet in zone {subnet.zone}")
            return
        for entry in subnets:
            # The ACL of the attachment's subnet sees the packet come in, of the instance's own subnet too.
            # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
            if acl_allows(self.network, entry.id, journey.packet, egress=False):
                yield from self._in_transit(attachment, journey, subnet.zone)
            else:
                yield Arrival(End.DENIED_IN, None, journey, f"ACL of {entry.id}")

    def _in_transit(self, source: TransitAttachment, journey: Journey, zone: str | None) -> Arrivals:
        """Route a packet that came in by an attachment."""
        onward = journey.passed("transit-gateway", source.gateway).passed("attachment", source.id)
        if len(onward.trail) > MOST_HOPS:
            yield Arrival(End.NULL_ROUTED, None, onward, "a loop")
            return
        if not source.available or source.table is None:
            yield Arrival(End.NO_ROUTE, None, onward, f"{source.id} is associated with no table")
            return
        ways = self.transit.lookup(source.table, onward.packet.destination)
        if not ways:
            yield Arrival(End.NO_ROUTE, None, onward, f"no route in {source.table}")
        for way in ways:
            target = self.topology.transit_attachments.get((source.gateway, way.attachment or ""))
            if target is None or not target.available:
                yield Arrival(End.NULL_ROUTED, None, onward, f"a blackhole in {source.table}")
            else:
                yield from self._out_of_transit(target, onward.passed("attachment", target.id), zone)

    def _out_of_transit(self, target: TransitAttachment, journey: Journey, zone: str | None) -> Arrivals:
        if target.type == "vpc":
            own = [] if target.appliance_mode or zone is None else zone_subnets(self.network, target, zone)
            for subnet in own or zone_subnets(self.network, target, None):
                yield from self._leave(subnet, journey)
        elif target.type == "peering":
            far = self.topology.transit_attachments.get((target.resource, target.id))
            if far is None:
                yield Arrival(End.NULL_ROUTED, None, journey, f"{target.id} has no other end")
            else:
                yield from self._in_transit(far, journey, None)
        elif target.type == "vpn":
            yield from self._down_vpn(target.resource, journey)
        elif target.type == "direct-connect-gateway":
            yield from self._down_lines(target.resource, journey)
        else:
            yield Arrival(End.NULL_ROUTED, None, journey, f"{target.type} is not walked")

    # The data centre

    def _down_lines(self, gateway: str, journey: Journey) -> Arrivals:
        address = journey.packet.destination
        routes = list(self.sessions.interface_routes({gateway}, address))
        ways = [
            one
            for one in routes
            if (one.destination.prefixlen, one.preference)
            == max((other.destination.prefixlen, other.preference) for other in routes)
        ]
        if not ways:
            yield Arrival(End.NO_ROUTE, None, journey, f"{gateway} learned no route")
        for way in ways:
            yield from self._at_router(way.router.name, journey.passed("virtual-interface", way.via.id))

    def _down_vpn(self, name: str, journey: Journey) -> Arrivals:
        routers = {router.name for _, router in self.sessions.tunnels(self.topology.vpn_connections[name])}
        if not routers:
            yield Arrival(End.NULL_ROUTED, None, journey, f"no tunnel of {name} is up")
        for router in sorted(routers):
            yield from self._at_router(router, journey.passed("vpn", name))

    def _out_to_datacentre(self, gateway: str, subnet: Subnet, journey: Journey) -> Arrivals:
        onward = journey.passed("vpn-gateway", gateway)
        if not any(inside(journey.packet.source, cidr) for cidr in self.topology.vpcs[subnet.vpc].cidrs):
            yield Arrival(End.NULL_ROUTED, None, onward, "the source is not an address of the VPC")
            return
        ways = self.sessions.private_gateway_routes(gateway, journey.packet.destination)
        if not ways:
            yield Arrival(End.NO_ROUTE, None, onward, f"{gateway} learned no route")
        for way in ways:
            yield from self._at_router(way.router.name, onward.passed("virtual-interface", way.via.id))

    def _at_router(self, router: str, journey: Journey) -> Arrivals:
        for centre in self.topology.datacentres.values():
            if any(one.name == router for one in centre.routers):
                known = any(inside(journey.packet.destination, prefix) for prefix in centre.prefixes)
                place = Place("datacentre", centre.name)
                onward = journey.passed("router", router)
                yield Arrival(End.ACCEPTED if known else End.EXITS_NETWORK, place if known else None, onward)

    def _from_datacentre(self, name: str, journey: Journey) -> Arrivals:
        address = journey.packet.destination
        centre = self.topology.datacentres[name]
        known = [
            one
            for r in centre.routers
            if r.up
            for one in self.announcements.to(r.name)
            if inside(address, one.destination)
        ]
        if not known:
            yield Arrival(End.NO_ROUTE, None, journey, f"no router of {name} learned a route")
            return
        longest = max(one.destination.prefixlen for one in known)
        # The routers' choice is the customer's; the analyser's documented rule is taken: a line before a VPN.
        lines = [one.destination.prefixlen == longest and isinstance(one.via, VirtualInterface) for one in known]
        for one, is_line in zip(known, lines, strict=True):
            if one.destination.prefixlen == longest and (is_line or not any(lines)):
                yield from self._into_amazon(one, journey.passed("line", one.via.id))

    def _into_amazon(self, way: Announced, journey: Journey) -> Arrivals:
        private = self.topology.virtual_private_gateways.get(way.gateway)
        if private is not None:
            if private.vpc is not None:
                yield from self._from_gateway(private.id, self.topology.vpcs[private.vpc], journey)
            return
        for (gateway, _), one in self.topology.transit_attachments.items():
            resource = getattr(way.via, "gateway", None) if one.type == "direct-connect-gateway" else way.via.id
            if gateway == way.gateway and one.type in {"direct-connect-gateway", "vpn"} and one.resource == resource:
                yield from self._in_transit(one, journey, None)


def _is_echo(packet: Packet) -> bool:
    return packet.protocol == ICMP and packet.response() is not None


def _peer_port(packet: Packet) -> int:
    return packet.port if packet.protocol in WITH_PORTS else 0
