"""Signature Version 2 of S3, by boto3's presigned URLs and by header."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import boto3
import pytest

from sandbox.emulated.caller import Proof
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.authentication.refused import Reason
from sandbox.gateway.authentication.verification import Endpoint
from tests.sandbox.gateway.authentication.signed import (
    REGIONS,
    SESSION,
    USER,
    Request,
    Sent,
    now,
    refusal,
    signed,
    verified,
)

S3 = Endpoint("s3", REGIONS, s3=True)
PUT = Request("PUT", "http://127.0.0.1:4566/b/k?partNumber=1&uploadId=u", b"x", {"x-amz-meta-a": "b"}, "s3")


def presigned(key: AccessKey, operation: str = "get_object", **parameters: str) -> Sent:
    """Return what boto3 presigns in us-east-1 by default."""
    client = boto3.client(
        "s3",
        region_name="us-east-1",
        endpoint_url="http://127.0.0.1:4566",
        aws_access_key_id=key.caller.access_key,
        aws_secret_access_key=key.secret,
        aws_session_token=key.token,
    )
    given = {"Bucket": "bucket", "Key": "a b+c;ü", **parameters}
    parts = urlsplit(client.generate_presigned_url(operation, given, ExpiresIn=60))
    client.close()
    assert "AWSAccessKeyId=" in parts.query
    return Sent(
        "PUT" if operation.startswith("put") else "GET", f"{parts.path}?{parts.query}", (("Host", parts.netloc),)
    )


@pytest.mark.parametrize("key", [USER, SESSION], ids=["user", "session"])
def test_what_boto3_presigns_is_accepted_until_it_expires(key: AccessKey):
    sent = presigned(key, ResponseContentType="text/plain", VersionId="v")
    found = verified(sent, S3)
    assert found.caller == replace(key.caller, proof=Proof.PRESIGNED_URL)
    assert str(found.authorization).startswith(f"AWS {key.caller.access_key}:")
    assert refusal(sent, S3, now() + 62).reason is Reason.URL_EXPIRED


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("/bucket/", "/bucket2/", Reason.MISMATCH),
        ("?", "?acl&", Reason.MISMATCH),
        ("?", "?encryption&", Reason.MISMATCH),
        ("?", "?x-amz-acl=public-read&", Reason.MISMATCH),
        ("Expires=", "Expires=9", Reason.MISMATCH),
        ("Expires=", "Expires=x", Reason.MISMATCH),
        ("Expires=", "Expires=9&Expires=", Reason.QUERY_REPEATED),
        ("Expires=", "XExpires=", Reason.QUERY_V2_INCOMPLETE),
        ("Signature=", "X-Signature=", Reason.QUERY_V2_INCOMPLETE),
        ("AWSAccessKeyId=LKIAALICE", "AWSAccessKeyId=LKIABOB", Reason.UNKNOWN_KEY),
        ("Signature=", "Signature=A", Reason.MISMATCH),
    ],
)
def test_a_changed_url_is_refused(old: str, new: str, reason: Reason):
    sent = presigned(USER)
    assert old in sent.target
    assert refusal(replace(sent, target=sent.target.replace(old, new, 1)), S3).reason is reason


def test_an_added_or_changed_header_is_refused():
    sent = presigned(USER, "put_object", ContentType="text/plain")
    verified(sent, S3)
    verified(sent.with_header("Content-Type", "text/plain"), S3)
    assert refusal(sent.with_header("Content-Type", "text/html"), S3).reason is Reason.MISMATCH
    assert refusal(sent.with_header("x-amz-acl", "public-read"), S3).reason is Reason.MISMATCH


def test_a_header_signature_is_accepted_within_a_quarter_of_an_hour():
    sent = signed(PUT, SESSION, old=True)
    assert verified(sent, S3).caller.proof is Proof.HEADER
    assert refusal(sent, S3, now() + 905).reason is Reason.TOO_OLD
    assert refusal(sent.without_header("Date"), S3).reason is Reason.DATE_MISSING
    assert refusal(sent.without_header("x-amz-security-token"), S3).reason is Reason.UNKNOWN_KEY
    assert refusal(replace(sent, target="/b/k?partNumber=2&uploadId=u"), S3).reason is Reason.MISMATCH
    assert refusal(sent.with_header("Authorization", "AWS LKIAALICE"), S3).reason is Reason.INCOMPLETE


@pytest.mark.parametrize("in_query", [True, False])
def test_other_services_refuse_the_version_by_name(in_query: bool):
    text = "Action=ListUsers&AWSAccessKeyId=LKIAALICE&SignatureVersion=2&SignatureMethod=HmacSHA256&Signature=x"
    headers = (("Host", "127.0.0.1:4566"), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"))
    sent = Sent("GET", f"/?{text}", headers) if in_query else Sent("POST", "/", headers, text.encode())
    found = refusal(sent, Request().endpoint)
    assert (found.reason, found.fields) == (Reason.UNSUPPORTED, {"algorithm": "Signature Version 2"})


def test_the_bucket_may_be_in_the_host_name():
    sent = signed(replace(PUT, url="http://127.0.0.1:4566/b/k"), old=True)
    hosted = replace(sent, target="/k").with_header("Host", "b.s3.localhost.localstack.cloud:4566")
    verified(hosted, S3)
    assert refusal(hosted.with_header("Host", "c.s3.localhost.localstack.cloud:4566"), S3).reason is Reason.MISMATCH
