"""Forms that boto3 presigns."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from dataclasses import replace

import boto3
import pytest

from sandbox.emulated.caller import ANONYMOUS, Proof
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.authentication.post_policy import verify_form
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.verification import Endpoint, Verified
from tests.sandbox.gateway.authentication.signed import KEYS, REGIONS, SESSION, USER, now

S3 = Endpoint("s3", REGIONS, s3=True)


def form(key: AccessKey, region: str) -> dict[str, str]:
    """Return the fields that boto3 makes: in us-east-1 with Signature Version 2, in eu-central-1 with 4."""
    client = boto3.client(
        "s3",
        region_name=region,
        endpoint_url="http://127.0.0.1:4566",
        aws_access_key_id=key.caller.access_key,
        aws_secret_access_key=key.secret,
        aws_session_token=key.token,
    )
    made = client.generate_presigned_post(
        "b", "k", {"acl": "private"}, [{"acl": "private"}, ["starts-with", "$x-amz-meta-a", ""]]
    )
    client.close()
    fields: dict[str, str] = made["fields"]
    return fields


def check(fields: dict[str, str]) -> Verified:
    return verify_form(fields.items(), S3, lambda key, _region: KEYS.get(key), now())


def reason(fields: dict[str, str]) -> Reason:
    with pytest.raises(Refused) as refused:
        check(fields)
    return refused.value.reason


@pytest.mark.parametrize("key", [USER, SESSION], ids=["user", "session"])
@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_what_boto3_presigns_is_accepted(key: AccessKey, region: str):
    found = check({**form(key, region), "x-amz-meta-a": "any", "x-ignore-b": "any", "file": "content"})
    assert found.caller == replace(key.caller, proof=Proof.FORM)
    assert str(key.caller.access_key) in str(found.authorization)


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_a_changed_form_is_refused(region: str):
    fields = form(USER, region)
    policy = b64encode(json.dumps({"conditions": [["starts-with", "$key", ""]]}).encode()).decode()
    assert reason(fields | {"policy": policy}) is Reason.MISMATCH
    assert reason(fields | {"x-amz-storage-class": "GLACIER"}) is Reason.FORM_FIELD
    assert reason(fields | {"KEY": "k"}) is Reason.QUERY_REPEATED
    assert reason(form(replace(USER, secret="other"), region)) is Reason.MISMATCH
    assert reason(form(SESSION, region) | {"x-amz-security-token": "other"}) is Reason.INVALID_TOKEN


def test_the_scope_and_the_algorithm_of_a_form_are_checked():
    fields = form(USER, "eu-central-1")
    credential = fields["x-amz-credential"]
    for changed, expected in [
        ({"x-amz-credential": credential.replace("/s3/", "/iam/")}, Reason.SCOPE_SERVICE),
        ({"x-amz-credential": credential.replace("eu-central-1", "us-east-1")}, Reason.MISMATCH),
        ({"x-amz-credential": "LKIAALICE"}, Reason.CREDENTIAL),
        ({"x-amz-date": "now"}, Reason.DATE_MALFORMED),
        ({"x-amz-algorithm": "AWS4-ECDSA-P256-SHA256"}, Reason.UNSUPPORTED),
        ({"x-amz-credential": credential.replace("LKIAALICE", "LKIABOB")}, Reason.UNKNOWN_KEY),
    ]:
        assert reason(fields | changed) is expected


def test_a_policy_without_signature_is_refused_and_no_policy_is_anonymous():
    fields = form(USER, "us-east-1")
    del fields["signature"]
    assert reason(fields) is Reason.FORM_UNSIGNED
    assert check({"key": "k"}).caller is ANONYMOUS


@pytest.mark.parametrize("policy", ["x", "{}", '{"conditions": [[]]}', '{"conditions": 1}', "[]"])
def test_a_signed_policy_that_is_none_is_refused(policy: str):
    """LocalStack decodes the policy only afterwards."""
    text = b64encode(policy.encode()).decode()
    signature = b64encode(hmac.digest(str(USER.secret).encode(), text.encode(), "sha1")).decode()
    assert reason({"AWSAccessKeyId": "LKIAALICE", "policy": text, "signature": signature}) is Reason.FORM_POLICY
