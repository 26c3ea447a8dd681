"""The payload part of a signature: which hash is signed, and whether the body has it. Pure.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

from __future__ import annotations

import re
from enum import StrEnum

from sandbox.gateway.authentication.http_request import HttpRequest, body_sha256
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.signature_v4 import SignatureV4

HEADER = "x-amz-content-sha256"
UNSIGNED = "UNSIGNED-PAYLOAD"
ASYMMETRIC = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Chunked(StrEnum):
    """Forms of a body in chunks, by the value of x-amz-content-sha256."""

    SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
    UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"


CHUNKED = frozenset(Chunked)


def signed_payload(request: HttpRequest, signature: SignatureV4, *, s3: bool) -> str:
    """Return the last line of the canonical request.

    S3 takes the value of a header, which a presigned URL need not have; other services hash what they received.
    """
    if not s3:
        return body_sha256(request.body)
    given = request.header(HEADER)
    if signature.presigned:
        return given if given is not None and HEADER in signature.signed_headers else UNSIGNED
    if given is None:
        raise Refused(Reason.HASH_MISSING)
    if given.startswith(ASYMMETRIC):
        raise Refused(Reason.UNSUPPORTED, algorithm=given)
    if given != UNSIGNED and given not in CHUNKED and not _SHA256.fullmatch(given.lower()):
        raise Refused(Reason.HASH_INVALID, given=given)
    return given


def check_hash(request: HttpRequest, payload: str) -> None:
    """Raise Refused unless the body of an S3 request has the hash of its header."""
    if _SHA256.fullmatch(payload.lower()) and payload.lower() != (computed := body_sha256(request.body)):
        raise Refused(Reason.HASH_MISMATCH, given=payload, computed=computed)
