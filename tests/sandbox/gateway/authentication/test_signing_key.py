"""Signing keys."""

from __future__ import annotations

from sandbox.gateway.authentication.signature_v4 import Scope
from sandbox.gateway.authentication.signing_key import matches, sign, signing_key

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
SCOPE = Scope("20150830", "us-east-1", "iam", "aws4_request")


def test_the_key_is_that_of_the_example_of_aws():
    assert signing_key(SECRET, SCOPE).hex() == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"


def test_a_key_is_derived_for_the_first_request_of_its_scope_only():
    key = signing_key(SECRET, SCOPE)
    hits = signing_key.cache_info().hits
    assert signing_key(SECRET, SCOPE) is key
    assert signing_key.cache_info().hits == hits + 1
    for other in (("20150831", "us-east-1", "iam"), ("20150830", "eu-west-1", "iam"), ("20150830", "us-east-1", "sts")):
        assert signing_key(SECRET, Scope(*other, "aws4_request")) != key


def test_a_signature_matches_its_text_only():
    signature = sign(b"key", "text")
    assert matches(b"key", "text", signature)
    assert not matches(b"key", "texts", signature)
    assert not matches(b"other", "text", signature)
    assert not matches(b"key", "text", signature[:-1] + "é")
