"""The data centre's side of each line, as the running engine takes it."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from http import HTTPStatus
from typing import Any

from sandbox.deploy.errors import AmbiguousLine, DataCentreRefused, DeployError, UnknownName
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


def document(endpoint: str, token: str | None) -> dict[str, Any] | None:
    """Return the document of the data centres, without keys; None for an engine without this project's plugins."""
    try:
        request = urllib.request.Request(f"{endpoint}/_causeway/datacentre", headers=_token(token))  # noqa: S310 - the same
        with _opener().open(request, timeout=30) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError, TypeError):
        return None


def holds(endpoint: str, token: str | None) -> bool:
    """Return whether the engine has an estate's data centre; one without this project's plugins has none."""
    return bool(lines(endpoint, token))


def lines(endpoint: str, token: str | None) -> list[dict[str, Any]] | None:
    """Return the state of every line; None for an engine without this project's plugins."""
    try:
        request = urllib.request.Request(f"{endpoint}/_causeway/datacentre/lines", headers=_token(token))  # noqa: S310 - the same
        with _opener().open(request, timeout=30) as answer:
            return list(json.load(answer)["lines"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def change_line(endpoint: str, token: str | None, name: str, change: dict[str, Any]) -> dict[str, Any]:
    """Cut or restore a line; return its state; raises UnknownName, AmbiguousLine, DataCentreRefused."""
    request = urllib.request.Request(  # noqa: S310 - the same
        f"{endpoint}/_causeway/datacentre/lines/{urllib.parse.quote(name, safe='')}",
        data=json.dumps(change).encode(),
        method="PUT",
        headers={"content-type": "application/json", **_token(token)},
    )
    try:
        with _opener().open(request, timeout=30) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        raise _refusal(endpoint, name, error) from error
    except (OSError, ValueError) as error:
        raise DataCentreRefused(endpoint, str(error)) from error


def _refusal(endpoint: str, name: str, error: urllib.error.HTTPError) -> DeployError:
    with error:
        text = error.read().decode(errors="replace")
    try:
        answer = json.loads(text)
        if error.code == HTTPStatus.NOT_FOUND:
            return UnknownName("line", name, answer["known"])
        if error.code == HTTPStatus.CONFLICT:
            return AmbiguousLine(name, answer["similar"])
    except (ValueError, KeyError, TypeError):
        pass
    return DataCentreRefused(endpoint, f"{error.code} {text[:300]}")


def _token(token: str | None) -> dict[str, str]:
    return {} if token is None else {HEADER: token}


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener without a proxy: the engine is on loopback."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
