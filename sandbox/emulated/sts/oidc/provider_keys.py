"""Fetch the keys of an OpenID Connect provider: from loopback only, over TLS.

A certificate that no certificate authority signed is accepted when the provider in IAM lists its thumbprint.
Reference: IAM user guide, id_roles_providers_create_oidc_verify-thumbprint; OpenID Connect Discovery 1.0, 4.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

TIMEOUT = 5.0
"""Seconds for one document."""
_BYTES_AT_MOST = 256 * 1024
_OK = 200


class KeysUnavailable(Exception):
    """Keys that could not be fetched; the message says why."""


class WrongThumbprint(Exception):
    """A certificate that neither a certificate authority nor a thumbprint vouches for."""


def provider_keys(issuer: str, thumbprints: Collection[str]) -> list[Mapping[str, Any]]:
    """Return the JWKs that a provider publishes.

    Args:
        issuer: URL of the provider, with https://.
        thumbprints: SHA-1 of certificates, in hexadecimal, as the provider in IAM lists them.

    Raises:
        KeysUnavailable: The provider does not answer as OpenID Connect Discovery wants.
        WrongThumbprint: Its certificate is not trusted.

    """
    trusted = frozenset(each.lower() for each in thumbprints)
    configuration = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration", trusted)
    if configuration.get("issuer") != issuer:
        raise KeysUnavailable(f"its configuration names another issuer, {configuration.get('issuer')!r}")
    keys = _fetch(str(configuration.get("jwks_uri")), trusted).get("keys")
    if not isinstance(keys, list):
        raise KeysUnavailable("its jwks_uri has no keys")
    return [key for key in keys if isinstance(key, dict)]


def loopback_addresses(host: str) -> list[str]:
    """Return the loopback addresses of a host; none for any other host; nothing is resolved."""
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1", "::1"]
    try:
        return [host] if ipaddress.ip_address(host).is_loopback else []
    except ValueError:
        return []


def _fetch(url: str, thumbprints: frozenset[str]) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise KeysUnavailable(f"{url} is no https:// URL")
    addresses = loopback_addresses(parts.hostname)
    if not addresses:
        raise KeysUnavailable(f"the sandbox fetches keys from loopback only, and {parts.hostname} is elsewhere")
    try:
        port = parts.port or 443
        with _connected(addresses, port) as plain, _secured(plain, parts.hostname, thumbprints) as secured:
            return _get(secured, parts.netloc, parts.path or "/")
    except (OSError, ValueError, http.client.HTTPException, RecursionError) as failed:
        raise KeysUnavailable(f"{url}: {failed}") from failed


def _connected(addresses: list[str], port: int) -> socket.socket:
    failed: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=TIMEOUT)
        except OSError as refused:
            failed = refused
    raise failed or OSError("no address")


def _secured(plain: socket.socket, host: str, thumbprints: frozenset[str]) -> ssl.SSLSocket:
    """Return the TLS connection; the chain is compared with the thumbprints, else with certificate authorities."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    secured = context.wrap_socket(plain, server_hostname=host)
    if not thumbprints.isdisjoint(_thumbprints(secured)):
        return secured
    secured.close()
    raise WrongThumbprint


def _thumbprints(secured: ssl.SSLSocket) -> Iterator[str]:
    """Yield the thumbprint of the last certificate that the server sent: of its certificate authority, or its own."""
    for certificate in secured.get_unverified_chain()[-1:]:  # type: ignore[attr-defined] # since Python 3.13
        yield hashlib.sha1(certificate, usedforsecurity=False).hexdigest()


def _get(secured: ssl.SSLSocket, host: str, path: str) -> dict[str, Any]:
    connection = http.client.HTTPConnection(host)
    connection.sock = secured
    connection.request("GET", path, headers={"Host": host, "Accept": "application/json", "Connection": "close"})
    answer = connection.getresponse()
    body = answer.read(_BYTES_AT_MOST + 1)
    if answer.status != _OK or len(body) > _BYTES_AT_MOST:
        raise KeysUnavailable(f"{path}: status {answer.status}, {len(body)} bytes")
    found = json.loads(body)
    if not isinstance(found, dict):
        raise KeysUnavailable(f"{path} is no JSON object")
    return found
