"""A client of the data centre's HTTP routes."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from sandbox.engine import Engine
from sandbox.gateway.internal_endpoints import HEADER

SECONDS = 10


def put(engine: Engine, document: object) -> tuple[int, dict[str, Any]]:
    """Set the data centre; return status and response."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return _send(_request(engine, data=body, method="PUT"))


def get(engine: Engine) -> dict[str, Any]:
    """Return the report of the lines."""
    return _send(_request(engine, "/lines"))[1]


def document(engine: Engine) -> dict[str, Any]:
    """Return the document of the data centres."""
    return _send(_request(engine))[1]


def change(engine: Engine, name: str, **values: Any) -> tuple[int, dict[str, Any]]:
    """Cut or restore a line; return status and response."""
    path = f"/lines/{urllib.parse.quote(name, safe='')}"
    return _send(_request(engine, path, data=json.dumps(values).encode(), method="PUT"))


def _request(engine: Engine, path: str = "", **rest: Any) -> urllib.request.Request:
    headers = {HEADER: str(engine.token)}
    return urllib.request.Request(f"{engine.endpoint}/_causeway/datacentre{path}", headers=headers, **rest)  # noqa: S310 - the engine's own address


def _send(request: urllib.request.Request) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310 - the same
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def line(name: str, **interfaces: dict[str, Any]) -> dict[str, Any]:
    """Return a line of the data centre document."""
    return {
        "name": name,
        "router": "dc-east",
        "location": "EqDC2",
        "bandwidth": "10Gbps",
        "preference": "high",
        "interfaces": interfaces,
    }


def router_side(vlan: int, amazon_asn: int, key: str | None = None, **changes: Any) -> dict[str, Any]:
    """Return the customer's side of an interface."""
    return {
        "vlan": vlan,
        "customer_address": f"169.254.{vlan % 250}.1/30",
        "amazon_address": f"169.254.{vlan % 250}.2/30",
        "amazon_asn": amazon_asn,
        "key": key,
    } | changes


def interface_request(vlan: int, **more: Any) -> dict[str, Any]:
    """Return the request for AWS's side of an interface."""
    return {
        "virtualInterfaceName": f"vlan-{vlan}",
        "vlan": vlan,
        "asn": 65010,
        "addressFamily": "ipv4",
        "amazonAddress": f"169.254.{vlan % 250}.2/30",
        "customerAddress": f"169.254.{vlan % 250}.1/30",
    } | more


def until(read: Callable[[], Any], wanted: Any, steady: float = 0.0) -> None:
    """Wait until a value is as expected, and assert that it stays so."""
    end = time.monotonic() + SECONDS
    while (value := read()) != wanted:
        assert time.monotonic() < end, f"still {value!r}, not {wanted!r}"
        time.sleep(0.05)
    steady_until = time.monotonic() + steady
    while time.monotonic() < steady_until:
        value = read()
        assert value == wanted
        time.sleep(0.1)
