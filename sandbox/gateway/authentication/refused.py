"""Why a request is refused before its permissions matter; the services have their own codes for each. Pure."""

from __future__ import annotations

from enum import Enum, auto


class Reason(Enum):
    """One fault of a request's authentication; the comment names the fields of its message."""

    # form of the Authorization header or of the query parameters
    TWO_MECHANISMS = auto()
    UNSUPPORTED = auto()  # algorithm
    NOT_A_PAIR = auto()  # piece, header
    INCOMPLETE = auto()  # missing (a tuple of parameter names), header
    CREDENTIAL = auto()  # credential
    DATE_MISSING = auto()  # header
    DATE_MALFORMED = auto()  # date
    QUERY_INCOMPLETE = auto()
    QUERY_V2_INCOMPLETE = auto()
    QUERY_REPEATED = auto()  # name
    EXPIRES_NOT_A_NUMBER = auto()
    EXPIRES_NEGATIVE = auto()
    EXPIRES_TOO_LONG = auto()
    # scope of the credential
    SCOPE_DATE = auto()  # given, date, time
    SCOPE_REGION = auto()  # given
    SCOPE_SERVICE = auto()  # given, service
    SCOPE_TERMINATOR = auto()  # given
    # time
    TOO_OLD = auto()  # time, earliest, now, minutes
    NOT_YET = auto()  # time, latest, now, minutes
    URL_EXPIRED = auto()  # expires, now, seconds
    # key and session
    UNKNOWN_KEY = auto()  # access_key
    INVALID_TOKEN = auto()
    EXPIRED_TOKEN = auto()
    # what the signature covers
    HOST_UNSIGNED = auto()
    HEADERS_UNSIGNED = auto()  # names
    MISMATCH = auto()  # access_key, signature, string_to_sign, canonical_request
    HASH_MISSING = auto()
    HASH_INVALID = auto()  # given
    HASH_MISMATCH = auto()  # given, computed
    CHUNK_MALFORMED = auto()
    BODY_INCOMPLETE = auto()
    TRAILER_MALFORMED = auto()
    # forms of S3
    FORM_UNSIGNED = auto()
    FORM_POLICY = auto()
    FORM_FIELD = auto()  # name


class Refused(Exception):
    """A request whose caller is not authenticated."""

    def __init__(self, reason: Reason, **fields: object) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.fields = fields


LONGEST_MESSAGE = 4000
"""Characters of a message that shows what the caller sent."""


def printable(text: str) -> str:
    """Return a text for an error message: XML cannot hold most control characters."""
    text = text[:LONGEST_MESSAGE]
    return text if text.isprintable() else "".join(c if c.isprintable() or c == "\n" else "?" for c in text)
