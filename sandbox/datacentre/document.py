"""Read the data centres from a JSON document: every fault is reported with its place, and unknown keys are faults.

A document describes one data centre (`asn`, `prefixes`, `lines`), or several in a list `datacentres`.

SandboxError                    sandbox.errors
└── UnreadableDataCentre        with all faults: the place of each, what is there and what would be right
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Interface, IPv6Interface, ip_network
from typing import Any

from sandbox.datacentre.model import UNNAMED, DataCentre, Interface, Ipv6, Line, Port, Router
from sandbox.emulated.directconnect.rules import LAST_VLAN
from sandbox.emulated.directconnect.values import LAST_ASN
from sandbox.errors import SandboxError

BYTES = 1 << 20
"""Largest document: all lines with all their interfaces take about half of it."""
LINES = 64
"""More lines than any data centre has, few enough to check each against each."""
DATA_CENTRES = 16
ROUTERS = 64
INTERFACES = 51
"""AWS's quota of virtual interfaces on a connection."""
PREFIXES = 2000
"""Twice the most that any session takes, so that tests can exceed AWS's limits."""
SHOWN = 60
"""Characters of a wrong value that an error repeats, so that it stays on one line."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")
BANDWIDTH = re.compile(r"[1-9][0-9]{0,2}[GM]bps")
PREFERENCES = ("low", "medium", "high")
KEY = re.compile(r"[!-~]{6,80}")
KEPT = "(kept)"
"""Stands for a key, which is never shown: in a document that is put back it leaves the key as it is."""
REASON = re.compile(r"[ -~]{1,200}")
NAMED = "write 1 to 100 letters, digits, spaces, dots, dashes"


class UnreadableDataCentre(SandboxError):
    """A document that does not describe a data centre."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The document does not describe a data centre.", "; ".join(faults))
        self.faults = faults


ABSENT = object()
"""A value that a missing key would have had: its absence is reported only where the key is missing."""


@dataclass
class _Reader:
    faults: list[str] = field(default_factory=list)

    def fault(self, at: str, found: object, right: str) -> None:
        if found is ABSENT:
            return
        self.faults.append(f"{at or 'document'}: {repr(found)[:SHOWN]} is wrong; {right}")

    def mapping(self, at: str, found: object, keys: Mapping[str, bool]) -> dict[str, Any]:
        """Return the object if it has these keys (True: required) and no others."""
        if not isinstance(found, dict):
            self.fault(at, found, "write an object")
            return {}
        for key in sorted(set(found) - set(keys)):
            self.fault(f"{at}.{str(key)[:SHOWN]}".lstrip("."), found[key], f"known keys are {', '.join(keys)}")
        for key in [key for key, required in keys.items() if required and key not in found]:
            self.fault(at, found, f"{key} is missing")
        return found

    def items(self, at: str, found: object, most: int) -> list[Any]:
        if not isinstance(found, list) or len(found) > most:
            self.fault(at, found, f"write a list of at most {most}")
            return []
        return found

    def number(self, at: str, found: object, last: int) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= last:
            self.fault(at, found, f"write a number from 1 to {last}")
            return 1
        return found

    def text(self, at: str, found: object, pattern: re.Pattern[str], right: str) -> str:
        if not isinstance(found, str) or not pattern.fullmatch(found):
            self.fault(at, found, right)
            return ""
        return found

    def parsed(self, at: str, found: object, parse: Callable[[str], object], right: str) -> str:
        if isinstance(found, str):
            try:
                return str(parse(found))
            except ValueError:
                pass
        self.fault(at, found, right)
        return ""


@dataclass(frozen=True)
class Document:
    """The data centres, and what the document states of their lines: down with a reason, or up (None)."""

    datacentres: tuple[DataCentre, ...]
    stated: Mapping[Port, str | None]
    """Lines without a statement are not in it."""


