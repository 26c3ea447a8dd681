"""Uploads in chunks: the examples of Amazon S3's reference, and forgeries of them."""

from __future__ import annotations

from calendar import timegm
from dataclasses import dataclass, replace

import pytest

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.verification import Endpoint, verify
from tests.sandbox.gateway.authentication.signed import (
    Request,
    Sent,
    refusal,
    signed_with_payload,
    verified,
)

KEY = AccessKey(Caller(CallerKind.USER, access_key="AKIAIOSFODNN7EXAMPLE"), "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
"""The key of the examples in Amazon S3's reference."""

MAY_2013 = timegm((2013, 5, 24, 0, 0, 0))
S3 = Endpoint("s3", frozenset({"us-east-1"}), s3=True)
A64, A1 = b"a" * 65536, b"a" * 1024


@dataclass(frozen=True)
class Example:
    """An upload of "a" 66,560 times, in a chunk of 64 KB and one of 1 KB."""

    payload: str
    seed: str
    chunks: tuple[str | None, str | None, str | None]
    trailer: bytes = b""
    more: tuple[tuple[str, str], ...] = ()

    def body(self) -> bytes:
        lines = []
        for content, signature in zip((A64, A1, b""), self.chunks, strict=True):
            signed = f";chunk-signature={signature}" if signature else ""
            lines.append(f"{len(content):x}{signed}\r\n".encode() + content + (b"\r\n" if content else b""))
        return b"".join(lines) + (self.trailer or b"\r\n")

    def sent(self) -> Sent:
        names = sorted(
            ["content-encoding", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-decoded-content-length"]
            + ["x-amz-storage-class", *(name for name, _ in self.more)]
            + (["content-length"] if not self.more else [])
        )
        authorization = (
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            f"SignedHeaders={';'.join(names)},Signature={self.seed}"
        )
        headers = (
            ("Host", "s3.amazonaws.com"),
            ("x-amz-date", "20130524T000000Z"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("Authorization", authorization),
            ("x-amz-content-sha256", self.payload),
            ("Content-Encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "66560"),
            ("Content-Length", "66824"),
            *self.more,
        )
        return Sent("PUT", "/examplebucket/chunkObject.txt", headers, self.body())


SIGNED = Example(
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
    (
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ),
)
TRAILER = Example(
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
    (
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ),
    b"x-amz-checksum-crc32c:sOO8/Q==\n"
    b"x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
    (("x-amz-trailer", "x-amz-checksum-crc32c"),),
)


def check(sent: Sent) -> None:
    verify(sent.received(), S3, lambda _id, _region: KEY, MAY_2013)


def reason(sent: Sent) -> Reason:
    with pytest.raises(Refused) as refused:
        check(sent)
    return refused.value.reason


@pytest.mark.parametrize("example", [SIGNED, TRAILER], ids=["signed", "trailer"])
def test_the_example_of_amazon_s3_is_accepted(example: Example):
    check(example.sent())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (A1, b"b" * 1024, Reason.MISMATCH),
        (b"400;", b"0400;", None),
        (b"400;", b"0x400;", Reason.CHUNK_MALFORMED),
        (b"400;", b"+400;", Reason.CHUNK_MALFORMED),
        (b"400;", b" 400;", Reason.CHUNK_MALFORMED),
        (b"400;", b"401;", Reason.BODY_INCOMPLETE),
        (b"400;", b"fffffff;", Reason.BODY_INCOMPLETE),
        (b"400;chunk-signature=", b"400;signature=", Reason.CHUNK_MALFORMED),
        (
            b";chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            b"",
            Reason.CHUNK_MALFORMED,
        ),
        (b"=0055", b"=1055", Reason.MISMATCH),
        (b"0;chunk-signature=b6c6", b"0;chunk-signature=a6c6", Reason.MISMATCH),
        (b"b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n", b"", Reason.CHUNK_MALFORMED),
    ],
)
def test_a_changed_chunk_is_refused(old: bytes, new: bytes, expected: Reason | None):
    sent = SIGNED.sent()
    assert old in sent.body
    changed = replace(sent, body=sent.body.replace(old, new))
    if expected is None:
        check(changed)
    else:
        assert reason(changed) is expected


@pytest.mark.parametrize(
    "tail", [b"x", b"x-amz-meta-a:b\r\n\r\n", b"5\r\nhello\r\n", b"x-amz-trailer-signature:" + b"0" * 64 + b"\r\n"]
)
@pytest.mark.parametrize("example", [SIGNED, TRAILER], ids=["signed", "trailer"])
def test_what_comes_after_the_last_chunk_is_no_part_of_the_upload(example: Example, tail: bytes):
    sent = example.sent()
    assert reason(replace(sent, body=sent.body + tail)) in {Reason.TRAILER_MALFORMED, Reason.MISMATCH}


def test_chunks_in_another_order_are_refused():
    lines = SIGNED.body()
    first, second = lines.index(b"10000;"), lines.index(b"400;")
    last = lines.index(b"0;chunk-signature=b6c6")
    swapped = lines[second:last] + lines[first:second] + lines[last:]
    assert reason(replace(SIGNED.sent(), body=swapped)) is Reason.MISMATCH
    without_second = lines[:second] + lines[last:]
    assert reason(replace(SIGNED.sent(), body=without_second)) is Reason.MISMATCH


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"sOO8", b"tOO8", Reason.MISMATCH),
        (b"x-amz-checksum-crc32c:", b"x-amz-checksum-sha256:", Reason.TRAILER_MALFORMED),
        (b"x-amz-trailer-signature:d8", b"x-amz-trailer-signature:e8", Reason.MISMATCH),
        (b"x-amz-trailer-signature:", b"x-amz-signature:", Reason.TRAILER_MALFORMED),
        (b"x-amz-checksum-crc32c:sOO8/Q==\n", b"", Reason.TRAILER_MALFORMED),
        (b"x-amz-checksum-crc32c:sOO8/Q==\n", b"x-amz-checksum-crc32c:sOO8/Q==\n" * 2, Reason.TRAILER_MALFORMED),
    ],
)
def test_a_changed_trailer_is_refused(old: bytes, new: bytes, expected: Reason):
    sent = TRAILER.sent()
    assert old in sent.body
    assert reason(replace(sent, body=sent.body.replace(old, new))) is expected


