"""Plain questions to a LocalStack: who are you, which version, how are your services?"""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

SECONDS = 5.0


def identity(endpoint: str) -> dict[str, Any] | None:
    """What our own route says: `instance` and `pid`; None where it is not there."""
    return _get(endpoint, "/_causeway/engine")


def info(endpoint: str) -> dict[str, Any] | None:
    """LocalStack's own: `version`, `session_id`, `edition`."""
    return _get(endpoint, "/_localstack/info")


def states(endpoint: str) -> dict[str, str] | None:
    """LocalStack's own: each service's state."""
    health = _get(endpoint, "/_localstack/health")
    return None if health is None else dict(health.get("services", {}))


def introduce(endpoint: str, account: str, email: str, name: str) -> None:
    """Tell who opened an account, which no API of AWS takes; an engine without our plugin keeps no such thing."""
    _ask(endpoint, f"/_causeway/accounts/{account}", "PUT", json.dumps({"email": email, "name": name}))


def _get(endpoint: str, path: str) -> dict[str, Any] | None:
    return _ask(endpoint, path, "GET", None)


def _ask(endpoint: str, path: str, method: str, sent: str | None) -> dict[str, Any] | None:
    parts = urlsplit(endpoint)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request(method, path, body=sent)
        response = connection.getresponse()
        body = response.read()
        if response.status != http.client.OK:
            return None
        answer = json.loads(body)
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return answer if isinstance(answer, dict) else None
