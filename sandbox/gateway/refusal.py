"""Responses of the gateway itself, before the service of a request is known: JSON, without added headers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


def refuse(chain: Any, status: HTTPStatus, message: str) -> None:
    """Respond with the status and message, and end the request path: no CORS header, no record."""
    chain.respond(int(status), {"error": message})
    chain.terminate()