def test_a_trailer_without_signature_is_refused():
    sent = TRAILER.sent()
    cut = sent.body.index(b"x-amz-trailer-signature")
    assert reason(replace(sent, body=sent.body[:cut] + b"\r\n")) is Reason.MISMATCH


def test_a_truncated_body_is_refused():
    sent = SIGNED.sent()
    for length in (0, 10, 1000, len(sent.body) - 1200, len(sent.body) - 200):
        assert reason(replace(sent, body=sent.body[:length])) in {Reason.BODY_INCOMPLETE, Reason.CHUNK_MALFORMED}


def test_an_unsigned_body_with_a_trailer_has_its_declared_length_and_trailer():
    """The header signs that chunks are not signed; what the trailer may hold is signed with it."""
    request = Request("PUT", "http://127.0.0.1:4566/b/k", b"", {}, "s3")
    headers = {
        "content-encoding": "aws-chunked",
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc32",
    }
    body = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
    sent = replace(signed_with_payload(request, headers, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), body=body)
    verified(sent, request.endpoint)
    for other, expected in [
        (body.replace(b"5\r\nhello", b"6\r\nhello!"), Reason.BODY_INCOMPLETE),
        (body.replace(b"x-amz-checksum-crc32:", b"x-amz-checksum-sha1:"), Reason.TRAILER_MALFORMED),
        (body.replace(b"5\r\n", b"5;chunk-signature=0\r\n"), Reason.CHUNK_MALFORMED),
    ]:
        assert refusal(replace(sent, body=other), request.endpoint).reason is expected


def test_chunks_may_not_be_unsigned_where_the_header_declares_them_signed():
    unsigned = replace(SIGNED, chunks=(None, None, None)).sent()
    assert reason(unsigned) is Reason.CHUNK_MALFORMED
    header = unsigned.with_header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
    assert reason(header) is Reason.MISMATCH
