"""Keys are fetched from loopback, from a server whose certificate is trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.emulated.sts.oidc.provider_keys import (
    KeysUnavailable,
    WrongThumbprint,
    loopback_addresses,
    provider_keys,
)
from tests.sandbox.emulated.sts.oidc.issuer import Issuer, running_issuer


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    with running_issuer(tmp_path) as made:
        yield made


def test_keys_are_those_of_the_jwks_uri(issuer: Issuer):
    assert provider_keys(issuer.url, [issuer.thumbprint.upper()]) == issuer.keys.published


def test_a_certificate_without_its_thumbprint_is_refused(issuer: Issuer):
    for thumbprints in ([], ["0" * 40]):
        with pytest.raises(WrongThumbprint):
            provider_keys(issuer.url, thumbprints)


@pytest.mark.parametrize(
    ("document", "content", "message"),
    [
        ("/.well-known/openid-configuration", {"issuer": "https://other", "jwks_uri": "x"}, "names another issuer"),
        ("/.well-known/openid-configuration", None, "status 404"),
        ("/.well-known/openid-configuration", [], "is no JSON object"),
        ("/keys", {"keys": "none"}, "has no keys"),
        ("/keys", {"keys": "x" * 300_000}, "bytes"),
    ],
)
def test_a_provider_that_does_not_answer_as_the_standard_wants_has_no_keys(
    issuer: Issuer, document: str, content: object, message: str
):
    issuer.documents[document] = content
    with pytest.raises(KeysUnavailable, match=message):
        provider_keys(issuer.url, [issuer.thumbprint])


@pytest.mark.parametrize("uri", ["http://127.0.0.1/keys", "https://keys.example.com/keys", "https://10.0.0.1/keys"])
def test_keys_elsewhere_are_not_fetched(issuer: Issuer, uri: str):
    issuer.documents["/.well-known/openid-configuration"]["jwks_uri"] = uri
    with pytest.raises(KeysUnavailable, match=r"no https:// URL|from loopback only"):
        provider_keys(issuer.url, [issuer.thumbprint])


def test_only_loopback_has_addresses():
    assert loopback_addresses("localhost") == loopback_addresses("id.localhost") == ["127.0.0.1", "::1"]
    assert loopback_addresses("127.0.0.2") == ["127.0.0.2"]
    for host in ("example.com", "10.0.0.1", "localhost.example.com", "notlocalhost", "0.0.0.0"):  # noqa: S104 - no bind
        assert loopback_addresses(host) == []
