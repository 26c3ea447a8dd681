"""Random transit gateways, VPNs, Direct Connect lines and data centres."""

from __future__ import annotations

from tests.sandbox.reach.random_network.draw import Draw
from tests.sandbox.reach.random_network.filters import VpcParts


def draw_transit(draw: Draw, vpcs: list[VpcParts]) -> dict[str, list[str]]:
    """Draw transit gateways with their tables and attachments; return the gateways of each VPC."""
    # A transit gateway attaches VPCs of its own Region.
    elsewhere = {line.split()[1] for line in draw.lines if line.startswith("vpc ") and " region=" in line}
    vpcs = [vpc for vpc in vpcs if vpc[0] not in elsewhere]
    gateways = ["tgw-0"] if draw.chance(0.7) else ["tgw-0", "tgw-1"]
    attached: dict[str, list[str]] = {}
    for gateway in gateways:
        number = gateway[-1]
        references = " references" if draw.chance(0.5) else ""
        draw.add(f"transit-gateway {gateway} asn=6460{number}{references}")
        tables = [f"tgw-rtb-{number}-{place}" for place in range(draw.rng.randint(1, 2))]
        for table in tables:
            draw.add(f"transit-table {table} {gateway}")
        names = []
        for name, subnets, _ in vpcs:
            if draw.chance(0.75 if number == "0" else 0.4):
                attachment = f"att-{number}-{name[-1]}"
                _vpc_attachment(draw, attachment, gateway, (name, subnets, []), tables)
                names.append(attachment)
                attached.setdefault(name, []).append(gateway)
        for table in tables:
            _transit_routes(draw, table, names)
    if len(gateways) == 2:
        for gateway, other in (gateways, gateways[::-1]):
            number = gateway[-1]
            draw.add(f"attachment att-peer {gateway} peering {other} table=tgw-rtb-{number}-0")
            for place in range(len(vpcs)):
                if draw.chance(0.3):
                    _unique(draw, f"transit-route tgw-rtb-{number}-0 10.{place}.0.0/16", "att-peer")
    return attached


def _vpc_attachment(draw: Draw, name: str, gateway: str, vpc: VpcParts, tables: list[str]) -> None:
    zones: dict[str, str] = {}
    for subnet, zone in vpc[1].items():
        zones.setdefault(zone, subnet)
    chosen = list(zones.values()) if draw.chance(0.8) else list(zones.values())[:1]
    flags = "".join(
        f" {flag}"
        for flag, probability in (("appliance", 0.15), ("pending", 0.05), ("ipv6", 0.6), ("no-references", 0.1))
        if draw.chance(probability)
    )
    table = f" table={draw.one(tables)}" if draw.chance(0.95) else ""
    into = [one for one in tables if draw.chance(0.8)]
    to = f" to={','.join(into)}" if into else ""
    draw.add(f"attachment {name} {gateway} vpc {vpc[0]} subnets={','.join(chosen)}{table}{to}{flags}")


def _transit_routes(draw: Draw, table: str, attachments: list[str]) -> None:
    for _ in range(draw.rng.randint(0, 3)):
        target = draw.one([*attachments, "blackhole"]) if attachments else "blackhole"
        address = draw.one([one for one in draw.addresses if "." in one])
        destination = "0.0.0.0/0" if draw.chance(0.3) else draw.prefix_near(address)
        _unique(draw, f"transit-route {table} {destination}", target)
    if draw.chance(0.2) and any(line.startswith("prefix-list pl-own ") for line in draw.lines) and attachments:
        draw.add(f"transit-route {table} pl-own {draw.one([*attachments, 'blackhole'])}")


def _unique(draw: Draw, start: str, target: str) -> None:
    if not any(line.startswith(start + " ") for line in draw.lines):
        draw.add(f"{start} {target}")


def draw_data_centre(draw: Draw, private: list[str], transit: list[str]) -> None:
    """Draw a data centre with two routers, and lines and VPNs to these gateways."""
    draw.add("datacentre dc 192.168.0.0/16 172.16.0.0/20 2a02:c0de::/32")
    for number in range(2):
        down = " down" if draw.chance(0.1) else ""
        draw.add(f"router r{number} dc 6500{number + 1} address=1.2.3.{number}{down}")
        draw.add(f"customer-gateway cgw-{number} 6500{number + 1} 1.2.3.{number}")
    if draw.chance(0.7):
        _lines(draw, private, transit)
    for number, gateway in enumerate([*private, *transit]):
        if draw.chance(0.45):
            _vpn(draw, f"vpn-{number}", gateway)


