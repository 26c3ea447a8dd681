"""Random interfaces, security groups and network ACLs."""

from __future__ import annotations

from ipaddress import ip_network

from tests.sandbox.reach.random_network.draw import Draw

type VpcParts = tuple[str, dict[str, str], list[str]]
"""Name, subnets with their zones, ranges."""


def draw_filters(draw: Draw, vpcs: list[VpcParts]) -> dict[str, tuple[str, list[str]]]:
    """Draw interfaces with their groups and ACLs; return their VPC and addresses by name."""
    planned = {name: owned for vpc in vpcs for name, owned in _interfaces(draw, *vpc).items()}
    draw.addresses += [address for _, addresses, _ in planned.values() for address in addresses]
    draw.addresses += ["192.168.0.0", "192.168.1.255", "172.16.15.255", "9.9.9.9"]
    lists = []
    if draw.chance(0.4):
        entries = {draw.prefix_near(draw.one([a for a in draw.addresses if "." in a])) for _ in range(2)}
        draw.add(f"prefix-list pl-own {' '.join(sorted(entries))}")
        lists.append("pl-own")
    groups: dict[str, list[str]] = {}
    for name, _, _ in vpcs:
        groups[name] = [f"sg-{name[-1]}-{number}" for number in range(draw.rng.randint(1, 3))]
        for group in groups[name]:
            draw.add(f"group {group} {name}")
    known = [group for own in groups.values() for group in own]
    for group in known:
        _rules(draw, group, known, lists)
    result: dict[str, tuple[str, list[str]]] = {}
    for name, (vpc, addresses, subnet) in planned.items():
        chosen = draw.some(groups[vpc], 2) or ([] if draw.chance(0.6) else [groups[vpc][0]])
        own = f" groups={','.join(chosen)}" if chosen else ""
        public = f" public=52.{len(result)}.7.{draw.one((0, 1, 255))}" if draw.chance(0.4) else ""
        forwarding = " forwarding" if name.startswith("eni-f") else ""
        draw.add(f"interface {name} {subnet} {' '.join(addresses)}{own}{public}{forwarding}")
        result[name] = (vpc, addresses)
    for name, subnets, _ in vpcs:
        for subnet in subnets:
            if draw.chance(0.35):
                _acl(draw, f"acl-{subnet}", name, subnet)
    return result


def _interfaces(
    draw: Draw, name: str, subnets: dict[str, str], _cidrs: list[str]
) -> dict[str, tuple[str, list[str], str]]:
    found = {}
    for subnet in subnets:
        blocks = next(line.split()[3:-1] for line in draw.lines if line.startswith(f"subnet {subnet} "))
        networks = [ip_network(block) for block in blocks]
        offsets = [4, 5, 7, 8, networks[0].num_addresses // 2, networks[0].num_addresses - 2]
        for number, offset in enumerate(draw.rng.sample(sorted(set(offsets)), draw.rng.randint(1, 2))):
            kind = "f" if draw.chance(0.12) else "i"
            addresses = [str(network.network_address + offset) for network in networks]
            found[f"eni-{kind}{subnet.removeprefix('subnet-')}-{number}"] = (name, addresses, subnet)
    return found


def _rules(draw: Draw, group: str, known: list[str], lists: list[str]) -> None:
    for direction in ("in", "out"):
        if draw.chance(0.65 if direction == "out" else 0.35):
            draw.add(f"allow {group} {direction} all * 0.0.0.0/0")
            draw.add(f"allow {group} {direction} all * ::/0")
        for _ in range(draw.rng.randint(0, 3)):
            peer = draw.any_prefix()
            if draw.chance(0.3):
                peer = draw.one([*known, *lists])
            draw.add(f"allow {group} {direction} {draw.protocol_and_ports()} {peer}")


def _acl(draw: Draw, acl: str, vpc: str, subnet: str) -> None:
    draw.add(f"acl {acl} {vpc} subnets={subnet}")
    for direction in ("in", "out"):
        for number in range(draw.rng.randint(0, 4)):
            action = "deny" if draw.chance(0.45) else "allow"
            place = 100 + 10 * number if draw.chance(0.8) else 100 - number
            draw.add(f"entry {acl} {direction} {place} {action} {draw.protocol_and_ports()} {draw.any_prefix()}")
        if draw.chance(0.85):
            draw.add(f"entry {acl} {direction} 1000 allow all * 0.0.0.0/0")
        if draw.chance(0.5):
            draw.add(f"entry {acl} {direction} 1001 allow all * ::/0")
