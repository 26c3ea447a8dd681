"""Random networks: a few VPCs with everything that connects them."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_network

from tests.sandbox.reach.random_network.draw import Draw
from tests.sandbox.reach.random_network.filters import draw_filters
from tests.sandbox.reach.random_network.hybrid import draw_data_centre, draw_transit

_SERVICE = "com.amazonaws.us-east-1.s3"


@dataclass
class VpcDraft:
    """A VPC that is being drawn."""

    name: str
    cidrs: list[str]
    subnets: dict[str, str] = field(default_factory=dict)
    """Id -> zone."""
    targets: list[str] = field(default_factory=list)
    interfaces: list[str] = field(default_factory=list)
    private_gateway: str | None = None
    nat_subnet: str | None = None


def random_lines(seed: int) -> list[str]:
    """Return the statements of a random network; the same seed gives the same network."""
    draw = Draw.seeded(seed)
    vpcs = [_vpc(draw, place) for place in range(draw.rng.randint(1, 4))]
    places = {name: zone for vpc in vpcs for name, zone in vpc.subnets.items()}
    addresses = draw_filters(draw, [(vpc.name, vpc.subnets, vpc.cidrs) for vpc in vpcs])
    for vpc in vpcs:
        vpc.interfaces = [name for name, (owner, _) in addresses.items() if owner == vpc.name]
        draw.addresses += [one for owner, own in addresses.values() if owner == vpc.name for one in own]
    _gateways(draw, vpcs)
    attached = draw_transit(draw, [(vpc.name, vpc.subnets, vpc.cidrs) for vpc in vpcs]) if draw.chance(0.75) else {}
    for vpc in vpcs:
        vpc.targets += attached.get(vpc.name, [])
    private = [vpc.private_gateway for vpc in vpcs if vpc.private_gateway]
    transit = sorted({target for targets in attached.values() for target in targets})
    if draw.chance(0.7) and (private or transit):
        draw_data_centre(draw, private, transit)
    _routes(draw, vpcs)
    assert places
    return draw.lines


def _vpc(draw: Draw, place: int) -> VpcDraft:
    name = f"vpc-{place}"
    cidrs = [f"10.{place}.0.0/16"]
    if draw.chance(0.2):
        cidrs.append(f"100.64.{place * 4}.0/22")
    if draw.chance(0.4):
        cidrs.append(f"2600:1f18:{place + 1}00::/56")
    region = " region=eu-west-1" if draw.chance(0.1) else ""
    draw.add(f"vpc {name} {' '.join(cidrs)}{region}")
    vpc = VpcDraft(name, cidrs)
    for number in range(draw.rng.randint(1, 3)):
        subnet, zone = f"subnet-{place}-{number}", draw.one(("az1", "az1", "az2"))
        length = draw.one((24, 24, 25, 28))
        block = next(iter(ip_network(f"10.{place}.{number}.0/24").subnets(new_prefix=length)))
        own = [str(block)]
        if cidrs[-1].startswith("2600"):
            own.append(f"2600:1f18:{place + 1}00:{number}::/64")
        if number == 2 and cidrs[1:] and cidrs[1].startswith("100."):
            own[0] = f"100.64.{place * 4}.0/24"
        draw.add(f"subnet {subnet} {name} {' '.join(own)} zone={zone}")
        vpc.subnets[subnet] = zone
    return vpc


def _gateways(draw: Draw, vpcs: list[VpcDraft]) -> None:
    for place, vpc in enumerate(vpcs):
        if draw.chance(0.6):
            draw.add(f"internet-gateway igw-{place} {vpc.name}")
            vpc.targets.append(f"igw-{place}")
        if vpc.cidrs[-1].startswith("2600") and draw.chance(0.5):
            draw.add(f"egress-only eigw-{place} {vpc.name}")
            vpc.targets.append(f"eigw-{place}")
        if draw.chance(0.5):
            subnet = draw.one(list(vpc.subnets))
            block = next(line.split()[3] for line in draw.lines if line.startswith(f"subnet {subnet} "))
            own = ip_network(block).network_address + 10
            public = f" public=52.9.{place}.10" if draw.chance(0.75) else ""
            draw.add(f"nat nat-{place} {subnet} {own}{public}")
            vpc.targets.append(f"nat-{place}")
            vpc.nat_subnet = subnet
        if draw.chance(0.3):
            draw.add(f"vpn-gateway vgw-{place} {vpc.name}")
            vpc.targets.append(f"vgw-{place}")
            vpc.private_gateway = f"vgw-{place}"
        if draw.chance(0.3):
            draw.add(f"prefix-list pl-s3-{place} 52.216.0.0/15 3.5.0.0/19")
            draw.add(f"gateway-endpoint vpce-{place} {vpc.name} {_SERVICE}")
            vpc.targets.append(f"vpce-{place}")
        vpc.targets += [name for name in vpc.interfaces if name.startswith("eni-f")]
    for place, vpc in enumerate(vpcs):
        for other in vpcs[place + 1 :]:
            if draw.chance(0.35):
                name = f"pcx-{vpc.name[-1]}{other.name[-1]}"
                draw.add(f"peering {name} {vpc.name} {other.name}{' pending' if draw.chance(0.1) else ''}")
                vpc.targets.append(name)
                other.targets.append(name)


def _routes(draw: Draw, vpcs: list[VpcDraft]) -> None:
    everywhere = [cidr for vpc in vpcs for cidr in vpc.cidrs]
    for place, vpc in enumerate(vpcs):
        rest = list(vpc.subnets)
        propagating = f" propagating={vpc.private_gateway}" if vpc.private_gateway and draw.chance(0.8) else ""
        draw.add(f"table rtb-{place} {vpc.name} main{propagating}")
        tables = [f"rtb-{place}"]
        for number, subnet in enumerate(rest):
            if draw.chance(0.8 if subnet == vpc.nat_subnet else 0.5):
                table = f"rtb-{place}-{number}"
                draw.add(f"table {table} {vpc.name} subnets={subnet}{propagating}")
                if subnet == vpc.nat_subnet and f"igw-{place}" in vpc.targets and draw.chance(0.8):
                    draw.add(f"route {table} 0.0.0.0/0 igw-{place}")
                tables.append(table)
        edges = [name for name in vpc.targets if name.startswith(("igw-", "vgw-"))]
        if edges and draw.chance(0.15):
            draw.add(f"table rtb-{place}-edge {vpc.name} gateways={draw.one(edges)}")
            for name in vpc.interfaces:
                if name.startswith("eni-f") and draw.chance(0.5):
                    draw.add(f"route rtb-{place}-edge {draw.prefix_near(f'10.{place}.0.4')} {name}")
        for table in tables:
            _table_routes(draw, table, vpc, [cidr for cidr in everywhere if cidr not in vpc.cidrs])


def _table_routes(draw: Draw, table: str, vpc: VpcDraft, others: list[str]) -> None:
    written = {line.split()[2] for line in draw.lines if line.startswith(f"route {table} ")} | set(vpc.cidrs)

    def add(destination: str, target: str) -> None:
        if destination not in written:
            written.add(destination)
            draw.add(f"route {table} {destination} {target}")

    gateways = [target for target in vpc.targets if target.startswith(("igw-", "nat-"))]
    if gateways and draw.chance(0.75):
        add("0.0.0.0/0", draw.one(gateways))
    for target in vpc.targets:
        for destination, probability in _usual_destinations(vpc, target, others):
            if draw.chance(probability):
                add(destination, target)
    for _ in range(draw.rng.randint(0, 2)):
        if vpc.targets and draw.addresses:
            add(draw.prefix_near(draw.one(draw.addresses)), draw.one([*vpc.targets, "pcx-gone", "igw-gone"]))


def _usual_destinations(vpc: VpcDraft, target: str, others: list[str]) -> list[tuple[str, float]]:
    """Return the destinations that a target usually has, each with its probability."""
    kind, _, rest = target.partition("-")
    if kind in {"igw", "eigw"}:
        return [("::/0", 0.7)]
    if kind == "pcx":
        other = rest.replace(vpc.name[-1], "")
        ranges = (f"10.{other}.", f"2600:1f18:{int(other) + 1}")
        return [(cidr, 0.85) for cidr in others if cidr.startswith(ranges)]
    if kind == "tgw":
        wide = ("10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/20", "0.0.0.0/0", "2a02:c0de::/32")
        return [(cidr, 0.6) for cidr in (*others, *wide)]
    if kind == "vgw":
        return [(cidr, 0.2) for cidr in ("192.168.0.0/16", "192.168.1.0/24", "172.16.0.0/20")]
    if kind == "eni":
        return [(f"10.{vpc.name[-1]}.{number}.0/24", 0.3) for number in range(len(vpc.subnets))]
    return [(f"pl-s3-{rest}", 0.8)] if kind == "vpce" else []
