"""Until when a signature is accepted. Pure.

AWS accepts the same signed request again while its time is within the service's allowance or, for a presigned URL,
until it expires; so does this. The allowances are those that AWS's error messages name ("- 5 min.").
"""

from __future__ import annotations

import time

from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.signature_v4 import SignatureV4

MINUTES = 5
"""Difference between the clocks of caller and service that most services allow."""

MORE_MINUTES = {"s3": 15, "sts": 15, "iam": 15, "ec2": 15, "sns": 15, "sqs": 15, "ecr": 15}
"""The services with another allowance, by signing name."""

URL_MINUTES = 15
"""Validity of a presigned URL that names none; only S3 requires it."""


def check_time(signature: SignatureV4, service: str, now: float) -> None:
    """Raise Refused for a request of another time; `service` is the signing name."""
    if not signature.presigned:
        check_skew(signature.date, signature.time, service, now)
        return
    minutes = MORE_MINUTES.get(service, MINUTES)
    if signature.time > now + minutes * 60:
        _refuse(Reason.NOT_YET, signature.date, now, now + minutes * 60, minutes)
    seconds = URL_MINUTES * 60 if signature.expires is None else signature.expires
    end = signature.time + seconds
    if now > end:
        raise Refused(
            Reason.URL_EXPIRED, seconds=seconds, expires=iso(end), now=iso(now), end=basic(end), server=basic(now)
        )


def check_skew(date: str, seconds: int, service: str, now: float) -> None:
    """Raise Refused where the request's time, as a text and in seconds, is too far from now."""
    minutes = MORE_MINUTES.get(service, MINUTES)
    allowed = minutes * 60
    if seconds < now - allowed:
        _refuse(Reason.TOO_OLD, date, now, now - allowed, minutes)
    if seconds > now + allowed:
        _refuse(Reason.NOT_YET, date, now, now + allowed, minutes)


def _refuse(reason: Reason, date: str, now: float, limit: float, minutes: int) -> None:
    raise Refused(reason, time=date, limit=basic(limit), now=basic(now), minutes=minutes, server=iso(now))


def basic(seconds: float) -> str:
    """Return a time in ISO 8601 basic format."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))


def iso(seconds: float) -> str:
    """Return a time in ISO 8601 extended format."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
