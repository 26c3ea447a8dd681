"""Edits of the small estate with a second department, in an order in which each is valid after those before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SMALL = (Path(__file__).parents[1] / "estates" / "small.yaml").read_text()

_ADMIN = """  admin:
    email: aws+admin@kiosk.example
    vpc: {cidr: 10.34.0.0/20, tiers: {app: 24}}
    table: departments

endpoints:
  admin/console: {tier: app, port: 443, clients: [datacentre, mobile, mobile/app]}
"""


@dataclass(frozen=True)
class Edit:
    """One edit of an estate file: its name, and pairs of a pattern and its replacement."""

    name: str
    replacements: tuple[tuple[str, str], ...]

    def apply(self, text: str) -> str:
        """Return the edited file; raises AssertionError where a pattern matches nothing."""
        for old, new in self.replacements:
            text, count = re.subn(old, new, text)
            assert count, f"{self.name}: nothing matches {old}"
        return text


def two_departments() -> str:
    """Return the small estate with a second department, which is a client of the first one's endpoint."""
    return Edit(
        "a second department",
        (
            (r"departments: \[mobile\]", "departments: [mobile, admin]"),
            (r"departments: \[legacy, datacentre\]", "departments: [departments, legacy, datacentre]"),
            (r"endpoints:\n", _ADMIN),
            (r"clients: \[mobile/app, datacentre\]", "clients: [mobile/app, admin, mobile, datacentre]"),
        ),
    ).apply(SMALL)


def _swap(one: str, other: str) -> tuple[tuple[str, str], ...]:
    return ((re.escape(one), "cidr: ?"), (re.escape(other), one), (r"cidr: \?", other))


RENAMED = Edit("rename a department", ((r"\badmin\b", "office"),))
RENAMED_BACK = Edit("give the department its former name and email", ((r"\boffice\b", "admin"),))
SWAPPED = Edit("swap the ranges of two departments", _swap("cidr: 10.33.0.0/20", "cidr: 10.34.0.0/20"))
MOVED = Edit(
    "move a department to another unit, an endpoint to another tier, a line to another location",
    (
        (r"departments: \[mobile, admin\]", "departments: [mobile]"),
        (r"\[security, network, legacy\]", "[security, network, legacy, admin]"),
        (r"legacy/postgres: \{tier: data", "legacy/postgres: {tier: app"),
        (r"location: CSVA1", "location: EqDC2"),
        (r"mobile/app", "mobile/shop"),
        (r"app: 24, data: 26\}\}\n    table: departments", "app: 25, data: 26}}\n    table: departments"),
    ),
)
REORDERED = Edit(
    "list units, endpoints and clients in another order",
    (
        (r"\[security, network, legacy, admin\]", "[admin, legacy, security, network]"),
        (r"(  mobile/edge: .*\n)(  mobile/shop: .*\n)", r"\2\1"),
        (r"clients: \[mobile/shop, admin, mobile, datacentre\]", "clients: [datacentre, mobile, mobile/shop, admin]"),
    ),
)

FIRST_EDITS: tuple[Edit, ...] = (RENAMED, RENAMED_BACK, SWAPPED, MOVED, REORDERED)
"""The most common edits; `REORDERED` changes nothing that is deployed."""

OTHER_EDITS: tuple[Edit, ...] = (
    Edit(
        "move the department back",
        (
            (r"departments: \[mobile\]", "departments: [mobile, admin]"),
            (r"\[admin, legacy, security, network\]", "[security, network, legacy]"),
        ),
    ),
    Edit(
        "change the VLAN of one interface and the addresses of both",
        ((r"vlan: 101", "vlan: 111"), (r"169\.254\.101\.", "169.254.111."), (r"169\.254\.102\.", "169.254.112.")),
    ),
    Edit(
        "rename the unit of the departments, and a table",
        (
            (r"    departments: \[mobile, admin\]\n", "    shops: [mobile, admin]\n  department_unit: shops\n"),
            (r"    departments: \[protect-", "    shops: [protect-"),
            (r"    departments: \[departments, legacy, datacentre\]", "    isolated: [isolated, legacy, datacentre]"),
            (r"shared: \[departments,", "shared: [isolated,"),
            (r"table: departments", "table: isolated"),
        ),
    ),
    Edit(
        "rename the estate, its zones and a job",
        (
            (r"dns: aws\.kiosk", "dns: cloud.kiosk"),
            (r"name: kiosk\n", "name: stall\n"),
            (r"  deployer: ", "  builder: "),
        ),
    ),
    Edit("change the ASN of the virtual private gateway", ((r"gateway_asn: 64512", "gateway_asn: 64513"),)),
    Edit(
        "change the ASNs of the Direct Connect gateways", ((r"asn: 64600", "asn: 64610"), (r"asn: 64601", "asn: 64611"))
    ),
    Edit("change the ASN of the transit gateway", ((r"asn: 64520", "asn: 64521"),)),
    Edit("change the ASN of the data centre", ((r"asn: 65010", "asn: 65011"),)),
    Edit("change the range of the data centre's mirror", ((r"10\.16\.0\.0/20", "10.20.0.0/20"),)),
    Edit("change the range of the hub", ((r"10\.17\.0\.0/22", "10.18.0.0/22"),)),
    Edit("rename a line", ((r"line-east", "line-north"),)),
    Edit(
        "give the unit its former name",
        (
            (r"    shops: \[mobile, admin\]\n  department_unit: shops\n", "    departments: [mobile, admin]\n"),
            (r"    shops: \[protect-", "    departments: [protect-"),
        ),
    ),
)
"""Everything else that a file may change while its organization, its Region and its account roles stay."""
