"""botocore signs, the gateway verifies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.emulated.caller import ANONYMOUS, CallerKind, Proof
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.verification import verify
from tests.sandbox.gateway.authentication.signed import (
    ADMINISTRATOR,
    SESSION,
    USER,
    Request,
    now,
    refusal,
    signed,
    verified,
)

QUERY = Request()
EC2 = Request(body=b"Action=DescribeVpcs&Version=2016-11-15", service="ec2")
JSON = Request(
    body=b"{}",
    headers={"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "TrentService.ListKeys"},
    service="kms",
)
REST_JSON = Request(
    "GET", "http://127.0.0.1:4566/2015-03-31/functions/a%3Ab/?Marker=a%2Bb%20c&MaxItems=1", b"", {}, "lambda"
)
REST_XML = Request("GET", "http://127.0.0.1:4566/2013-04-01/hostedzone?name=", b"", {}, "route53")
PUT = Request(
    "PUT",
    "http://127.0.0.1:4566/bucket/a%20b/%C3%BC%2B~c?x-id=PutObject",
    b"content",
    {"x-amz-meta-a": "one  two"},
    "s3",
)
LIST = Request("GET", "http://127.0.0.1:4566/bucket?list-type=2&prefix=a%2Fb&delimiter=", b"", {}, "s3")
REQUESTS = [QUERY, EC2, JSON, REST_JSON, REST_XML, PUT, LIST]


@pytest.mark.parametrize("key", [USER, SESSION], ids=["user", "session"])
@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.service)
def test_what_botocore_signs_is_accepted(request_: Request, key: AccessKey):
    found = verified(signed(request_, key), request_.endpoint)
    assert found.caller == replace(key.caller, proof=Proof.HEADER)
    assert found.authorization is None


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.service)
def test_a_presigned_url_is_accepted_until_it_expires(request_: Request):
    sent = signed(request_, SESSION, expires=60)
    found = verified(sent, request_.endpoint)
    assert found.caller == replace(SESSION.caller, proof=Proof.PRESIGNED_URL)
    assert found.authorization is not None
    assert found.authorization.startswith("AWS4-HMAC-SHA256 Credential=LSIASESSION/")
    assert refusal(sent, request_.endpoint, now() + 62).reason is Reason.URL_EXPIRED
    assert refusal(sent, request_.endpoint, now() - 3600).reason is Reason.NOT_YET


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: each.service)
@pytest.mark.parametrize("expires", [None, 60])
def test_another_secret_is_refused(request_: Request, expires: int | None):
    sent = signed(request_, replace(USER, secret="other"), expires=expires)
    found = refusal(sent, request_.endpoint)
    assert found.reason is Reason.MISMATCH
    assert found.fields["access_key"] == "LKIAALICE"
    assert str(found.fields["string_to_sign"]).startswith("AWS4-HMAC-SHA256\n")


@pytest.mark.parametrize("old", [False, True])
def test_an_account_id_is_an_administrator_s_key_with_any_secret(old: bool):
    sent = signed(PUT, replace(ADMINISTRATOR, secret="anything"), old=old)
    assert verified(sent, PUT.endpoint).caller is ADMINISTRATOR.caller
    assert verified(sent, PUT.endpoint, now() + 10**6).caller.kind is CallerKind.ADMINISTRATOR


def test_an_account_id_needs_no_complete_signature():
    header = (
        "AWS4-HMAC-SHA256 Credential=333333333333/20160623/mars-1/iam/aws4_request, SignedHeaders=host, Signature=1"
    )
    sent = signed(QUERY).without_header("X-Amz-Date").with_header("Authorization", header)
    assert verified(sent, QUERY.endpoint).caller is ADMINISTRATOR.caller


def test_a_presigned_url_of_an_account_id_expires():
    sent = signed(LIST, ADMINISTRATOR, expires=60)
    assert verified(sent, LIST.endpoint).caller is ADMINISTRATOR.caller
    assert refusal(sent, LIST.endpoint, now() + 62).reason is Reason.URL_EXPIRED


def test_a_request_without_signature_is_anonymous():
    sent = signed(LIST).without_header("Authorization").without_header("X-Amz-Content-SHA256")
    assert verified(sent, LIST.endpoint).caller is ANONYMOUS


def test_a_request_may_be_sent_again_while_its_time_is_accepted():
    sent = signed(QUERY)
    assert verified(sent, QUERY.endpoint).caller == verified(sent, QUERY.endpoint).caller


@pytest.mark.parametrize(("request_", "minutes"), [(PUT, 15), (QUERY, 15), (EC2, 15), (JSON, 5), (REST_JSON, 5)])
def test_each_service_has_its_allowance_for_clocks(request_: Request, minutes: int):
    sent, inside, outside = signed(request_), minutes * 60 - 5, minutes * 60 + 5
    for seconds in (inside, -inside):
        verified(sent, request_.endpoint, now() + seconds)
    assert refusal(sent, request_.endpoint, now() + outside).reason is Reason.TOO_OLD
    assert refusal(sent, request_.endpoint, now() - outside).reason is Reason.NOT_YET


def test_the_token_must_be_that_of_the_session():
    for token, reason in [(None, Reason.UNKNOWN_KEY), ("other", Reason.INVALID_TOKEN)]:
        assert refusal(signed(QUERY, replace(SESSION, token=token)), QUERY.endpoint).reason is reason
    assert refusal(signed(QUERY, replace(USER, token=SESSION.token)), QUERY.endpoint).reason is Reason.INVALID_TOKEN


def test_a_session_expires():
    sent, expired = signed(QUERY, SESSION), replace(SESSION, expires=now() - 1)
    with pytest.raises(Refused) as refused:
        verify(sent.received(), QUERY.endpoint, lambda _id, _region: expired, now())
    assert refused.value.reason is Reason.EXPIRED_TOKEN


def test_an_unknown_key_is_refused():
    unknown = replace(USER, caller=replace(USER.caller, access_key="LKIAUNKNOWN"))
    assert refusal(signed(QUERY, unknown), QUERY.endpoint).reason is Reason.UNKNOWN_KEY


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("/us-east-1/", "/mars-1/", Reason.SCOPE_REGION),
        ("/us-east-1/", "/eu-central-1/", Reason.MISMATCH),
        ("/iam/", "/sts/", Reason.SCOPE_SERVICE),
        ("/aws4_request", "/aws4_request2", Reason.SCOPE_TERMINATOR),
        ("/us-east-1/", "/", Reason.CREDENTIAL),
        ("Credential=LKIAALICE/2", "Credential=LKIAALICE/3", Reason.SCOPE_DATE),
        ("Credential=LKIAALICE/", "Credential=/", Reason.CREDENTIAL),
        ("Credential=", "Credential:", Reason.NOT_A_PAIR),
        ("SignedHeaders=", "SignedHeader=", Reason.NOT_A_PAIR),
        ("Signature=", "Signature=0", Reason.MISMATCH),
        (", Signature=", ", Signature=0, Signature=", Reason.NOT_A_PAIR),
        (", Signature=", ", X=", Reason.NOT_A_PAIR),
        ("host;", "", Reason.HOST_UNSIGNED),
        (";x-amz-date", "", Reason.HEADERS_UNSIGNED),
        ("content-type;", "content-type;content-type;", Reason.MISMATCH),
        ("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", Reason.UNSUPPORTED),
        ("AWS4-HMAC-SHA256", "Bearer", Reason.INCOMPLETE),
        ("AWS4-HMAC-SHA256", "AWS", Reason.UNSUPPORTED),
    ],
)
def test_a_changed_authorization_header_is_refused(old: str, new: str, reason: Reason):
    sent = signed(QUERY)
    header = sent.header("Authorization")
    assert old in header
    assert refusal(sent.with_header("Authorization", header.replace(old, new)), QUERY.endpoint).reason is reason


def test_a_repeated_header_is_refused():
    sent = signed(QUERY)
    for name, reason in [("Authorization", Reason.TWO_MECHANISMS), ("X-Amz-Date", Reason.DATE_MALFORMED)]:
        repeated = replace(sent, headers=(*sent.headers, (name, sent.header(name))))
        assert refusal(repeated, QUERY.endpoint).reason is reason


def test_the_date_may_be_in_the_date_header():
    sent = signed(QUERY).without_header("X-Amz-Date")
    assert refusal(sent, QUERY.endpoint).reason is Reason.DATE_MISSING
    assert refusal(sent.with_header("Date", "yesterday"), QUERY.endpoint).reason is Reason.DATE_MALFORMED


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("X-Amz-Expires=60", "X-Amz-Expires=604801", Reason.EXPIRES_TOO_LONG),
        ("X-Amz-Expires=60", "X-Amz-Expires=-1", Reason.EXPIRES_NEGATIVE),
        ("X-Amz-Expires=60", "X-Amz-Expires=soon", Reason.EXPIRES_NOT_A_NUMBER),
        ("X-Amz-Expires=60", "X-Amz-Expires=600", Reason.MISMATCH),
        ("X-Amz-Expires=60", "X-Amz-Expires=60&X-Amz-Expires=60", Reason.QUERY_REPEATED),
        ("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", Reason.UNSUPPORTED),
        ("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=", Reason.QUERY_INCOMPLETE),
        ("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", Reason.QUERY_INCOMPLETE),
        ("X-Amz-Date=2", "X-Amz-Date=x", Reason.DATE_MALFORMED),
        ("X-Amz-Signature=", "X-Amz-Signature=0", Reason.MISMATCH),
        ("X-Amz-Signature=", "x=", Reason.QUERY_INCOMPLETE),
        ("list-type=2", "list-type=1", Reason.MISMATCH),
        ("list-type=2", "list-type=2&max-keys=1", Reason.MISMATCH),
        ("/bucket", "/bucket2", Reason.MISMATCH),
        ("/bucket", "/./bucket", Reason.MISMATCH),
        ("/bucket", "/bucket;x", Reason.MISMATCH),
        ("/bucket", "/bucket#x", Reason.MISMATCH),
        ("/bucket", "/bucket%2F", Reason.MISMATCH),
    ],
)
def test_a_changed_presigned_url_is_refused(old: str, new: str, reason: Reason):
    sent = signed(LIST, expires=60)
    assert old in sent.target
    assert refusal(replace(sent, target=sent.target.replace(old, new)), LIST.endpoint).reason is reason


def test_a_presigned_url_has_no_second_signature_and_no_added_header():
    sent = signed(LIST, expires=60)
    with_header = sent.with_header("Authorization", signed(LIST).header("Authorization"))
    assert refusal(with_header, LIST.endpoint).reason is Reason.TWO_MECHANISMS
    found = refusal(sent.with_header("x-amz-acl", "public-read"), LIST.endpoint)
    assert (found.reason, found.fields["names"]) == (Reason.HEADERS_UNSIGNED, "x-amz-acl")
    verified(sent.with_header("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), LIST.endpoint)
    verified(sent.with_header("Range", "bytes=0-1"), LIST.endpoint)


@pytest.mark.parametrize("request_", [QUERY, EC2, JSON], ids=lambda each: each.service)
def test_a_changed_body_is_refused(request_: Request):
    sent = signed(request_)
    assert refusal(replace(sent, body=sent.body + b" "), request_.endpoint).reason is Reason.MISMATCH


def test_a_path_that_is_only_equal_after_normalization_is_refused():
    sent = signed(REST_JSON)
    for path in ("/2015-03-31/./functions/", "//2015-03-31/functions/", "/2015-03-31/x/../functions/"):
        other = replace(sent, target=sent.target.replace("/2015-03-31/functions/", path))
        assert other != sent
        assert refusal(other, REST_JSON.endpoint).reason is Reason.MISMATCH


def test_s3_accepts_a_path_with_characters_that_its_client_left_unencoded():
    sent = signed(Request("GET", "http://127.0.0.1:4566/bucket/a%3Db%40c", b"", {}, "s3"))
    verified(replace(sent, target="/bucket/a=b@c"), PUT.endpoint)


def test_an_absolute_target_is_that_of_a_client_with_a_proxy():
    sent = signed(REST_JSON)
    verified(replace(sent, target=f"http://127.0.0.1:4566{sent.target}"), REST_JSON.endpoint)
