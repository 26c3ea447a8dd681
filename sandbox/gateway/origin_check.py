"""Refuse requests that a web page makes a browser send. Pure, except for the handler at the end.

A browser lets any page send requests to loopback: with an Origin where the page would read the response or sends more
than a form could, without one for images, links and the like. A page whose host name resolves to loopback (DNS
rebinding) has that name in Host. A page on another port of this machine is served by another process, possibly of
another user, so it is refused too. See https://fetch.spec.whatwg.org/ and https://www.w3.org/TR/fetch-metadata/.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from sandbox.gateway.refusal import refuse

NAMES = ("localhost", "localhost.localstack.cloud")
"""Names that resolve to loopback on every system, and with them the names below them."""

OWN_SITE = frozenset({"none", "same-origin"})
"""`Sec-Fetch-Site` where a user typed the address, or the page came from this very host and port."""


def refusal(headers: Mapping[str, str]) -> str | None:
    """Return why the request is refused; None where it is not."""
    host = headers.get("Host")
    if host is not None and not is_loopback(_host_name(f"//{host}")):
        return f"The sandbox does not answer for the host {host[:100]!r}. Use 127.0.0.1 or localhost."
    for header in ("Origin", "Referer"):
        page = headers.get(header)
        if page is not None and not _is_own_page(page, host or ""):
            return f"The sandbox does not answer web pages of another origin, as {header} names one: {page[:100]!r}."
    site = headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN_SITE:
        return "The sandbox does not answer requests of web pages from another site or port. Type the address yourself."
    return None


def refuse_web_pages(chain: Any, context: Any, _response: Any) -> None:
    """Refuse a request that a web page makes; inner calls have no page behind them."""
    if (message := refusal(context.request.headers)) is not None:
        refuse(chain, HTTPStatus.FORBIDDEN, message)


def _is_own_page(page: str, host: str) -> bool:
    """Return whether the page came from the host and port of the request, and that host is loopback."""
    try:
        origin = urlsplit(page).netloc
    except ValueError:
        return False
    return origin.lower() == host.lower() and is_loopback(_host_name(f"//{host}"))


def _host_name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this machine's loopback."""
    host = host.lower().rstrip(".")
    if any(host == name or host.endswith(f".{name}") for name in NAMES):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
