"""The data centre's side of each line, as the running engine takes it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from sandbox.deploy.errors import DataCentreRefused
from sandbox.deploy.secrets import BgpKeys
from sandbox.estate.datacentre_model import DataCentre, Gateways, Interface, Line
from sandbox.gateway.internal_endpoints import HEADER


def description(datacentre: DataCentre, keys: BgpKeys) -> dict[str, Any]:
    """Return the data centre's side of the lines in the engine's format."""
    return {
        "asn": datacentre.asn,
        "prefixes": [str(prefix) for prefix in datacentre.prefixes],
        "lines": [_line(line, datacentre.gateways, keys[line.name]) for line in datacentre.lines],
    }


def _line(line: Line, gateways: Gateways, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "name": line.name,
        "router": line.router,
        "location": line.location,
        "bandwidth": line.bandwidth,
        "preference": line.preference,
        "interfaces": {
            "legacy": _interface(line.interfaces.legacy, gateways.legacy.asn, keys["legacy"]),
            "transit": _interface(line.interfaces.transit, gateways.transit.asn, keys["transit"]),
        },
    }


def _interface(interface: Interface, amazon_asn: int, key: str) -> dict[str, Any]:
    customer, amazon = interface.addresses
    return {
        "vlan": interface.vlan,
        "customer_address": str(customer),
        "amazon_address": str(amazon),
        "amazon_asn": amazon_asn,
        "key": key,
    }


def put(endpoint: str, token: str | None, body: dict[str, Any]) -> None:
    """Set the data centre's side of the lines, idempotently; raises DataCentreRefused."""
    request = urllib.request.Request(  # noqa: S310 - the endpoint is the engine's own, checked by the settings
        f"{endpoint}/_causeway/datacentre",
        data=json.dumps(body).encode(),
        method="PUT",
        headers={"content-type": "application/json", **_token(token)},
    )
    try:
        with _opener().open(request, timeout=30):
            return
    except urllib.error.HTTPError as error:
        raise DataCentreRefused(endpoint, f"{error.code} {error.read().decode(errors='replace')[:300]}") from error
    except OSError as error:
        raise DataCentreRefused(endpoint, str(error)) from error


def holds(endpoint: str, token: str | None) -> bool:
    """Return whether the engine has an estate's data centre; one without this project's plugins has none."""
    try:
        request = urllib.request.Request(f"{endpoint}/_causeway/datacentre", headers=_token(token))  # noqa: S310 - the same
        with _opener().open(request, timeout=30) as answer:
            return bool(json.load(answer)["lines"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _token(token: str | None) -> dict[str, str]:
    return {} if token is None else {HEADER: token}


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener without a proxy: the engine is on loopback."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
