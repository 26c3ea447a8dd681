"""Refuse requests to other machines, websockets, and forms that would fill the memory."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from sandbox.gateway import origin_check
from sandbox.gateway.refusal import refuse

LOG = logging.getLogger(__name__)

FORM = 256 << 20
"""Bytes of a POST, which the engine reads whole into memory."""


def refuse_proxying(chain: Any, context: Any, _response: Any) -> None:
    """Refuse to proxy to another machine: `sandbox env` sets the engine as the proxy of clients that use one."""
    request = context.request
    target = str(request.environ.get("RAW_URI") or "")
    if request.method != "CONNECT" and not target.lower().startswith(("http://", "https://")):
        return  # a path, or an inner call without one
    if request.method != "CONNECT" and origin_check.is_loopback(urlsplit(target).hostname or ""):
        return
    LOG.warning("refused to reach %s", target[:200])
    message = (
        f"The sandbox reaches nothing outside this machine, and {target[:200]!r} is. "
        "A client that ignores AWS_ENDPOINT_URL takes its value by an option, such as --endpoint-url."
    )
    refuse(chain, HTTPStatus.FORBIDDEN, message)


def refuse_websockets(chain: Any, context: Any, _response: Any) -> None:
    """Refuse to open a websocket.

    rolo upgrades one from a worker's thread, which corrupts twisted's table of sockets: calls of other clients on a
    reused socket number then never get a response.
    """
    if context.request.headers.get("Upgrade", "").lower() == "websocket":
        refuse(chain, HTTPStatus.NOT_IMPLEMENTED, "The sandbox has no websockets.")


def refuse_long_forms(chain: Any, context: Any, _response: Any) -> None:
    """Refuse a POST whose declared length is above the limit."""
    request = context.request
    if request.method == "POST" and (request.content_length or 0) > FORM:
        refuse(chain, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The sandbox takes at most {FORM} bytes in a POST.")
