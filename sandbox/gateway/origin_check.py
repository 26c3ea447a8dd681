"""Does a request come from a program on this machine, or is it a web page's doing? Pure.

A browser lets any page send requests to loopback: with an Origin where the page would read the answer or sends more
than a form could, without one for images, links and the like. A page whose name was made to lead here (DNS rebinding)
says so in Host. See https://fetch.spec.whatwg.org/ and https://www.w3.org/TR/fetch-metadata/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

NAMES = ("localhost", "localhost.localstack.cloud")
"""They, and names below them, lead to loopback for everybody: nobody else can give them another address."""

TRUSTED_BY_THE_ENGINE = ("x-localstack-", "x-moto-")
"""Headers by which LocalStack and moto tell themselves who calls: `x-moto-account-id` would choose the account."""

SAME = frozenset({"none", "same-origin", "same-site"})
"""`Sec-Fetch-Site` where a person typed the address, or a page that lies on this machine asks."""


def not_for_the_network(names: Iterable[str]) -> list[str]:
    """Those of the header names that must not come from outside."""
    return [name for name in names if name.lower().startswith(TRUSTED_BY_THE_ENGINE)]


def refusal(headers: Mapping[str, str]) -> str | None:
    """Why the request is not answered; None: it is."""
    host = headers.get("Host")
    if host is not None and not _is_here(_host_of(f"//{host}")):
        return f"The sandbox is asked under the name {host[:100]!r}. Use 127.0.0.1 or localhost."
    for header in ("Origin", "Referer"):
        page = headers.get(header)
        if page is not None and not _is_here(_host_of(page)):
            return f"The sandbox does not answer web pages, and {header} names one: {page[:100]!r}."
    site = headers.get("Sec-Fetch-Site")
    if site is not None and site not in SAME and "Origin" not in headers:
        return "The sandbox does not answer what a web page of another site asks for. Type the address yourself."
    return None


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_here(host: str) -> bool:
    host = host.lower().rstrip(".")
    if any(host == name or host.endswith(f".{name}") for name in NAMES):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
