"""Estates of any size, for benchmarks and property tests: `python tests/estates/generate.py 20 > twenty.yaml`."""

from __future__ import annotations

import argparse
import sys
from ipaddress import IPv4Network
from pathlib import Path

from ruamel.yaml import YAML

_SMALL = Path(__file__).with_name("small.yaml")
_RANGES = IPv4Network("10.64.0.0/10")
"""The departments' ranges: 1,024 of /20, which overlap neither the data centre nor legacy nor network."""


def generate(departments: int) -> dict[str, object]:
    """Return the small estate with this many departments instead of its one, as plain values.

    A department does not depend on how many there are: a larger estate includes the departments of a smaller one.
    """
    plain = YAML(typ="safe", pure=True).load(_SMALL.read_text())
    names = [f"department-{number}" for number in range(1, departments + 1)]
    plain["organization"]["units"]["departments"] = names
    kept = {name: account for name, account in plain["accounts"].items() if name != "mobile"}
    ranges = _RANGES.subnets(new_prefix=20)
    plain["accounts"] = kept | {name: _account(name, cidr) for name, cidr in zip(names, ranges, strict=False)}
    plain["endpoints"] = {"legacy/postgres": {"tier": "data", "port": 5432, "clients": ["datacentre"]}}
    for name in names:
        plain["endpoints"][f"{name}/edge"] = {"tier": "public", "port": 443, "clients": ["internet"]}
        plain["endpoints"][f"{name}/app"] = {"tier": "app", "port": 8443, "clients": [f"{name}/edge"]}
    return plain  # type: ignore[no-any-return]


def _account(name: str, cidr: IPv4Network) -> dict[str, object]:
    return {
        "email": f"aws+{name}@kiosk.example",
        "cost_centre": name.rpartition("-")[2],
        "budget": 1000,
        "vpc": {"cidr": str(cidr), "tiers": {"public": 26, "app": 24, "data": 26}},
        "table": "departments",
        "internet": True,
    }


def write(departments: int, file: Path) -> Path:
    """Write an estate with this many departments; return its file."""
    with file.open("w") as stream:
        YAML(typ="safe", pure=True).dump(generate(departments), stream)
    return file


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("departments", type=int)
    YAML(typ="safe", pure=True).dump(generate(parser.parse_args().departments), sys.stdout)
