"""The canonical request and the string to sign of Signature Version 4. Pure.

Where AWS documents a choice of its own, that which executes the request decides: LocalStack reads paths as they were
sent, so a path that must be normalized first is not accepted, and a plus in the query is the space that it reads.
"""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote, unquote_to_bytes

from sandbox.gateway.authentication.http_request import HttpRequest, decoded
from sandbox.gateway.authentication.signature_v4 import ALGORITHM, SignatureV4

SIGNATURE = "X-Amz-Signature"
SAFE = "-_.~"
PARSED_AWAY = (";", "#")
"""Characters at which LocalStack ends a path that holds them unencoded."""


def canonical_request(request: HttpRequest, signature: SignatureV4, payload: str, *, s3: bool) -> str:
    """Return the canonical request; S3 encodes the path as it is, other services what is encoded already."""
    headers = "\n".join(f"{name}:{_value(request.headers.get(name, ()))}" for name in signature.signed_headers)
    return "\n".join(
        (
            request.method,
            _s3_path(request.path) if s3 else quote(request.path.encode("latin-1"), "/~"),
            _query(request.query, presigned=signature.presigned),
            headers,
            "",
            ";".join(signature.signed_headers),
            payload,
        )
    )


def string_to_sign(signature: SignatureV4, canonical: str) -> str:
    """Return the string to sign."""
    hashed = sha256(canonical.encode("latin-1")).hexdigest()
    return f"{ALGORITHM}\n{signature.date}\n{signature.scope}\n{hashed}"


def _s3_path(path: str) -> str:
    """Return a path encoded as S3 encodes it: the client may leave characters unencoded that S3 signs encoded."""
    if any(character in path for character in PARSED_AWAY):
        return path
    return "/".join(quote(unquote_to_bytes(part), SAFE) for part in path.encode("latin-1").split(b"/"))


def _query(query: str, *, presigned: bool) -> str:
    if not query:
        return ""
    pairs = []
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        if not piece or (presigned and decoded(name) == SIGNATURE):
            continue
        pairs.append((_encoded(name), _encoded(value)))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def _encoded(text: str) -> str:
    return quote(decoded(text).encode("latin-1"), SAFE)


def _value(values: tuple[str, ...]) -> str:
    """Return the values of a header as they are signed: trimmed, with single spaces, joined by commas."""
    return ",".join(" ".join(part for part in value.split(" ") if part) if " " in value else value for value in values)