def read(body: bytes) -> Document:
    """Return the document; raise with every fault in it."""
    if len(body) > BYTES:
        raise UnreadableDataCentre([f"document: {len(body)} bytes are too many; send at most {BYTES}"])
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise UnreadableDataCentre([f"document: not JSON ({type(wrong).__name__}); send one JSON object"]) from wrong
    reader = _Reader()
    stated: dict[Port, str | None] = {}
    if isinstance(document, dict) and "datacentres" in document:
        found = reader.mapping("", document, {"datacentres": True})
        datacentres = tuple(
            _datacentre(reader, f"datacentres[{index}]", it, stated, named=True)
            for index, it in enumerate(reader.items("datacentres", found["datacentres"], DATA_CENTRES))
        )
    else:
        datacentres = (_datacentre(reader, "", document, stated, named=False),)
    _unique(reader, datacentres)
    if reader.faults:
        raise UnreadableDataCentre(reader.faults)
    return Document(datacentres, stated)


def _datacentre(
    reader: _Reader, at: str, document: object, stated: dict[Port, str | None], *, named: bool
) -> DataCentre:
    keys = {"asn": True, "prefixes": True, "lines": True, "routers": False} | ({"name": True} if named else {})
    found = reader.mapping(at, document, keys)
    start = f"{at}." if at else ""
    return DataCentre(
        asn=reader.number(f"{start}asn", found.get("asn", ABSENT), LAST_ASN),
        prefixes=_prefixes(reader, f"{start}prefixes", found.get("prefixes", ABSENT)),
        lines=tuple(
            _line(reader, f"{start}lines[{index}]", it, stated)
            for index, it in enumerate(reader.items(f"{start}lines", found.get("lines", ABSENT), LINES))
        ),
        name=reader.text(f"{start}name", found.get("name", ABSENT), NAME, NAMED) if named else UNNAMED,
        routers=tuple(
            _router(reader, f"{start}routers[{index}]", it)
            for index, it in enumerate(reader.items(f"{start}routers", found.get("routers", []), ROUTERS))
        ),
    )


def _prefixes(reader: _Reader, at: str, found: object) -> tuple[str, ...]:
    return tuple(
        reader.parsed(f"{at}[{index}]", it, ip_network, "write a network such as 10.0.0.0/12")
        for index, it in enumerate(reader.items(at, found, PREFIXES))
    )


def _router(reader: _Reader, at: str, document: object) -> Router:
    found = reader.mapping(at, document, {"name": True, "asn": False, "prefixes": False})
    asn, prefixes = found.get("asn"), found.get("prefixes")
    return Router(
        name=reader.text(f"{at}.name", found.get("name", ABSENT), NAME, NAMED),
        asn=None if asn is None else reader.number(f"{at}.asn", asn, LAST_ASN),
        prefixes=None if prefixes is None else _prefixes(reader, f"{at}.prefixes", prefixes),
    )


def _line(reader: _Reader, at: str, document: object, stated: dict[Port, str | None]) -> Line:
    required = dict.fromkeys(("name", "router", "location", "bandwidth", "interfaces"), True)
    found = reader.mapping(at, document, required | {"preference": False, "down": False})
    interfaces = found.get("interfaces", ABSENT)
    if not isinstance(interfaces, dict) or len(interfaces) > INTERFACES:
        reader.fault(f"{at}.interfaces", interfaces, f"write an object of at most {INTERFACES} interfaces")
        interfaces = {}
    preference = found.get("preference", "medium")
    if preference not in PREFERENCES:
        reader.fault(f"{at}.preference", preference, f"write one of {', '.join(PREFERENCES)}")
    line = Line(
        name=reader.text(f"{at}.name", found.get("name", ABSENT), NAME, NAMED),
        router=reader.text(f"{at}.router", found.get("router", ABSENT), NAME, NAMED),
        location=reader.text(
            f"{at}.location", found.get("location", ABSENT), NAME, "write a location's code such as EqDC2"
        ),
        bandwidth=reader.text(
            f"{at}.bandwidth", found.get("bandwidth", ABSENT), BANDWIDTH, "write a speed such as 10Gbps"
        ),
        preference=str(preference),
        interfaces={
            reader.text(f"{at}.interfaces", name, NAME, NAMED): _interface(
                reader, f"{at}.interfaces.{str(name)[:SHOWN]}", it
            )
            for name, it in interfaces.items()
        },
    )
    if "down" in found:
        stated[line.port] = None if found["down"] is None else _reason(reader, f"{at}.down", found["down"])
    return line


