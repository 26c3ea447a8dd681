"""The signatures of a body in chunks, each of which signs the one before it. Pure.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html. The grammar is
exact, since LocalStack's decoder, which runs afterwards, accepts more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO

from sandbox.gateway.authentication.http_request import BLOCK, HttpRequest
from sandbox.gateway.authentication.payload import Chunked
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.signature_v4 import SignatureV4
from sandbox.gateway.authentication.signing_key import matches

EMPTY = sha256(b"").hexdigest()
LONGEST_LINE = 16 << 10
"""Bytes of a chunk's first line or of a trailing header; S3 accepts headers of 8 KB in all."""

_SIGNED = re.compile(rb"([0-9a-fA-F]{1,16});chunk-signature=([0-9a-f]{64})\r\n")
_UNSIGNED = re.compile(rb"([0-9a-fA-F]{1,16})\r\n")
_TRAILER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\r\n]*)\r?\n")
_TRAILER_SIGNATURE = "x-amz-trailer-signature"


def check_chunks(request: HttpRequest, signature: SignatureV4, form: Chunked, key: bytes) -> None:
    """Raise Refused unless each chunk, and the trailer, has its signature and the body its declared length."""
    with _from_start(request.body) as body:
        previous, length = signature.signature, 0
        while True:
            size, given = _chunk_line(body, form)
            hashed = _chunk(body, size)
            if given is not None:
                if not matches(key, _chunk_text(signature, previous, hashed), given):
                    raise Refused(Reason.MISMATCH)
                previous = given
            length += size
            if size == 0:
                break
        if request.header("x-amz-decoded-content-length") != str(length):
            raise Refused(Reason.BODY_INCOMPLETE)
        _check_trailer(request, signature, form, key, previous)


@contextmanager
def _from_start(body: BinaryIO) -> Iterator[BinaryIO]:
    before = body.tell()
    body.seek(0)
    try:
        yield body
    finally:
        body.seek(before)


def _chunk_line(body: BinaryIO, form: Chunked) -> tuple[int, str | None]:
    line = body.readline(LONGEST_LINE)
    if not line:
        raise Refused(Reason.BODY_INCOMPLETE)
    found = (_UNSIGNED if form is Chunked.UNSIGNED_TRAILER else _SIGNED).fullmatch(line)
    if found is None:
        raise Refused(Reason.CHUNK_MALFORMED)
    return int(found[1], 16), None if form is Chunked.UNSIGNED_TRAILER else found[2].decode()


def _chunk(body: BinaryIO, size: int) -> str:
    """Read a chunk and the line break behind it, and return its hash; the last chunk has no content."""
    hashed, left = sha256(), size
    while left:
        block = body.read(min(left, BLOCK))
        if not block:
            raise Refused(Reason.BODY_INCOMPLETE)
        hashed.update(block)
        left -= len(block)
    if size and body.read(2) != b"\r\n":
        raise Refused(Reason.BODY_INCOMPLETE)
    return hashed.hexdigest()


def _chunk_text(signature: SignatureV4, previous: str, hashed: str) -> str:
    lines = ("AWS4-HMAC-SHA256-PAYLOAD", signature.date, str(signature.scope), previous, EMPTY, hashed)
    return "\n".join(lines)


def _check_trailer(request: HttpRequest, signature: SignatureV4, form: Chunked, key: bytes, previous: str) -> None:
    """Check what comes after the last chunk: nothing, or the headers that x-amz-trailer names and their signature."""
    trailer: dict[str, str] = {}
    while line := request.body.readline(LONGEST_LINE):
        if line == b"\r\n":
            continue
        found = _TRAILER.fullmatch(line)
        name = "" if found is None else found[1].decode().lower()
        if found is None or name in trailer:
            raise Refused(Reason.TRAILER_MALFORMED)
        trailer[name] = found[2].decode("latin-1").strip()
    given = trailer.pop(_TRAILER_SIGNATURE, None)
    declared = request.header("x-amz-trailer") or ""
    if set(trailer) != {name.strip().lower() for name in declared.split(",") if name.strip()}:
        raise Refused(Reason.TRAILER_MALFORMED)
    if form is Chunked.SIGNED_TRAILER:
        hashed = sha256(
            "".join(f"{name}:{value}\n" for name, value in sorted(trailer.items())).encode("latin-1")
        ).hexdigest()
        text = "\n".join(("AWS4-HMAC-SHA256-TRAILER", signature.date, str(signature.scope), previous, hashed))
        if given is None or not matches(key, text, given):
            raise Refused(Reason.MISMATCH)
    elif given is not None:
        raise Refused(Reason.TRAILER_MALFORMED)
