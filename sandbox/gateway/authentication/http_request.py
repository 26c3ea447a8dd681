"""A request as it came over the network, before anything decoded or changed it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO
from urllib.parse import unquote_plus

BLOCK = 1 << 20
"""Bytes of a body that are read in one step."""

LONGEST_FORM = 1 << 20
"""Bytes of a form that is searched for a signature; no query operation accepts more."""

type Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HttpRequest:
    """A request line, its headers by lower-case name in order of arrival, and its body."""

    method: str
    path: str
    """Still percent-encoded; latin-1, as all text here, so that every byte has a character."""
    query: str
    """Still percent-encoded; without the question mark."""
    headers: Mapping[str, tuple[str, ...]]
    body: BinaryIO = field(default_factory=BytesIO)
    """Seekable; every function here leaves its position as it was."""

    @classmethod
    def of(
        cls, method: str, target: bytes, headers: Iterable[tuple[bytes, bytes]], body: BinaryIO | None = None
    ) -> HttpRequest:
        """Return the request of a request target, in origin or absolute form, and raw headers."""
        path, _, query = target.decode("latin-1").partition("?")
        if not path.startswith("/"):
            path = f"/{path.partition('://')[2].partition('/')[2]}"
        named: dict[str, tuple[str, ...]] = {}
        for raw_name, value in headers:
            name = raw_name.decode("latin-1").lower()
            named[name] = (*named.get(name, ()), value.decode("latin-1"))
        return cls(method.upper(), path, query, named, body or BytesIO())

    def header(self, name: str) -> str | None:
        """Return the value of a header, its repetitions joined by commas; None where it is absent."""
        values = self.headers.get(name)
        return None if values is None else ",".join(values)

    @cached_property
    def parameters(self) -> Parameters:
        """The decoded query parameters, in order."""
        return _pairs(self.query)


def form_fields(request: HttpRequest) -> Parameters:
    """Return the decoded fields of a form in the body; none of a body that is too long for a form."""
    before = request.body.tell()
    request.body.seek(0)
    text = request.body.read(LONGEST_FORM + 1)
    request.body.seek(before)
    return _pairs(text.decode("latin-1")) if len(text) <= LONGEST_FORM else ()


def _pairs(text: str) -> Parameters:
    pieces = (piece.partition("=") for piece in text.split("&") if piece)
    return tuple((decoded(name), decoded(value)) for name, _, value in pieces)


def decoded(text: str) -> str:
    """Return a query text as the services read it: a plus is a space; latin-1, so that no byte is lost."""
    return unquote_plus(text, "latin-1") if "%" in text or "+" in text else text


def body_sha256(body: BinaryIO) -> str:
    """Return the hash of a body in hexadecimal, leaving its position as it was."""
    before = body.tell()
    body.seek(0)
    hashed = sha256()
    while block := body.read(BLOCK):
        hashed.update(block)
    body.seek(before)
    return hashed.hexdigest()
