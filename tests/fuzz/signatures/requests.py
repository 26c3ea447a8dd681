"""Requests signed by botocore, generated from a seed: every protocol, presigned URLs, and S3's uploads in chunks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from botocore.auth import HmacV1QueryAuth
from botocore.awsrequest import AWSRequest

from sandbox.gateway.authentication.access_key import AccessKey
from tests.sandbox.gateway.authentication.signed import (
    SESSION,
    USER,
    Request,
    Sent,
    credentials,
    sent,
    signed,
    signed_in_chunks,
    signed_with_payload,
)

HOST = "http://127.0.0.1:4566"
WORDS = ["a", "b c", "a+b", "a/b", "ü", "a%b", "a;b", "a=b&c", "..", "", "~_-.", "a\\b", "x#y", "?"]


@dataclass(frozen=True)
class Case:
    """A signed request and what made it."""

    kind: str
    request: Request
    key: AccessKey
    sent: Sent


def _parameters(rng: random.Random) -> str:
    return "&".join(
        f"{name}={quote(rng.choice(WORDS), safe='~')}"
        for name in rng.sample(["p", "q", "r", "marker"], rng.randint(0, 3))
    )


def _query(rng: random.Random) -> Request:
    service = rng.choice(["iam", "ec2", "sts", "sns"])
    body = f"Action=Do&Version=2020-01-01&{_parameters(rng)}"
    return Request("POST", f"{HOST}/", body.encode(), {"Content-Type": "application/x-www-form-urlencoded"}, service)


def _json(rng: random.Random) -> Request:
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"Service.{rng.choice(['Get', 'Put'])}"}
    return Request("POST", f"{HOST}/", b'{"Name": "a"}', headers, rng.choice(["kms", "logs", "dynamodb"]))


def _rest(rng: random.Random) -> Request:
    names = "/".join(quote(rng.choice(WORDS) or "n", safe="~").replace("..", "n") for _ in range(rng.randint(1, 3)))
    method = rng.choice(["GET", "PUT", "DELETE"])
    return Request(method, f"{HOST}/v1/{names}?{_parameters(rng)}", b"{}" if method == "PUT" else b"", {}, "lambda")


def _s3(rng: random.Random) -> Request:
    key = "/".join(quote(rng.choice(WORDS), safe="~") for _ in range(rng.randint(1, 3)))
    method = rng.choice(["GET", "PUT", "DELETE"])
    headers = {"x-amz-meta-a": "one  two"} if rng.random() < 0.3 else {}
    return Request(
        method, f"{HOST}/bucket/{key}?{_parameters(rng)}", b"content" if method == "PUT" else b"", headers, "s3"
    )


def _presigned(request: Request, key: AccessKey) -> Sent:
    return signed(request, key, expires=60)


def _presigned_v2(request: Request, key: AccessKey) -> Sent:
    made = AWSRequest(request.method, request.url, dict(request.headers), b"")
    HmacV1QueryAuth(credentials(key), 60).add_auth(made)
    found = sent(made, request.body)
    hoisted = {name.lower() for name in request.headers}
    return replace(found, headers=tuple(each for each in found.headers if each[0].lower() not in {*hoisted, "date"}))


def _chunks(request: Request, key: AccessKey) -> Sent:
    return signed_in_chunks(replace(request, method="PUT", body=b""), (b"first chunk", b"second"), key)


def _trailer(request: Request, key: AccessKey) -> Sent:
    made = replace(request, method="PUT", body=b"")
    return signed_in_chunks(made, (b"first chunk", b"second"), key, ("x-amz-checksum-crc32", "AAAAAA=="))


def _unsigned_payload(request: Request, key: AccessKey) -> Sent:
    return signed_with_payload(request, {}, "UNSIGNED-PAYLOAD", key)


type Maker = tuple[Callable[[random.Random], Request], Callable[[Request, AccessKey], Sent]]

KINDS: dict[str, Maker] = {
    "query": (_query, signed),
    "json": (_json, signed),
    "rest": (_rest, signed),
    "rest presigned": (_rest, _presigned),
    "s3": (_s3, signed),
    "s3 presigned": (_s3, _presigned),
    "s3 presigned v2": (_s3, _presigned_v2),
    "s3 chunks": (_s3, _chunks),
    "s3 chunks and trailer": (_s3, _trailer),
    "s3 unsigned payload": (_s3, _unsigned_payload),
}


def case(seed: int, number: int) -> Case:
    """Return the signed request of a number; the same every time but for its date."""
    rng = random.Random(f"{seed} {number}")  # noqa: S311 - no secret
    kind = rng.choice(list(KINDS))
    make, sign = KINDS[kind]
    request, key = make(rng), rng.choice([USER, SESSION])
    if kind == "rest presigned":
        request = replace(request, body=b"")
    return Case(kind, request, key, sign(request, key))