def _announcements(draw: Draw, session: str) -> None:
    prefixes = ["192.168.0.0/16", "172.16.0.0/20", "192.168.1.0/24", "0.0.0.0/0", "192.168.0.0/17"]
    chosen = dict.fromkeys([prefixes[0]] if draw.chance(0.8) else [])
    chosen.update(dict.fromkeys(draw.some(prefixes[1:], 3)))
    for prefix in chosen:
        path = f" path={','.join(['65001'] * draw.rng.randint(1, 3))}" if draw.chance(0.3) else ""
        community = f" communities={draw.one(('7224:7100', '7224:7200', '7224:7300'))}" if draw.chance(0.3) else ""
        draw.add(f"announce {session} {prefix}{path}{community}")


def _lines(draw: Draw, private: list[str], transit: list[str]) -> None:
    kinds = [kind for kind, gateways in (("private", private), ("transit", transit)) if gateways]
    kind = draw.one(kinds)
    draw.add("direct-connect-gateway dxgw")
    for gateway in private if kind == "private" else transit:
        if draw.chance(0.8):
            allowed = [draw.one(("10.0.0.0/8", "10.0.0.0/14", f"10.{gateway[-1]}.0.0/16", f"10.{gateway[-1]}.0.0/24"))]
            allowed += [draw.prefix_near(draw.one([a for a in draw.addresses if a.startswith("10.")]))]
            allowed += draw.some(("2600:1f18::/32", f"2600:1f18:{int(gateway[-1]) + 1}00::/56"), 1)
            # No two associations of one Direct Connect gateway allow the same prefix.
            taken = {prefix for line in draw.lines if line.startswith("association ") for prefix in line.split()[4:]}
            allowed = [prefix for prefix in allowed if prefix not in taken] or [f"10.{200 + len(taken)}.0.0/16"]
            draw.add(f"association assoc-{gateway} dxgw {gateway} {' '.join(dict.fromkeys(allowed))}")
            if kind == "transit":
                table = f"tgw-rtb-{gateway[-1]}-0"
                draw.add(f"attachment att-dx-{gateway} {gateway} direct-connect-gateway dxgw table={table} to={table}")
    for number in range(draw.rng.randint(1, 3)):
        router = f"r{draw.one((0, 1))}"
        lag = ""
        if draw.chance(0.2):
            draw.add(f"lag dxlag-{number} minimum={draw.one((0, 1, 2))}")
            lag = f" lag=dxlag-{number}"
        draw.add(f"connection dxcon-{number} router={router}{lag}{' down' if draw.chance(0.15) else ''}")
        carrier = f"dxlag-{number}" if lag else f"dxcon-{number}"
        flags = " pending" if draw.chance(0.05) else " problem=asn" if draw.chance(0.05) else ""
        families = " family=4,6" if draw.chance(0.4) else ""
        draw.add(f"virtual-interface dxvif-{number} {carrier} {kind} dxgw router={router}{families}{flags}")
        _announcements(draw, f"dxvif-{number}/4")
        for prefix in draw.some(("2a02:c0de::/32", "2a02:c0de::/33", "::/0"), 2) if families else ():
            draw.add(f"announce dxvif-{number}/6 {prefix}")


def _vpn(draw: Draw, name: str, gateway: str) -> None:
    number = draw.one((0, 1))
    tunnels = draw.one(("up,up", "up,down", "down,up", "down,down"))
    static = gateway.startswith("vgw") and draw.chance(0.3)
    options = " static=192.168.0.0/16,172.16.0.0/24" if static else f" router=r{number}"
    draw.add(f"vpn {name} cgw-{number} {gateway} tunnels={tunnels}{options}")
    if not static:
        _announcements(draw, f"{name}/0")
        _announcements(draw, f"{name}/1")
    if gateway.startswith("tgw"):
        table = f"tgw-rtb-{gateway[-1]}-0"
        draw.add(f"attachment att-{name} {gateway} vpn {name} table={table} to={table}")
