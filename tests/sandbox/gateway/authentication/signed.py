"""Requests signed by botocore, as the gateway receives them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import HmacV1Auth, S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.authentication.http_request import HttpRequest
from sandbox.gateway.authentication.refused import Refused
from sandbox.gateway.authentication.verification import Endpoint, Verified, verify

REGIONS = frozenset({"us-east-1", "eu-central-1"})
USER = AccessKey(
    Caller(CallerKind.USER, "111111111111", "arn:aws:iam::111111111111:user/alice", "LKIAALICE"), "alice's"
)
SESSION = AccessKey(
    Caller(CallerKind.ROLE_SESSION, "222222222222", "arn:aws:sts::222222222222:assumed-role/r/s", "LSIASESSION"),
    "session's",
    "session-token",
    datetime(2100, 1, 1, tzinfo=UTC).timestamp(),
)
ADMINISTRATOR = AccessKey(Caller(CallerKind.ADMINISTRATOR, "333333333333", access_key="333333333333"), None)
KEYS = {str(key.caller.access_key): key for key in (USER, SESSION, ADMINISTRATOR)}


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the network."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def received(self) -> HttpRequest:
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers]
        return HttpRequest.of(self.method, self.target.encode("latin-1"), raw, BytesIO(self.body))

    def with_header(self, name: str, value: str) -> Sent:
        """Replace a header, whatever its case, or add it."""
        kept = tuple(header for header in self.headers if header[0].lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)))

    def without_header(self, name: str) -> Sent:
        return replace(self, headers=tuple(header for header in self.headers if header[0].lower() != name.lower()))

    def header(self, name: str) -> str:
        return next(value for key, value in self.headers if key.lower() == name.lower())


@dataclass(frozen=True)
class Request:
    """What to sign."""

    method: str = "POST"
    url: str = "http://127.0.0.1:4566/"
    body: bytes = b"Action=ListUsers&Version=2010-05-08"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/x-www-form-urlencoded"})
    service: str = "iam"
    region: str = "us-east-1"

    @property
    def s3(self) -> bool:
        return self.service == "s3"

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(self.service, REGIONS, self.s3)


def credentials(key: AccessKey) -> Credentials:
    return Credentials(key.caller.access_key, key.secret or "any", key.token)


def signed(request: Request, key: AccessKey = USER, *, expires: int | None = None, old: bool = False) -> Sent:
    """Sign by an Authorization header, or with `expires` by a presigned URL; `old` is Signature Version 2."""
    made = AWSRequest(request.method, request.url, dict(request.headers), request.body)
    if expires is not None:
        made.data = b""
        if request.service in {"iam", "ec2"}:
            made.url += f"?{request.body.decode()}"
    signer: Any
    if old:
        signer = HmacV1Auth(credentials(key))
    elif expires is None:
        signer = (S3SigV4Auth if request.s3 else SigV4Auth)(credentials(key), request.service, request.region)
    else:
        query = S3SigV4QueryAuth if request.s3 else SigV4QueryAuth
        signer = query(credentials(key), request.service, request.region, expires)
    signer.add_auth(made)
    return sent(made, request.body if expires is None else b"")


def signed_with_payload(request: Request, headers: dict[str, str], payload: str, key: AccessKey = USER) -> Sent:
    """Sign a request of S3 whose x-amz-content-sha256 is given."""
    made = AWSRequest(request.method, request.url, request.headers | headers, request.body)
    signer = S3SigV4Auth(credentials(key), request.service, request.region)
    signer.payload = lambda _request: payload
    signer.add_auth(made)
    return sent(made, request.body)


def signed_in_chunks(
    request: Request, chunks: tuple[bytes, ...], key: AccessKey = USER, trailer: tuple[str, str] | None = None
) -> Sent:
    """Sign an upload in chunks, as Amazon S3's reference describes it."""
    payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" + ("-TRAILER" if trailer else "")
    headers = {"content-encoding": "aws-chunked", "x-amz-decoded-content-length": str(sum(map(len, chunks)))}
    if trailer:
        headers["x-amz-trailer"] = trailer[0]
    made = signed_with_payload(request, headers, payload, key)
    credential, _, rest = made.header("Authorization").partition("Credential=")[2].partition(", ")
    scope, previous, date = credential.partition("/")[2], rest.rpartition("=")[2], made.header("X-Amz-Date")
    derived = f"AWS4{key.secret}".encode()
    for part in scope.split("/"):
        derived = hmac.digest(derived, part.encode(), "sha256")

    def sign(kind: str, *hashes: str) -> str:
        lines = "\n".join((f"AWS4-HMAC-SHA256-{kind}", date, scope, previous, *hashes))
        return hmac.digest(derived, lines.encode(), "sha256").hex()

    body = b""
    for chunk in (*chunks, b""):
        previous = sign("PAYLOAD", sha256(b"").hexdigest(), sha256(chunk).hexdigest())
        body += f"{len(chunk):x};chunk-signature={previous}\r\n".encode() + chunk + (b"\r\n" if chunk else b"")
    if trailer:
        line = ":".join(trailer)
        signature = sign("TRAILER", sha256(f"{line}\n".encode()).hexdigest())
        body += f"{line}\r\nx-amz-trailer-signature:{signature}\r\n".encode()
    return replace(made, body=body + b"\r\n")


def sent(made: AWSRequest, body: bytes) -> Sent:
    parts = urlsplit(made.url)
    prepared = made.prepare()
    headers = [
        (str(name), value.decode() if isinstance(value, bytes) else str(value))
        for name, value in prepared.headers.items()
    ]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.append(("Host", parts.netloc))
    target = urlsplit(prepared.url)
    return Sent(made.method, f"{target.path or '/'}{'?' + target.query if target.query else ''}", tuple(headers), body)


def now() -> float:
    return datetime.now(UTC).timestamp()


def verified(sent: Sent, endpoint: Endpoint, at: float | None = None) -> Verified:
    return verify(sent.received(), endpoint, lambda key, _region: KEYS.get(key), now() if at is None else at)


def refusal(sent: Sent, endpoint: Endpoint, at: float | None = None) -> Refused:
    try:
        accepted = verified(sent, endpoint, at)
    except Refused as refused:
        return refused
    raise AssertionError(f"accepted: {accepted}")
