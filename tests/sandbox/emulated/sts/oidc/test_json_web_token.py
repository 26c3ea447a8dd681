"""JSON Web Tokens and their signatures."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from sandbox.emulated.sts.oidc.json_web_token import JsonWebToken, NotAToken
from tests.sandbox.emulated.sts.oidc.issuer import Keys, encoded

CLAIMS = {"sub": "ann"}


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys()


@pytest.mark.parametrize(("algorithm", "place"), [("RS256", 0), ("ES256", 1)])
def test_a_signature_is_that_of_its_key_alone(keys: Keys, algorithm: str, place: int):
    token = JsonWebToken.parse(keys.token(CLAIMS, algorithm))
    assert token.claims == CLAIMS
    assert token.is_signed_by(keys.published[place])
    assert not token.is_signed_by(keys.published[1 - place])
    assert not token.is_signed_by(Keys().published[place])


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_changed_claims_have_no_valid_signature(keys: Keys, algorithm: str):
    header, _, signature = keys.token(CLAIMS, algorithm).split(".")
    forged = JsonWebToken.parse(".".join((header, encoded(b'{"sub":"bob"}'), signature)))
    assert not any(forged.is_signed_by(key) for key in keys.published)


def test_no_algorithm_and_a_public_key_as_a_shared_secret_are_no_signatures(keys: Keys):
    _, claims, _ = keys.token(CLAIMS).split(".")
    for algorithm in ("none", "HS256"):
        header = encoded(f'{{"alg":"{algorithm}","kid":"rsa"}}'.encode())
        secret = keys.published[0]["n"].encode()
        signature = encoded(hmac.digest(secret, f"{header}.{claims}".encode(), hashlib.sha256))
        token = JsonWebToken.parse(f"{header}.{claims}.{signature}")
        assert not any(token.is_signed_by(key) for key in keys.published)


def test_a_key_of_another_algorithm_or_use_does_not_sign(keys: Keys):
    token = JsonWebToken.parse(keys.token(CLAIMS))
    assert not token.is_signed_by({**keys.published[0], "alg": "RS512"})
    assert not token.is_signed_by({**keys.published[0], "use": "enc"})
    for broken in ({}, {"kty": "RSA"}, {"kty": "RSA", "n": 7, "e": None}, {"kty": "RSA", "n": "AQAB", "e": "AQAB"}):
        assert not token.is_signed_by(broken)


@pytest.mark.parametrize(
    "text", ["", "a", "a.b", "a.b.c", "e30.e30", "e30.W10.e30", "....", "e30.e30.é", "e30.{}.e30", "e30.e30.!"]
)
def test_what_is_no_token_is_refused(text: str):
    with pytest.raises(NotAToken):
        JsonWebToken.parse(text)
