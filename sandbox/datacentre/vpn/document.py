"""Read VPN devices from a JSON document: every fault is reported with its place, and unknown keys are faults."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

from sandbox.datacentre.document import BYTES, PREFIXES, SHOWN, UnreadableDataCentre
from sandbox.datacentre.vpn.model import Device, Devices
from sandbox.emulated.directconnect.values import LAST_ASN

DEVICES = 1000
"""More than the customer gateways of an organization that fits this machine."""
TUNNELS = (1, 2)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")
CERTIFICATE = re.compile(r"arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate/[\w-]+")
KEY = re.compile(r"[A-Za-z1-9._][A-Za-z0-9._]{7,63}")
REQUIRED = ("name", "asn")
OPTIONAL = ("address", "certificate", "prefixes", "pre_shared_key", "down")


@dataclass
class _Faults:
    found: list[str] = field(default_factory=list)

    def add(self, at: str, value: object, right: str) -> None:
        self.found.append(f"{at}: {repr(value)[:SHOWN]} is wrong; {right}")

    def text(self, at: str, value: object, fits: Callable[[str], object], right: str) -> str:
        """Return the text if the function accepts it, by returning neither None nor an error."""
        try:
            if isinstance(value, str) and (read := fits(value)) is not None:
                return value if isinstance(read, re.Match) else str(read)
        except ValueError:
            pass
        self.add(at, value, right)
        return ""


def read(body: bytes) -> Devices:
    """Return the devices in the document; raise with every fault in it."""
    if len(body) > BYTES:
        raise UnreadableDataCentre([f"document: {len(body)} bytes are too many; send at most {BYTES}"])
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise UnreadableDataCentre([f"document: not JSON ({type(wrong).__name__}); send one JSON object"]) from wrong
    faults = _Faults()
    listed = document.get("devices") if isinstance(document, dict) and set(document) == {"devices"} else None
    if not isinstance(listed, list) or len(listed) > DEVICES:
        right = f"write an object with `devices`, a list of at most {DEVICES}"
        raise UnreadableDataCentre([f"document: {repr(document)[:SHOWN]} is wrong; {right}"])
    devices = [_device(faults, f"devices[{index}]", it) for index, it in enumerate(listed)]
    _unique(faults, devices)
    if faults.found:
        raise UnreadableDataCentre(faults.found)
    return Devices(tuple(devices))


def _device(faults: _Faults, at: str, found: object) -> Device:
    known = (*REQUIRED, *OPTIONAL)
    if not isinstance(found, dict):
        faults.add(at, found, f"write an object with {', '.join(known)}")
        return Device("", "", "", 1, ())
    for key in sorted(set(found) - set(known)):
        faults.add(f"{at}.{str(key)[:SHOWN]}", found[key], f"known keys are {', '.join(known)}")
    address, certificate = found.get("address"), found.get("certificate")
    if (address is None) == (certificate is None):
        faults.add(at, sorted(found), "write either address or certificate")
    return Device(
        name=faults.text(f"{at}.name", found.get("name"), NAME.fullmatch, "write 1 to 100 letters, digits, . _ -"),
        address="" if address is None else faults.text(f"{at}.address", address, ip_address, "write an IP address"),
        certificate=""
        if certificate is None
        else faults.text(f"{at}.certificate", certificate, CERTIFICATE.fullmatch, "write an ARN of ACM"),
        asn=_asn(faults, f"{at}.asn", found.get("asn")),
        prefixes=_prefixes(faults, f"{at}.prefixes", found.get("prefixes", [])),
        pre_shared_key=_key(faults, f"{at}.pre_shared_key", found.get("pre_shared_key")),
        down=_down(faults, f"{at}.down", found.get("down", [])),
    )


def _asn(faults: _Faults, at: str, found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= LAST_ASN:
        faults.add(at, found, f"write a number from 1 to {LAST_ASN}")
        return 1
    return found


def _prefixes(faults: _Faults, at: str, found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or len(found) > PREFIXES:
        faults.add(at, found, f"write a list of at most {PREFIXES}")
        return ()
    right = "write a network such as 10.0.0.0/12"
    return tuple(faults.text(f"{at}[{index}]", it, ip_network, right) for index, it in enumerate(found))


def _key(faults: _Faults, at: str, found: object) -> str | None:
    if found is None or (isinstance(found, str) and KEY.fullmatch(found)):
        return found
    faults.add(
        at, "(not shown)", "write 8 to 64 letters, digits, periods and underscores, not starting with 0, or null"
    )
    return None


def _down(faults: _Faults, at: str, found: object) -> tuple[int, ...]:
    if not isinstance(found, list) or any(it not in TUNNELS or isinstance(it, bool) for it in found):
        faults.add(at, found, "write a list of the tunnels 1 and 2")
        return ()
    return tuple(sorted(set(found)))


def _unique(faults: _Faults, devices: list[Device]) -> None:
    """Check that no two devices have the same name, address or certificate."""
    for what in ("name", "address", "certificate"):
        seen: set[str] = set()
        for index, device in enumerate(devices):
            value = getattr(device, what)
            if value and value in seen:
                faults.add(f"devices[{index}].{what}", value, "another device has it")
            seen.add(value)
