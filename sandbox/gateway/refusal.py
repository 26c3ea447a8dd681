"""Answers of the gateway itself, before any service is known: JSON, and nothing added to it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


def refuse(chain: Any, status: HTTPStatus, message: str) -> None:
    """Answer with the status and message, and end the request path: no CORS header, no record."""
    chain.respond(int(status), {"error": message})
    chain.terminate()
