"""The trail's bucket: written by the trail only, versioned, encrypted and not public."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide
from tests.plans import Plan, account_of, dependencies, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

TRAIL = "organization-trail"
PARTS = (
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:kms/key:Key",
    "aws:kms/alias:Alias",
)


def allowed(policy: str, owner: str, action: str, resource: str, context: dict[str, Any]) -> bool:
    layers = Layers(resource=PolicySet.of([json.loads(policy)], Kind.RESOURCE))
    request = Request.of("cloudtrail.amazonaws.com", action, resource, context=context, resource_account=owner)
    return decide(request, layers).decision is Decision.ALLOW


def test_all_resources_are_in_the_security_account(reference_plan: Plan) -> None:
    assert [[account_of(state) for state in resources_of(reference_plan, token).values()] for token in PARTS] == [
        ["security"]
    ] * len(PARTS)


def test_every_setting_refers_to_the_bucket_and_the_key(reference_plan: Plan) -> None:
    settings = [state for token in PARTS[1:5] for state in resources_of(reference_plan, token).values()]
    assert [depends_on(state, "bucket") for state in settings] == [{TRAIL}] * 4
    assert depends_on(resources_of(reference_plan, "aws:kms/alias:Alias")[TRAIL], "targetKeyId") == {TRAIL}


def test_the_planned_policies_let_only_this_trail_write_and_encrypt(reference_plan: Plan, estate: Estate) -> None:
    security = planned_account_id(estate.accounts["security"].email)
    management = planned_account_id(estate.organization.management.email)
    bucket = inputs(reference_plan, "aws:s3/bucketPolicy:BucketPolicy")[TRAIL]
    record = f"arn:aws:s3:::{bucket['bucket']}/AWSLogs/{management}/CloudTrail/x.json.gz"
    key = inputs(reference_plan, "aws:kms/key:Key")[TRAIL]["policy"]
    for owner, expected in ((management, True), ("999999999999", False)):
        arn = f"arn:aws:cloudtrail:us-east-1:{owner}:trail/{TRAIL}"
        writing = {"aws:SourceArn": arn, "s3:x-amz-acl": "bucket-owner-full-control", "aws:SecureTransport": True}
        assert allowed(bucket["policy"], security, "s3:PutObject", record, writing) is expected
        encrypting = {"aws:SourceArn": arn, "kms:EncryptionContext:aws:cloudtrail:arn": arn}
        here = f"arn:aws:kms:us-east-1:{security}:key/1"
        assert allowed(key, security, "kms:GenerateDataKey", here, encrypting) is expected


def test_every_version_is_kept_and_encrypted_with_the_trails_key(reference_plan: Plan) -> None:
    versioning = inputs(reference_plan, "aws:s3/bucketVersioning:BucketVersioning")[TRAIL]
    assert versioning["versioningConfiguration"] == {"status": "Enabled"}
    assert not inputs(reference_plan, "aws:s3/bucket:Bucket")[TRAIL]["forceDestroy"]
    encryption = resources_of(reference_plan, PARTS[3])[TRAIL]
    assert "organization-trail" in depends_on(encryption, "rules")
    (rule,) = encryption["inputs"]["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "aws:kms"
    assert inputs(reference_plan, "aws:kms/key:Key")[TRAIL]["enableKeyRotation"]
    trail = inputs(reference_plan, "aws:cloudtrail/trail:Trail")[TRAIL]
    assert trail["kmsKeyId"] == rule["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"]


def test_public_access_is_blocked(reference_plan: Plan) -> None:
    block = inputs(reference_plan, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")[TRAIL]
    locks = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert all(block[lock] for lock in locks)


def test_the_trail_depends_on_bucket_policy_and_public_access_block(reference_plan: Plan) -> None:
    policy = f"aws:s3/bucketPolicy:BucketPolicy::{TRAIL}"
    assert policy in dependencies(resources_of(reference_plan, "aws:cloudtrail/trail:Trail")[TRAIL])
    assert f"{PARTS[2]}::{TRAIL}" in dependencies(
        resources_of(reference_plan, "aws:s3/bucketPolicy:BucketPolicy")[TRAIL]
    )
