"""JSON Web Tokens: their parts, and their signatures. Pure.

Reference: RFC 7515 (JWS), RFC 7517 (JWK), RFC 7518 (algorithms); IAM user guide, id_roles_providers_create_oidc.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

_HASHES: Mapping[str, type[HashAlgorithm]] = {"256": SHA256, "384": SHA384, "512": SHA512}
_CURVES: Mapping[str, ec.EllipticCurve] = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
_CURVE_NAMES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", *_CURVES})
_SMALLEST_RSA_KEY = 2048
"""Bits; RFC 7518, 3.3."""


class NotAToken(Exception):
    """A text that is no signed JSON Web Token."""


@dataclass(frozen=True)
class JsonWebToken:
    """A token whose signature has not been checked."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signed: bytes
    signature: bytes

    @classmethod
    def parse(cls, text: str) -> JsonWebToken:
        """Return the token of a text; raises NotAToken."""
        parts = text.split(".")
        if len(parts) != 3:  # noqa: PLR2004 - header, claims and signature
            raise NotAToken
        return cls(_object(parts[0]), _object(parts[1]), f"{parts[0]}.{parts[1]}".encode(), _decoded(parts[2]))

    def is_signed_by(self, key: Mapping[str, Any]) -> bool:
        """Return whether the signature is that of a key in the form of a JWK, with the header's algorithm."""
        algorithm = self.header.get("alg")
        if algorithm not in ALGORITHMS or key.get("alg", algorithm) != algorithm or key.get("use", "sig") != "sig":
            return False
        try:
            self._verify(str(algorithm), key)
        except (InvalidSignature, NotAToken, KeyError, TypeError, ValueError):
            return False
        return True

    def _verify(self, algorithm: str, key: Mapping[str, Any]) -> None:
        digest = _HASHES[algorithm[2:]]()
        if algorithm in _CURVES:
            self._verify_ecdsa(algorithm, key, digest)
            return
        if key["kty"] != "RSA":
            raise NotAToken
        public = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
        if public.key_size < _SMALLEST_RSA_KEY:
            raise NotAToken
        public.verify(self.signature, self.signed, padding.PKCS1v15(), digest)

    def _verify_ecdsa(self, algorithm: str, key: Mapping[str, Any], digest: HashAlgorithm) -> None:
        if key["kty"] != "EC" or key["crv"] != _CURVE_NAMES[algorithm]:
            raise NotAToken
        curve = _CURVES[algorithm]
        size = (curve.key_size + 7) // 8
        if len(self.signature) != 2 * size:
            raise NotAToken
        halves = (int.from_bytes(half, "big") for half in (self.signature[:size], self.signature[size:]))
        public = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), curve).public_key()
        public.verify(encode_dss_signature(*halves), self.signed, ec.ECDSA(digest))


def _object(part: str) -> Mapping[str, Any]:
    try:
        found = json.loads(_decoded(part))
    except (ValueError, RecursionError) as wrong:
        raise NotAToken from wrong
    if not isinstance(found, dict):
        raise NotAToken
    return found


def _number(text: str) -> int:
    return int.from_bytes(_decoded(text), "big")


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NotAToken from wrong
