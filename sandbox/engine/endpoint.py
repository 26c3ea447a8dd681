"""Requests to the internal endpoints of a LocalStack: its identity, version, and the states of its services."""

from __future__ import annotations

import http.client
import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from sandbox.gateway.internal_endpoints import HEADER

SECONDS = 5.0


def identity(endpoint: str) -> dict[str, Any] | None:
    """Return `instance` and `pid` of an engine that has our plugins; None where nothing answers so."""
    return _get(endpoint, "/_causeway/engine")


def info(endpoint: str) -> dict[str, Any] | None:
    """Return LocalStack's `version`, `session_id` and `edition`; None where nothing answers."""
    return _get(endpoint, "/_localstack/info")


def states(endpoint: str) -> dict[str, str] | None:
    """Return the state of each service, as LocalStack has it; None where nothing answers."""
    health = _get(endpoint, "/_localstack/health")
    return None if health is None else dict(health.get("services", {}))


def takes(endpoint: str, token: str | None) -> bool:
    """Return whether the engine's internal endpoints take the token; one without our plugins asks for none."""
    status, _ = _send(endpoint, "/_causeway/datacentre", "GET", None, token)
    return status != HTTPStatus.FORBIDDEN


def introduce(endpoint: str, account: str, email: str, name: str, token: str | None) -> None:
    """Set the e-mail address and name of an account, which no API of AWS takes.

    An engine without our plugins has no such endpoint, and keeps neither.
    """
    _send(endpoint, f"/_causeway/accounts/{account}", "PUT", json.dumps({"email": email, "name": name}), token)


def enforce(endpoint: str, token: str | None, mode: str, *, account_id_keys: bool) -> None:
    """Set how the engine checks its callers; one without our plugins checks none, and has no such endpoint."""
    setting = {"mode": mode, "account_id_keys": account_id_keys}
    _send(endpoint, "/_causeway/enforcement", "PUT", json.dumps(setting), token)


def enforcement(endpoint: str, token: str | None) -> dict[str, Any] | None:
    """Return `mode` and `account_id_keys` of the engine; None for one without our plugins."""
    return _get(endpoint, "/_causeway/enforcement", token)


def denied_calls(endpoint: str, token: str | None) -> list[dict[str, Any]] | None:
    """Return the calls that the engine denied, the newest last; None for one without our plugins."""
    found = _get(endpoint, "/_causeway/denied-calls", token)
    return None if found is None else list(found["calls"])


def recorded_calls(endpoint: str, token: str | None, *, running: bool | None = None) -> dict[str, Any] | None:
    """Return `{"recording": ...}` of the engine, null before the first start; None for one without our plugins.

    Args:
        endpoint: The engine's URL.
        token: The engine's token.
        running: Start a new recording, or stop it; by default neither.

    """
    if running is None:
        return _get(endpoint, "/_causeway/recording", token)
    return _parsed(*_send(endpoint, "/_causeway/recording", "PUT", json.dumps({"running": running}), token))


def _get(endpoint: str, path: str, token: str | None = None) -> dict[str, Any] | None:
    return _parsed(*_send(endpoint, path, "GET", None, token))


def _parsed(status: int, body: bytes) -> dict[str, Any] | None:
    if status != HTTPStatus.OK:
        return None
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _send(endpoint: str, path: str, method: str, sent: str | None, token: str | None) -> tuple[int, bytes]:
    """Return status and body; status 0 where nothing answers."""
    parts = urlsplit(endpoint)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request(method, path, body=sent, headers={} if token is None else {HEADER: token})
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
