"""The policies of the trail's bucket, key and delivery role."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.trail_policies import BREAK_GLASS_USED, TrailContext, bucket_policy, delivery, delivery_trust, key_policy
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

CONTEXT = TrailContext(
    region="us-east-1",
    management_id="200000000000",
    security_id="200000000001",
    organization_id="o-abcdefghij",
    bucket="gilt-organization-trail-200000000001",
)
BUCKET = f"arn:aws:s3:::{CONTEXT.bucket}"
KEY = "arn:aws:kms:us-east-1:200000000001:key/1"
TRAIL = "cloudtrail.amazonaws.com"
OURS = {"aws:SourceArn": "arn:aws:cloudtrail:us-east-1:200000000000:trail/organization-trail"}
THEIRS = {"aws:SourceArn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/organization-trail"}
OWNED = {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SecureTransport": True}


def allowed(policy: dict[str, Any], principal: str, action: str, resource: str, context: dict[str, Any]) -> bool:
    layers = Layers(resource=PolicySet.of([policy], Kind.RESOURCE))
    request = Request.of(principal, action, resource, context=context, resource_account=CONTEXT.security_id)
    return decide(request, layers).decision is Decision.ALLOW


@pytest.mark.parametrize("folder", ["200000000000", "o-abcdefghij"])
def test_the_trail_writes_records_of_the_management_account_and_the_organization(folder: str) -> None:
    record = f"{BUCKET}/AWSLogs/{folder}/x.json.gz"
    assert allowed(bucket_policy(CONTEXT), TRAIL, "s3:PutObject", record, OURS | OWNED)


def test_the_trail_reads_the_acl_of_the_bucket() -> None:
    assert allowed(bucket_policy(CONTEXT), TRAIL, "s3:GetBucketAcl", BUCKET, OURS | OWNED)


@pytest.mark.parametrize(
    ("folder", "context"),
    [
        ("o-abcdefghij", THEIRS | OWNED),
        ("o-abcdefghij", OWNED),
        ("o-abcdefghij", OURS | {"aws:SecureTransport": True}),
        ("o-abcdefghij", OURS | OWNED | {"aws:SecureTransport": False}),
        ("200000000005", OURS | OWNED),
    ],
    ids=["an external account's trail", "no trail", "without the owner's ACL", "without TLS", "another folder"],
)
def test_other_writes_are_denied(folder: str, context: dict[str, Any]) -> None:
    assert not allowed(bucket_policy(CONTEXT), TRAIL, "s3:PutObject", f"{BUCKET}/AWSLogs/{folder}/x", context)


def test_the_trail_encrypts_its_own_records() -> None:
    context = OURS | {
        "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:us-east-1:200000000000:trail/organization-trail"
    }
    assert allowed(key_policy(CONTEXT), TRAIL, "kms:GenerateDataKey", KEY, context)
    assert allowed(key_policy(CONTEXT), TRAIL, "kms:DescribeKey", KEY, OURS)
    assert not allowed(key_policy(CONTEXT), TRAIL, "kms:GenerateDataKey", KEY, OURS)
    assert not allowed(key_policy(CONTEXT), TRAIL, "kms:GenerateDataKey", KEY, context | THEIRS)


def test_the_trail_does_not_decrypt() -> None:
    assert not allowed(key_policy(CONTEXT), TRAIL, "kms:Decrypt", KEY, OURS)


def test_the_owners_account_administers_the_key() -> None:
    first = key_policy(CONTEXT)["Statement"][0]
    assert first["Principal"] == {"AWS": "arn:aws:iam::200000000001:root"}
    assert first["Action"] == "kms:*"


def test_only_cloudtrail_writes_the_log_streams_of_the_organization() -> None:
    (trust,) = delivery_trust()["Statement"]
    assert trust["Principal"] == {"Service": "cloudtrail.amazonaws.com"}
    (filling,) = delivery(CONTEXT)["Statement"]
    group = "arn:aws:logs:us-east-1:200000000000:log-group:organization-trail:log-stream"
    assert filling["Resource"] == [f"{group}:200000000000_CloudTrail_us-east-1*", f"{group}:o-abcdefghij_*"]


def test_the_metric_filter_matches_the_break_glass_role_of_every_account() -> None:
    assert '"arn:aws:iam::*:role/break-glass"' in BREAK_GLASS_USED
