"""Signing keys of Signature Version 4, and signatures by them. Pure."""

from __future__ import annotations

import hmac
from functools import lru_cache

from sandbox.gateway.authentication.signature_v4 import Scope

CACHED = 4096
"""Signing keys that are kept: one for each secret, date, Region and service in use."""


@lru_cache(CACHED)
def signing_key(secret: str, scope: Scope) -> bytes:
    """Return the key for a scope."""
    key = f"AWS4{secret}".encode()
    for part in (scope.date, scope.region, scope.service, scope.terminator):
        key = hmac.digest(key, part.encode("latin-1"), "sha256")
    return key


def sign(key: bytes, text: str) -> str:
    """Return the signature of a text in hexadecimal."""
    return hmac.digest(key, text.encode("latin-1", "replace"), "sha256").hex()


def matches(key: bytes, text: str, signature: str) -> bool:
    """Return whether the signature is that of the text, in the same time for every wrong one."""
    return hmac.compare_digest(sign(key, text).encode(), signature.encode("latin-1", "replace"))
