"""The signed examples of AWS's documentation."""

from __future__ import annotations

from calendar import timegm
from dataclasses import replace

import pytest

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.verification import Endpoint, verify
from tests.sandbox.gateway.authentication.signed import Sent

US = frozenset({"us-east-1"})
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CONTENT_TYPE = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")


def authorization(access_key: str, scope: str, names: str, signature: str) -> tuple[str, str]:
    credential = f"{access_key}/{scope}/aws4_request"
    return "Authorization", f"AWS4-HMAC-SHA256 Credential={credential},SignedHeaders={names},Signature={signature}"


LIST_USERS = Sent(
    "GET",
    "/?Action=ListUsers&Version=2010-05-08",
    (
        ("Host", "iam.amazonaws.com"),
        CONTENT_TYPE,
        ("X-Amz-Date", "20150830T123600Z"),
        authorization(
            "AKIDEXAMPLE",
            "20150830/us-east-1/iam",
            "content-type;host;x-amz-date",
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        ),
    ),
)
VANILLA = Sent(
    "GET",
    "/",
    (
        ("Host", "example.amazonaws.com"),
        ("X-Amz-Date", "20150830T123600Z"),
        authorization(
            "AKIDEXAMPLE",
            "20150830/us-east-1/service",
            "host;x-amz-date",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        ),
    ),
)
GET_OBJECT = Sent(
    "GET",
    "/test.txt",
    (
        ("Host", "examplebucket.s3.amazonaws.com"),
        ("Range", "bytes=0-9"),
        ("x-amz-content-sha256", EMPTY),
        ("x-amz-date", "20130524T000000Z"),
        authorization(
            "AKIAIOSFODNN7EXAMPLE",
            "20130524/us-east-1/s3",
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
    ),
)
PRESIGNED = Sent(
    "GET",
    "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z"
    "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
    "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    (("Host", "examplebucket.s3.amazonaws.com"),),
)
GENERAL = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
S3 = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
EXAMPLES = {
    "signing process": (LIST_USERS, "iam", GENERAL, timegm((2015, 8, 30, 12, 36, 0))),
    "test suite": (VANILLA, "service", GENERAL, timegm((2015, 8, 30, 12, 36, 0))),
    "s3 header": (GET_OBJECT, "s3", S3, timegm((2013, 5, 24, 0, 0, 0))),
    "s3 presigned": (PRESIGNED, "s3", S3, timegm((2013, 5, 24, 23, 0, 0))),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_is_accepted_and_no_other_path(name: str):
    sent, service, secret, at = EXAMPLES[name]
    endpoint = Endpoint(service, US, s3=service == "s3")
    key = AccessKey(Caller(CallerKind.USER), secret)
    verify(sent.received(), endpoint, lambda _id, _region: key, at)
    with pytest.raises(Refused) as refused:
        verify(replace(sent, target=f"/x{sent.target}").received(), endpoint, lambda _id, _region: key, at)
    assert refused.value.reason is Reason.MISMATCH
