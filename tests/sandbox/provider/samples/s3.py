"""S3."""

import json
from typing import Any

from tests.sandbox.provider.contract import Case, World, sample


def a_bucket(world: World, start: str = "causeway") -> str:
    return str(world.make("aws:s3/bucket:Bucket", bucket=f"{start}-{world.account}")["bucket"])


def owner_may(action: str, world: World, bucket: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{world.account}:root"},
        "Action": action,
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@sample("aws:s3/bucket:Bucket")
def bucket(world: World) -> Case:
    name = f"contract-{world.account}"
    return Case({"bucket": name, "forceDestroy": True}, change=None, replace={"bucket": f"{name}-2"})


@sample("aws:s3/bucketV2:BucketV2")
def bucket_v2(world: World) -> Case:
    return bucket(world)


@sample("aws:s3/bucketPolicy:BucketPolicy")
def bucket_policy(world: World) -> Case:
    name, other = a_bucket(world), a_bucket(world, "other")
    return Case(
        {"bucket": name, "policy": owner_may("s3:GetObject", world, name)},
        change={"policy": owner_may("s3:PutObject", world, name)},
        replace={"bucket": other},
    )


@sample("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
def bucket_public_access_block(world: World) -> Case:
    return Case(
        {"bucket": a_bucket(world), "blockPublicAcls": True, "ignorePublicAcls": True},
        change={"blockPublicPolicy": True, "blockPublicAcls": False},
        replace={"bucket": a_bucket(world, "other")},
    )


@sample("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock")
def account_public_access_block(world: World) -> Case:
    return Case({"blockPublicAcls": True}, change={"blockPublicPolicy": True}, replace=None)


@sample("aws:s3/bucketVersioning:BucketVersioning")
def bucket_versioning(world: World) -> Case:
    return Case(
        {"bucket": a_bucket(world), "versioningConfiguration": {"status": "Suspended"}},
        change={"versioningConfiguration": {"status": "Enabled"}},
        replace={"bucket": a_bucket(world, "other")},
        lingers=True,
    )


def encryption(algorithm: str) -> list[dict[str, Any]]:
    return [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}, "bucketKeyEnabled": True}]


@sample("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
def bucket_encryption(world: World) -> Case:
    return Case(
        {"bucket": a_bucket(world), "rules": encryption("AES256")},
        change={"rules": encryption("aws:kms")},
        replace={"bucket": a_bucket(world, "other")},
        lingers=True,
    )


@sample("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
def bucket_ownership_controls(world: World) -> Case:
    return Case(
        {"bucket": a_bucket(world), "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        change={"rule": {"objectOwnership": "BucketOwnerPreferred"}},
        replace={"bucket": a_bucket(world, "other")},
    )


@sample("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
def bucket_lifecycle_configuration(world: World) -> Case:
    rule = {"id": "old", "status": "Enabled", "filter": {"prefix": "logs/"}, "expiration": {"days": 365}}
    later = {**rule, "expiration": {"days": 730}, "transitions": [{"days": 90, "storageClass": "GLACIER"}]}
    return Case(
        {"bucket": a_bucket(world), "rules": [rule]},
        change={"rules": [later]},
        replace={"bucket": a_bucket(world, "other")},
    )
