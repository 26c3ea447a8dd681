"""The data centre's HTTP routes, as any client uses them."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from sandbox.engine import Engine
from sandbox.gateway.internal_endpoints import HEADER

SECONDS = 10


def put(engine: Engine, document: object) -> tuple[int, dict[str, Any]]:
    """Set the data centre; return status and response."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return _ask(_request(engine, data=body, method="PUT"))


def get(engine: Engine) -> dict[str, Any]:
    """Return the lines as the data centre sees them."""
    return _ask(_request(engine))[1]


def _request(engine: Engine, **rest: Any) -> urllib.request.Request:
    headers = {HEADER: str(engine.token)}
    return urllib.request.Request(f"{engine.endpoint}/_causeway/datacentre", headers=headers, **rest)  # noqa: S310 - the engine's own address


def _ask(request: urllib.request.Request) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def line(name: str, **interfaces: dict[str, Any]) -> dict[str, Any]:
    """A line as its network team writes it down."""
    return {
        "name": name,
        "router": "dc-east",
        "location": "EqDC2",
        "bandwidth": "10Gbps",
        "preference": "high",
        "interfaces": interfaces,
    }


def half(vlan: int, amazon_asn: int, key: str | None = None, **changes: Any) -> dict[str, Any]:
    """The customer's half of an interface."""
    return {
        "vlan": vlan,
        "customer_address": f"169.254.{vlan % 250}.1/30",
        "amazon_address": f"169.254.{vlan % 250}.2/30",
        "amazon_asn": amazon_asn,
        "key": key,
    } | changes


def interface_request(vlan: int, **more: Any) -> dict[str, Any]:
    """AWS's half, as an API caller asks for it."""
    return {
        "virtualInterfaceName": f"vlan-{vlan}",
        "vlan": vlan,
        "asn": 65010,
        "addressFamily": "ipv4",
        "amazonAddress": f"169.254.{vlan % 250}.2/30",
        "customerAddress": f"169.254.{vlan % 250}.1/30",
    } | more


def until(look: Callable[[], Any], wanted: Any, steady: float = 0.0) -> None:
    """Look until it is as wanted, and for a while longer that it stays."""
    end = time.monotonic() + SECONDS
    while (seen := look()) != wanted:
        assert time.monotonic() < end, f"still {seen!r}, not {wanted!r}"
        time.sleep(0.05)
    stay = time.monotonic() + steady
    while time.monotonic() < stay:
        seen = look()
        assert seen == wanted
        time.sleep(0.1)
