"""Read a Signature Version 4 from an Authorization header or from the query of a presigned URL. Pure.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sandbox.gateway.authentication.http_request import HttpRequest
from sandbox.gateway.authentication.refused import Reason, Refused

ALGORITHM = "AWS4-HMAC-SHA256"
ASYMMETRIC = "AWS4-ECDSA-P256-SHA256"
"""Signature Version 4A, which needs the public key of a caller: not verified here."""

TERMINATOR = "aws4_request"
DATE_PATTERN = "%Y%m%dT%H%M%SZ"
WEEK = 7 * 24 * 3600
"""Longest validity of a presigned URL, in seconds."""

_TIME = re.compile(r"\d{8}T\d{6}Z")
_SIGNATURE = re.compile(r"[0-9a-f]{64}")
_HEADER_NAMES = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:;[!#$%&'*+.^_`|~0-9A-Za-z-]+)*")
_PARTS = ("Credential", "SignedHeaders", "Signature")
_QUERY = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature")
_EXPIRES, _TOKEN = "X-Amz-Expires", "X-Amz-Security-Token"


@dataclass(frozen=True)
class Scope:
    """The credential scope: what a signing key is for."""

    date: str
    region: str
    service: str
    terminator: str

    def __str__(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/{self.terminator}"


@dataclass(frozen=True)
class SignatureV4:
    """A signature and how it was made."""

    access_key: str
    scope: Scope
    signed_headers: tuple[str, ...]
    """Lower case, in the order given."""
    signature: str
    date: str
    """Time of the request in ISO 8601 basic format, which the string to sign repeats."""
    time: int
    """The same in seconds since the epoch."""
    token: str | None
    """Session token."""
    presigned: bool = False
    expires: int | None = None
    """Seconds for which a presigned URL is valid; None where it does not say so."""


def has_query_signature(request: HttpRequest) -> bool:
    """Return whether the query holds any part of a Signature Version 4."""
    return bool(request.query) and any(name in _QUERY or name == _EXPIRES for name, _ in request.parameters)


def from_header(request: HttpRequest, header: str) -> SignatureV4:
    """Return the signature of an Authorization header whose algorithm is AWS4-HMAC-SHA256."""
    parts: dict[str, str] = {}
    for piece in header[len(ALGORITHM) :].split(","):
        name, equals, value = piece.strip().partition("=")
        if not equals or name not in _PARTS or name in parts:
            raise Refused(Reason.NOT_A_PAIR, piece=piece.strip(), header=header)
        parts[name] = value.strip()
    if missing := tuple(name for name in _PARTS if not parts.get(name)):
        raise Refused(Reason.INCOMPLETE, missing=missing, header=header)
    date = request.header("x-amz-date") or request.header("date")
    if date is None:
        raise Refused(Reason.DATE_MISSING, header=header)
    text, time = read_time(date)
    access_key, scope = read_credential(parts["Credential"], presigned=False)
    names = _names(parts["SignedHeaders"])
    return SignatureV4(
        access_key,
        scope,
        names,
        _signature(parts["Signature"]),
        text,
        time,
        request.header("x-amz-security-token"),
    )


def from_query(request: HttpRequest) -> SignatureV4:
    """Return the signature of a presigned URL."""
    given: dict[str, str] = {}
    for name, value in request.parameters:
        if name in _QUERY or name in {_EXPIRES, _TOKEN}:
            if name in given:
                raise Refused(Reason.QUERY_REPEATED, name=name)
            given[name] = value
    if (algorithm := given.get("X-Amz-Algorithm") or ALGORITHM) != ALGORITHM:
        raise Refused(Reason.UNSUPPORTED, algorithm=algorithm)
    if any(not given.get(name) for name in _QUERY):
        raise Refused(Reason.QUERY_INCOMPLETE)
    if not _TIME.fullmatch(given["X-Amz-Date"]):
        raise Refused(Reason.DATE_MALFORMED, date=given["X-Amz-Date"])
    text, time = read_time(given["X-Amz-Date"])
    access_key, scope = read_credential(given["X-Amz-Credential"], presigned=True)
    names = _names(given["X-Amz-SignedHeaders"])
    return SignatureV4(
        access_key,
        scope,
        names,
        _signature(given["X-Amz-Signature"]),
        text,
        time,
        given.get(_TOKEN) or request.header("x-amz-security-token"),
        presigned=True,
        expires=_expires(given.get(_EXPIRES)),
    )


def read_credential(text: str, *, presigned: bool) -> tuple[str, Scope]:
    """Return the access key and the scope of a credential."""
    elements = text.split("/")
    if len(elements) != 5 or not all(elements):  # noqa: PLR2004 - key, date, Region, service, terminator
        raise Refused(Reason.CREDENTIAL, credential=text, presigned=presigned)
    return elements[0], Scope(*elements[1:])


def _names(text: str) -> tuple[str, ...]:
    """Return the signed headers; a list that no signer makes matches no signature."""
    names = tuple(text.lower().split(";"))
    if not _HEADER_NAMES.fullmatch(text) or len(set(names)) != len(names):
        raise Refused(Reason.MISMATCH)
    return names


def _signature(text: str) -> str:
    if not _SIGNATURE.fullmatch(text):
        raise Refused(Reason.MISMATCH)
    return text


def read_time(text: str) -> tuple[str, int]:
    """Return a time in ISO 8601 basic format and in seconds; the Date header may have the format of HTTP."""
    try:
        if _TIME.fullmatch(text):
            return text, int(datetime.fromisoformat(text).timestamp())
        parsed = parsedate_to_datetime(text)
        parsed = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
        return parsed.strftime(DATE_PATTERN), int(parsed.timestamp())
    except (ValueError, TypeError, OverflowError):
        raise Refused(Reason.DATE_MALFORMED, date=text) from None


def _expires(text: str | None) -> int | None:
    if text is None:
        return None
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused(Reason.EXPIRES_NOT_A_NUMBER)
    if text.startswith("-"):
        raise Refused(Reason.EXPIRES_NEGATIVE)
    if len(digits) > len(str(WEEK)) or int(digits) > WEEK:
        raise Refused(Reason.EXPIRES_TOO_LONG)
    return int(digits)
