"""A large network: VPCs behind one transit gateway, some peered, with groups that refer to groups and to ranges."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from random import Random

from sandbox.reach.model import AclEntry, Network, NetworkAcl, NetworkInterface, PortRange, SecurityGroup, SecurityRule
from sandbox.routing.model import (
    PeeringConnection,
    Prefix,
    Route,
    RouteTable,
    Subnet,
    Target,
    TargetKind,
    Topology,
    TransitAttachment,
    TransitGateway,
    TransitRouteTable,
    Vpc,
)

ACCOUNT, REGION = "111111111111", "us-east-1"
SUBNETS = 5
"""Of a VPC, the first of which has the attachment."""
INTERFACES = 20
"""Of a VPC."""
PORTS = (22, 53, 80, 443, 3306, 5432, 6379, 8080, 9092)


def large_network(vpcs: int) -> Network:
    """Return a network of some VPCs, the same for the same number."""
    random = Random(vpcs)  # noqa: S311 - no secret
    parts = [_vpc(random, place, vpcs) for place in range(vpcs)]
    peerings = {
        f"pcx-{place}": PeeringConnection(f"pcx-{place}", f"vpc-{place}", f"vpc-{place + 1}", active=True)
        for place in range(0, vpcs - 1, 4)
    }
    gateway = TransitGateway("tgw", ACCOUNT, REGION, 64512, group_references=True)
    topology = Topology(
        vpcs={vpc.id: vpc for vpc, *_ in parts},
        subnets={subnet.id: subnet for _, subnets, *_ in parts for subnet in subnets},
        route_tables={table.id: table for _, _, tables, *_ in parts for table in tables},
        peerings=peerings,
        transit_gateways={"tgw": gateway},
        transit_route_tables={name: TransitRouteTable(name, "tgw") for name in ("tgw-rtb-0", "tgw-rtb-1")},
        transit_attachments={("tgw", f"att-{place}"): _attachment(place) for place in range(vpcs)},
    )
    return Network(
        "generated",
        topology,
        interfaces={one.id: one for *_, interfaces in parts for one in interfaces},
        groups={group.id: group for *_, groups, _, _ in parts for group in groups},
        acls={acl.id: acl for *_, acls, _ in parts for acl in acls},
    )


def _range(place: int) -> str:
    return f"10.{place}.0.0/16"


def _attachment(place: int) -> TransitAttachment:
    """Return the attachment of a VPC: every third one is propagated into one table alone."""
    tables = ("tgw-rtb-0",) if place % 3 == 0 else ("tgw-rtb-0", "tgw-rtb-1")
    return TransitAttachment(
        f"att-{place}", "tgw", "vpc", f"vpc-{place}", ACCOUNT, table=f"tgw-rtb-{place % 2}", propagates_to=tables,
        subnets=(f"subnet-{place}-0",),
    )  # fmt: skip


type _Parts = tuple[Vpc, list[Subnet], list[RouteTable], list[SecurityGroup], list[NetworkAcl], list[NetworkInterface]]


def _vpc(random: Random, place: int, vpcs: int) -> _Parts:
    name = f"vpc-{place}"
    vpc = Vpc(name, ACCOUNT, REGION, name, (ip_network(_range(place)),))
    subnets = [
        Subnet(f"subnet-{place}-{n}", name, ACCOUNT, REGION, "az1", (ip_network(f"10.{place}.{n}.0/24"),))
        for n in range(SUBNETS)
    ]
    groups = [
        SecurityGroup(f"sg-{place}-{n}", ACCOUNT, name, f"group-{n}", tuple(_rules(random, place, n, vpcs)))
        for n in range(4)
    ]
    interfaces = [
        NetworkInterface(
            f"eni-{place}-{n}", ACCOUNT, name, subnets[n % SUBNETS].id,
            (ip_address(f"10.{place}.{n % SUBNETS}.{n + 10}"),), (groups[random.randrange(4)].id,),
            name=f"vpc-{place}/{n}",
        )
        for n in range(INTERFACES)
    ]  # fmt: skip
    return vpc, subnets, _tables(place, subnets, vpcs), groups, _acls(random, place, subnets), interfaces


def _rules(random: Random, place: int, number: int, vpcs: int) -> list[SecurityRule]:
    def rule(egress: bool, port: int | None, peer: Prefix | str) -> SecurityRule:
        ports = None if port is None else PortRange(port, port)
        return SecurityRule(f"sgr-{place}-{number}", egress, None if port is None else 6, ports, peer)

    other = random.randrange(vpcs)
    return [
        rule(True, None, ip_network("0.0.0.0/0")),
        rule(False, random.choice(PORTS), f"sg-{place}-{random.randrange(4)}"),
        rule(False, random.choice(PORTS), ip_network(_range(other))),
        rule(False, random.choice(PORTS), ip_network(f"10.{other}.1.0/24")),
        rule(False, 443, ip_network("10.0.0.0/8")) if random.random() < 0.1 else rule(False, 22, ip_network(_range(0))),
    ]


def _tables(place: int, subnets: list[Subnet], vpcs: int) -> list[RouteTable]:
    local = Route(ip_network(_range(place)), Target(TargetKind.LOCAL, "local"))
    transit = Route(ip_network("10.0.0.0/8"), Target(TargetKind.TRANSIT_GATEWAY, "tgw"))
    routes = [local, transit]
    first = place - place % 4
    if place - first < 2 and first + 1 < vpcs:
        other = first + 1 if place == first else first
        routes.append(Route(ip_network(_range(other)), Target(TargetKind.PEERING_CONNECTION, f"pcx-{first}")))
    return [
        RouteTable(f"rtb-{place}-0", f"vpc-{place}", tuple(routes), main=True),
        RouteTable(f"rtb-{place}-1", f"vpc-{place}", (local, transit), subnets=(subnets[4].id,)),
    ]


def _acls(random: Random, place: int, subnets: list[Subnet]) -> list[NetworkAcl]:
    def entry(number: int, egress: bool, action: bool, ports: PortRange | None, cidr: str) -> AclEntry:
        protocol = None if ports is None else 6
        return AclEntry(number, egress, "allow" if action else "deny", protocol, ports, ip_network(cidr))

    denied = f"10.{random.randrange(100)}.0.0/16"
    port = random.choice(PORTS)
    entries = tuple(
        found
        for egress in (False, True)
        for found in (
            entry(90, egress, False, PortRange(port, port), denied),
            entry(100, egress, True, PortRange(1, 32767), "10.0.0.0/8"),
            entry(110, egress, True, PortRange(32768, 60999), "0.0.0.0/0"),
        )
    )
    every = (entry(100, False, True, None, "0.0.0.0/0"), entry(100, True, True, None, "0.0.0.0/0"))
    return [
        NetworkAcl(f"acl-{place}-0", f"vpc-{place}", every, default=True),
        NetworkAcl(f"acl-{place}-1", f"vpc-{place}", entries, subnets=tuple(one.id for one in subnets[2:4])),
    ]
