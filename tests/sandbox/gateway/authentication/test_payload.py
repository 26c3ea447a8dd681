"""The payload that the headers of S3 sign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.gateway.authentication.refused import Reason
from tests.sandbox.gateway.authentication.signed import (
    Request,
    refusal,
    signed,
    signed_with_payload,
    verified,
)

PUT = Request("PUT", "http://127.0.0.1:4566/b/k", b"content", {}, "s3")
PUT_TO_GLACIER = replace(PUT, service="glacier")


def test_an_unsigned_payload_may_be_any():
    sent = signed_with_payload(PUT, {}, "UNSIGNED-PAYLOAD")
    verified(sent, PUT.endpoint)
    verified(replace(sent, body=b"other"), PUT.endpoint)


def test_the_signed_hash_is_that_of_the_body():
    found = refusal(replace(signed(PUT), body=b"other"), PUT.endpoint)
    assert found.reason is Reason.HASH_MISMATCH
    assert str(found.fields["computed"]).startswith("d9298a10d1b0735837dc4bd85dac641b")


def test_the_header_with_the_hash_is_required_and_signed():
    sent = signed(PUT)
    assert refusal(sent.without_header("X-Amz-Content-SHA256"), PUT.endpoint).reason is Reason.HASH_MISSING
    unsigned = sent.with_header("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD")
    assert refusal(unsigned, PUT.endpoint).reason is Reason.MISMATCH


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", Reason.UNSUPPORTED),
        ("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER", Reason.UNSUPPORTED),
        ("STREAMING-AWS4-HMAC-SHA256-EVENTS", Reason.HASH_INVALID),
        ("required", Reason.HASH_INVALID),
        ("", Reason.HASH_INVALID),
    ],
)
def test_another_form_of_payload_is_refused(payload: str, reason: Reason):
    assert refusal(signed_with_payload(PUT, {}, payload), PUT.endpoint).reason is reason


def test_other_services_sign_the_body_whatever_the_header_is():
    sent = signed(replace(PUT_TO_GLACIER, headers={"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}))
    assert refusal(sent, PUT_TO_GLACIER.endpoint).reason is Reason.MISMATCH
    verified(signed(PUT_TO_GLACIER), PUT_TO_GLACIER.endpoint)
