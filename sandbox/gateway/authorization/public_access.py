"""Refuse requests that would make a bucket or object public where Block Public Access forbids it.

Reference: S3 user guide, access-control-block-public-access (BlockPublicAcls, BlockPublicPolicy).
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sandbox.emulated.caller import Caller
from sandbox.emulated.errors import AwsError
from sandbox.emulated.s3.acl import requests_public
from sandbox.emulated.s3.block_public_access import BLOCK_PUBLIC_ACLS, BLOCK_PUBLIC_POLICY, in_force
from sandbox.emulated.s3.buckets import find_bucket
from sandbox.emulated.s3.form_upload import form_members
from sandbox.iam.public_policy import is_public_policy

_SETTING_LISTS = {
    "PutBucketAcl": "s3:PutBucketAcl",
    "PutObjectAcl": "s3:PutObjectAcl",
    "PutObject": "s3:PutObject",
    "CopyObject": "s3:PutObject",
    "CreateMultipartUpload": "s3:PutObject",
    "PostObject": "s3:PutObject",
}
"""Operation that may specify an access control list -> its action."""
_POLICY = "PutBucketPolicy"


def public_access_refusal(context: Any, caller: Caller) -> AwsError | None:
    """Return S3's error for a call that Block Public Access refuses; None for every other call."""
    operation = context.operation.name
    if context.service.service_name != "s3" or (operation not in _SETTING_LISTS and operation != _POLICY):
        return None
    given: Mapping[str, Any] = context.service_request or {}
    if operation == "PostObject":
        given = {**given, **form_members(context.request)}
    wanted = BLOCK_PUBLIC_POLICY if operation == _POLICY else BLOCK_PUBLIC_ACLS
    public = is_public_policy(given.get("Policy") or "") if operation == _POLICY else requests_public(given)
    bucket = find_bucket(str(given.get("Bucket"))) if public else None
    if bucket is None or wanted not in in_force(bucket, bucket.bucket_account_id, context.partition):
        return None
    action, what = _SETTING_LISTS.get(operation, f"s3:{_POLICY}"), "policies"
    if operation != _POLICY:
        what = "access control lists (ACLs)"
    key = given.get("Key")
    resource = f"arn:{context.partition}:s3:::{bucket.name}{f'/{key}' if key else ''}"
    message = (
        f'User: {caller.arn or "anonymous"} is not authorized to perform: {action} on resource: "{resource}" '
        f"because public {what} are blocked by the {wanted} block public access setting"
    )
    return AwsError("AccessDenied", message, HTTPStatus.FORBIDDEN)
