"""S3."""

import json
from typing import Any

from tests.sandbox.provider.contract import Case, SampleEnv, sample


def a_bucket(env: SampleEnv, start: str = "causeway") -> str:
    return str(env.make("aws:s3/bucket:Bucket", bucket=f"{start}-{env.account}")["bucket"])


def owner_may(action: str, env: SampleEnv, bucket: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{env.account}:root"},
        "Action": action,
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@sample("aws:s3/bucket:Bucket")
def bucket(env: SampleEnv) -> Case:
    name = f"contract-{env.account}"
    return Case({"bucket": name, "forceDestroy": True}, change=None, replace={"bucket": f"{name}-2"})


@sample("aws:s3/bucketV2:BucketV2")
def bucket_v2(env: SampleEnv) -> Case:
    return bucket(env)


@sample("aws:s3/bucketPolicy:BucketPolicy")
def bucket_policy(env: SampleEnv) -> Case:
    name, other = a_bucket(env), a_bucket(env, "other")
    return Case(
        {"bucket": name, "policy": owner_may("s3:GetObject", env, name)},
        change={"policy": owner_may("s3:PutObject", env, name)},
        replace={"bucket": other},
    )


@sample("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
def bucket_public_access_block(env: SampleEnv) -> Case:
    return Case(
        {"bucket": a_bucket(env), "blockPublicAcls": True, "ignorePublicAcls": True},
        change={"blockPublicPolicy": True, "blockPublicAcls": False},
        replace={"bucket": a_bucket(env, "other")},
    )


@sample("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock")
def account_public_access_block(env: SampleEnv) -> Case:
    return Case({"blockPublicAcls": True}, change={"blockPublicPolicy": True}, replace=None)


@sample("aws:s3/bucketVersioning:BucketVersioning")
def bucket_versioning(env: SampleEnv) -> Case:
    return Case(
        {"bucket": a_bucket(env), "versioningConfiguration": {"status": "Suspended"}},
        change={"versioningConfiguration": {"status": "Enabled"}},
        replace={"bucket": a_bucket(env, "other")},
        lingers=True,
    )


def encryption(algorithm: str) -> list[dict[str, Any]]:
    return [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}, "bucketKeyEnabled": True}]


@sample("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
def bucket_encryption(env: SampleEnv) -> Case:
    return Case(
        {"bucket": a_bucket(env), "rules": encryption("AES256")},
        change={"rules": encryption("aws:kms")},
        replace={"bucket": a_bucket(env, "other")},
        lingers=True,
    )


@sample("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
def bucket_ownership_controls(env: SampleEnv) -> Case:
    return Case(
        {"bucket": a_bucket(env), "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        change={"rule": {"objectOwnership": "BucketOwnerPreferred"}},
        replace={"bucket": a_bucket(env, "other")},
    )


@sample("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
def bucket_lifecycle_configuration(env: SampleEnv) -> Case:
    rule = {"id": "old", "status": "Enabled", "filter": {"prefix": "logs/"}, "expiration": {"days": 365}}
    later = {**rule, "expiration": {"days": 730}, "transitions": [{"days": 90, "storageClass": "GLACIER"}]}
    return Case(
        {"bucket": a_bucket(env), "rules": [rule]},
        change={"rules": [later]},
        replace={"bucket": a_bucket(env, "other")},
    )