def _reason(reader: _Reader, at: str, document: object) -> str:
    found = reader.mapping(at, document, {"reason": True, "since": False})
    right = "write 1 to 200 printable ASCII characters"
    return reader.text(f"{at}.reason", found.get("reason", ABSENT), REASON, right)


def _interface(reader: _Reader, at: str, document: object) -> Interface:
    required = dict.fromkeys(("vlan", "customer_address", "amazon_address", "amazon_asn"), True)
    found = reader.mapping(at, document, required | {"key": False, "ipv6": False, "prefixes": False})
    address = "write an IPv4 address with its prefix length, such as 169.254.101.1/30"
    six, prefixes = found.get("ipv6"), found.get("prefixes")
    return Interface(
        vlan=reader.number(f"{at}.vlan", found.get("vlan", ABSENT), LAST_VLAN),
        customer_address=reader.parsed(
            f"{at}.customer_address", found.get("customer_address", ABSENT), _address, address
        ),
        amazon_address=reader.parsed(f"{at}.amazon_address", found.get("amazon_address", ABSENT), _address, address),
        amazon_asn=reader.number(f"{at}.amazon_asn", found.get("amazon_asn", ABSENT), LAST_ASN),
        key=_key(reader, at, found.get("key")),
        ipv6=None if six is None else _ipv6(reader, f"{at}.ipv6", six),
        prefixes=None if prefixes is None else _prefixes(reader, f"{at}.prefixes", prefixes),
    )


def _ipv6(reader: _Reader, at: str, document: object) -> Ipv6:
    found = reader.mapping(at, document, dict.fromkeys(("customer_address", "amazon_address", "key"), False))
    ends: dict[str, str | None] = {}
    for end in ("customer_address", "amazon_address"):
        given = found.get(end)
        right = "write an IPv6 address with its prefix length, such as 2001:db8::2/125, or null"
        ends[end] = None if given is None else reader.parsed(f"{at}.{end}", given, _address6, right)
    return Ipv6(**ends, key=_key(reader, at, found.get("key")))


def _key(reader: _Reader, at: str, found: object) -> str | None:
    if found is None or (isinstance(found, str) and KEY.fullmatch(found)):
        return found
    reader.fault(f"{at}.key", "(not shown)", "write 6 to 80 printable ASCII characters, or null")
    return None


def _address(text: str) -> IPv4Interface:
    if "/" not in text:
        raise ValueError(text)
    return IPv4Interface(text)


def _address6(text: str) -> IPv6Interface:
    if "/" not in text:
        raise ValueError(text)
    return IPv6Interface(text)


def _unique(reader: _Reader, datacentres: tuple[DataCentre, ...]) -> None:
    """Check that no two data centres or routers have one name, no two lines one port, no two interfaces one VLAN."""
    names = [it.name for it in datacentres]
    ports: set[Port] = set()
    for number, datacentre in enumerate(datacentres):
        at = "" if names == [UNNAMED] else f"datacentres[{number}]."
        if datacentre.name in names[:number]:
            reader.fault(f"{at}name", datacentre.name, "another data centre has this name")
        routers = [it.name for it in datacentre.routers]
        for index, router in enumerate(routers):
            if router in routers[:index]:
                reader.fault(f"{at}routers[{index}].name", router, "another router has this name")
        for index, line in enumerate(datacentre.lines):
            if line.port in ports:
                reader.fault(f"{at}lines[{index}].name", line.name, "another line has this name at the same location")
            ports.add(line.port)
            vlans: set[int] = set()
            for name, interface in line.interfaces.items():
                if interface.vlan in vlans:
                    place = f"{at}lines[{index}].interfaces.{name}.vlan"
                    reader.fault(place, interface.vlan, "the line carries it already")
                vlans.add(interface.vlan)
