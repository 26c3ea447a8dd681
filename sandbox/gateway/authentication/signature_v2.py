"""Signature Version 2 of S3, by which boto3 still presigns URLs in older Regions; of others, only its presence. Pure.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote

from sandbox.gateway.authentication.clock import basic, check_skew, iso
from sandbox.gateway.authentication.http_request import HttpRequest, form_fields
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.signature_v4 import read_time

SCHEME = "AWS "
_QUERY = ("AWSAccessKeyId", "Signature", "Expires")
_SUBRESOURCES = frozenset(
    (  # noqa: SIM905 - as a list it would have a line for each
        "abac accelerate acl analytics annotation attributes cors defaultObjectAcl delete encryption "
        "intelligent-tiering inventory legal-hold lifecycle location logging metadataAnnotationTable "
        "metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable metrics notification "
        "object-lock ownershipControls partNumber policy policyStatus publicAccessBlock renameObject replication "
        "requestPayment response-cache-control response-content-disposition response-content-encoding "
        "response-content-language response-content-type response-expires restore retention select select-type "
        "session storageClass tagging torrent uploadId uploads versionId versioning versions website"
    ).split()
)
"""Query parameters that are signed: those of botocore, and the subresources that came after this signature version."""

_AMZ = "x-amz-"


@dataclass(frozen=True)
class SignatureV2:
    """A signature and the key that made it."""

    access_key: str
    signature: str
    text: str
    """The string to sign."""
    token: str | None
    presigned: bool


def has_query_signature(request: HttpRequest) -> bool:
    """Return whether the query holds any part of a Signature Version 2; `Expires` alone is none."""
    return bool(request.query) and any(name in _QUERY[:2] for name, _ in request.parameters)


def is_in_form(request: HttpRequest) -> bool:
    """Return whether the query, or the form in the body, holds a signature of other services' version 2."""
    names = {name for name, _ in request.parameters}
    if (request.header("content-type") or "").lower().startswith("application/x-www-form-urlencoded"):
        names |= {name for name, _ in form_fields(request)}
    return names.issuperset(("AWSAccessKeyId", "Signature"))


def from_header(request: HttpRequest, header: str) -> SignatureV2:
    """Return the signature of an Authorization header."""
    access_key, colon, signature = header.removeprefix(SCHEME).partition(":")
    if not colon or not access_key or "/" in access_key:
        raise Refused(Reason.INCOMPLETE, missing=("Signature",), header=header)
    date = "" if request.header("x-amz-date") is not None else request.header("date") or ""
    token = request.header("x-amz-security-token")
    return SignatureV2(access_key, signature, _text(request, date, {}), token, presigned=False)


def from_query(request: HttpRequest, now: float) -> SignatureV2:
    """Return the signature of a presigned URL that is still valid."""
    given: dict[str, str] = {}
    for name, value in request.parameters:
        if name in {*_QUERY} or name.lower().startswith(_AMZ) or name in {"content-type", "content-md5"}:
            if name in given:
                raise Refused(Reason.QUERY_REPEATED, name=name)
            given[name] = value
    if any(not given.get(name) for name in _QUERY):
        raise Refused(Reason.QUERY_V2_INCOMPLETE)
    expires = given["Expires"]
    if not (expires.isascii() and expires.isdigit()):
        raise Refused(Reason.MISMATCH)
    end = min(int(expires[:12]), 2**33)
    if now > end:
        raise Refused(
            Reason.URL_EXPIRED, expires=iso(end), now=iso(now), seconds=None, end=basic(end), server=basic(now)
        )
    token = given.get("x-amz-security-token") or request.header("x-amz-security-token")
    text = _text(request, expires, given)
    return SignatureV2(given["AWSAccessKeyId"], given["Signature"], text, token, presigned=True)


def check_date(request: HttpRequest, now: float) -> None:
    """Raise Refused for a header signature of another time."""
    given = request.header("x-amz-date") or request.header("date")
    if given is None:
        raise Refused(Reason.DATE_MISSING)
    check_skew(*read_time(given), "s3", now)


def matches(signature: SignatureV2, secret: str) -> bool:
    """Return whether the secret made the signature."""
    made = b64encode(hmac.digest(secret.encode(), signature.text.encode("latin-1"), "sha1"))
    return hmac.compare_digest(made, signature.signature.encode("latin-1", "replace"))


def _text(request: HttpRequest, date: str, parameters: dict[str, str]) -> str:
    """Return the string to sign; a presigned URL may hold as parameters what else are headers."""
    amz = {name: value for name, value in parameters.items() if name.lower().startswith(_AMZ)}
    for name, values in request.headers.items():
        if name.startswith(_AMZ):
            amz[name] = ",".join(value.strip() for value in values)
    standard = (_standard(request, parameters, name) for name in ("content-md5", "content-type"))
    lines = [request.method, *standard, date, *(f"{name}:{value}" for name, value in sorted(amz.items()))]
    return "\n".join([*lines, _resource(request)])


def _standard(request: HttpRequest, parameters: dict[str, str], name: str) -> str:
    given = request.header(name)
    return parameters.get(name, "") if given is None else given.strip()


def _resource(request: HttpRequest) -> str:
    found = sorted((name, value) for name, value in request.parameters if name in _SUBRESOURCES)
    query = "&".join(name if not value else f"{name}={value}" for name, value in found)
    path = f"{_bucket_of_host(request)}{request.path}"
    return f"{path}?{query}" if query else path


def _bucket_of_host(request: HttpRequest) -> str:
    """Return the bucket that the host name begins with, as a path; empty for a path that names it."""
    host = request.header("host") or ""
    bucket = host[:index] if (index := max(host.find(".s3."), host.find(".s3-"))) > 0 else ""
    return f"/{quote(bucket)}" if bucket else ""
