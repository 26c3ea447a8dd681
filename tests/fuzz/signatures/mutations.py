"""Changes of a signed request, as an attacker makes them who has seen it and knows no secret."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.fuzz.signatures.requests import Case
from tests.sandbox.gateway.authentication.signed import SESSION, Sent

type Mutation = Callable[[Sent, random.Random], Sent]

HEADERS = [
    "x-amz-acl",
    "X-Amz-Date",
    "x-amz-security-token",
    "x-amz-copy-source",
    "X-Amz-Target",
    "x-amz-content-sha256",
    "x-amz-decoded-content-length",
    "x-amz-trailer",
    "Host",
    "Content-Type",
    "Content-MD5",
    "Authorization",
    "Range",
]
VALUES = ["", "a", "UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "other.example", "20260101T000000Z", "0"]
PARAMETERS = [
    "acl",
    "policy",
    "encryption",
    "metadataTable",
    "versionId=1",
    "X-Amz-Expires=604800",
    "X-Amz-SignedHeaders=host",
    "X-Amz-Security-Token=t",
    "x-amz-acl=public-read",
    "Action=DeleteUser",
    "%58-Amz-Date=20260101T000000Z",
    "response-content-type=text/html",
]
NOISE = ["%2e%2e/", "../", "./", "/", "%2f", ";", "#", "%00", "%", "+", "%20", " ", "?", "&", "=", "\\", "a", "%C3%BC"]


def _somewhere(text: str, rng: random.Random, change: Callable[[str, int], str]) -> str:
    return change(text, rng.randrange(len(text))) if text else text


def _insert(sent: Sent, rng: random.Random) -> Sent:
    noise = rng.choice(NOISE)
    return replace(sent, target="/" + _somewhere(sent.target[1:] or "x", rng, lambda t, i: t[:i] + noise + t[i:]))


def _remove(sent: Sent, rng: random.Random) -> Sent:
    return replace(sent, target="/" + _somewhere(sent.target[1:], rng, lambda t, i: t[:i] + t[i + 1 :]))


def _change(sent: Sent, rng: random.Random) -> Sent:
    character = rng.choice("abcZ019%-_~/")
    return replace(sent, target="/" + _somewhere(sent.target[1:], rng, lambda t, i: t[:i] + character + t[i + 1 :]))


def _encode(sent: Sent, rng: random.Random) -> Sent:
    def encoded(text: str, index: int) -> str:
        return f"{text[:index]}%{ord(text[index]):02{rng.choice('xX')}}{text[index + 1 :]}"

    return replace(sent, target="/" + _somewhere(sent.target[1:], rng, encoded))


def _add_parameter(sent: Sent, rng: random.Random) -> Sent:
    path, mark, query = sent.target.partition("?")
    pieces = query.split("&") if mark else []
    pieces.insert(rng.randint(0, len(pieces)), rng.choice(PARAMETERS))
    return replace(sent, target=f"{path}?{'&'.join(pieces)}")


def _repeat_parameter(sent: Sent, rng: random.Random) -> Sent:
    path, _, query = sent.target.partition("?")
    pieces = query.split("&")
    return replace(sent, target=f"{path}?{'&'.join([*pieces, rng.choice(pieces)])}")


def _shuffle_parameters(sent: Sent, rng: random.Random) -> Sent:
    path, mark, query = sent.target.partition("?")
    pieces = query.split("&")
    rng.shuffle(pieces)
    return replace(sent, target=f"{path}{mark}{'&'.join(pieces)}")


def _add_header(sent: Sent, rng: random.Random) -> Sent:
    return replace(sent, headers=(*sent.headers, (rng.choice(HEADERS), rng.choice(VALUES))))


def _replace_header(sent: Sent, rng: random.Random) -> Sent:
    return sent.with_header(rng.choice(HEADERS), rng.choice(VALUES))


def _repeat_header(sent: Sent, rng: random.Random) -> Sent:
    return replace(sent, headers=(*sent.headers, rng.choice(sent.headers)))


def _remove_header(sent: Sent, rng: random.Random) -> Sent:
    return sent.without_header(rng.choice(sent.headers)[0])


def _change_header(sent: Sent, rng: random.Random) -> Sent:
    name, value = rng.choice(sent.headers)
    character = rng.choice("aB0 ,;/=-")
    return sent.with_header(name, _somewhere(value or "x", rng, lambda t, i: t[:i] + character + t[i + 1 :]))


def _scope(sent: Sent, rng: random.Random) -> Sent:
    old, new = rng.choice(
        [
            ("us-east-1", "eu-central-1"),
            ("/s3/", "/iam/"),
            ("/iam/", "/sts/"),
            ("aws4_request", "aws4"),
            ("LKIAALICE", "LSIASESSION"),
            ("LSIASESSION", "LKIAALICE"),
            ("LKIAALICE", "333333333333"),
            ("/2026", "/2025"),
            ("SignedHeaders=host;", "SignedHeaders="),
            ("content-type;", ""),
            (";x-amz-date", ""),
        ]
    )
    headers = tuple(
        (name, value.replace(old, new)) if name.lower() == "authorization" else (name, value)
        for name, value in sent.headers
    )
    query_old, query_new = (text.replace("/", "%2F").replace(";", "%3B") for text in (old, new))
    return replace(sent, headers=headers, target=sent.target.replace(query_old, query_new))


def _other_token(sent: Sent, rng: random.Random) -> Sent:
    del rng
    return sent.with_header("x-amz-security-token", str(SESSION.token))


def _method(sent: Sent, rng: random.Random) -> Sent:
    return replace(sent, method=rng.choice(["GET", "PUT", "POST", "DELETE", "HEAD", "get"]))


def _body(sent: Sent, rng: random.Random) -> Sent:
    if not sent.body:
        return replace(sent, body=b"x")
    at = rng.randrange(len(sent.body))
    noise = bytes([rng.choice(b"\r\n;=0a5xZ ")])
    tail = sent.body[at + rng.randint(0, 1) :]
    return replace(sent, body=sent.body[:at] + rng.choice([b"", noise]) + tail)


def _truncate(sent: Sent, rng: random.Random) -> Sent:
    return replace(sent, body=sent.body[: rng.randint(0, len(sent.body))])


def _unsign_chunks(sent: Sent, rng: random.Random) -> Sent:
    del rng
    lines = sent.body.split(b"\r\n")
    return replace(sent, body=b"\r\n".join(line.partition(b";chunk-signature=")[0] for line in lines))


def _add_chunk(sent: Sent, rng: random.Random) -> Sent:
    lines = sent.body.split(b"\r\n")
    lines[rng.randrange(len(lines)) : 0] = rng.choice([[b"1", b"x"], lines[:2], [b"0", b""]])
    return replace(sent, body=b"\r\n".join(lines))


MUTATIONS: tuple[Mutation, ...] = (
    _insert,
    _remove,
    _change,
    _encode,
    _add_parameter,
    _repeat_parameter,
    _shuffle_parameters,
    _add_header,
    _replace_header,
    _repeat_header,
    _remove_header,
    _change_header,
    _scope,
    _other_token,
    _method,
    _body,
    _truncate,
    _unsign_chunks,
    _add_chunk,
)


def mutated(case: Case, seed: int, number: int) -> tuple[Sent, tuple[str, ...]]:
    """Return the request after one to three changes, and their names."""
    rng = random.Random(f"{seed} {number} changes")  # noqa: S311 - no secret
    chosen = rng.choices(MUTATIONS, k=rng.choice([1, 1, 2, 3]))
    sent = case.sent
    for mutation in chosen:
        sent = mutation(sent, rng) if sent.headers else sent
    return sent, tuple(mutation.__name__.strip("_") for mutation in chosen)
