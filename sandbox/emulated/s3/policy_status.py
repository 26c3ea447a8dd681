"""GetBucketPolicyStatus, which LocalStack lacks: whether a bucket's policy is public."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.s3.buckets import find_bucket
from sandbox.emulated.service_call import Call
from sandbox.iam.public_policy import is_public_policy


@operation("GetBucketPolicyStatus")
def get_bucket_policy_status(call: Call) -> dict[str, Any]:
    """Return whether S3 classifies the policy of a bucket as public."""
    name = call.request["Bucket"]
    bucket = find_bucket(name)
    if bucket is None:
        missing = "The specified bucket does not exist"
        raise AwsError("NoSuchBucket", missing, HTTPStatus.NOT_FOUND, BucketName=name)
    if not bucket.policy:
        missing = "The bucket policy does not exist"
        raise AwsError("NoSuchBucketPolicy", missing, HTTPStatus.NOT_FOUND, BucketName=name)
    return {"PolicyStatus": {"IsPublic": is_public_policy(bucket.policy)}}
