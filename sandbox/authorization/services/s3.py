"""S3: the actions of its operations have names of their own; buckets and objects.

Reference: S3 user guide, using-with-s3-policy-actions (operations and their permissions); Service Authorization
Reference, list_amazons3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.encryption import READ, WRITE, on_key
from sandbox.authorization.request_tags import pairs, tag_keys
from sandbox.authorization.service_rules import ServiceRules

BUCKET_ACTIONS = {
    "DeleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "DeleteBucketCors": "PutBucketCORS",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "DeleteBucketInventoryConfiguration": "PutInventoryConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "DeleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "DeleteBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketTagging": "PutBucketTagging",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
    "GetBucketCors": "GetBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration",
    "GetBucketInventoryConfiguration": "GetInventoryConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketMetricsConfiguration": "GetMetricsConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "GetBucketReplication": "GetReplicationConfiguration",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "HeadBucket": "ListBucket",
    "ListBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
    "ListBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
    "ListBucketInventoryConfigurations": "GetInventoryConfiguration",
    "ListBucketMetricsConfigurations": "GetMetricsConfiguration",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListObjectVersions": "ListBucketVersions",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "PutBucketCors": "PutBucketCORS",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "PutBucketInventoryConfiguration": "PutInventoryConfiguration",
    "PutBucketLifecycle": "PutLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "PutBucketReplication": "PutReplicationConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
}
"""Operation on a bucket -> its action, where the names differ."""

OBJECT_ACTIONS = {
    "CompleteMultipartUpload": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "HeadObject": "GetObject",
    "ListParts": "ListMultipartUploadParts",
    "PostObject": "PutObject",
    "SelectObjectContent": "GetObject",
    "UploadPart": "PutObject",
}
"""Operation on an object -> its action, where the names differ."""

_OF_A_VERSION = {
    "DeleteObject": "DeleteObjectVersion",
    "DeleteObjectTagging": "DeleteObjectVersionTagging",
    "GetObject": "GetObjectVersion",
    "GetObjectAcl": "GetObjectVersionAcl",
    "GetObjectAttributes": "GetObjectVersionAttributes",
    "GetObjectTagging": "GetObjectVersionTagging",
    "PutObjectAcl": "PutObjectVersionAcl",
    "PutObjectTagging": "PutObjectVersionTagging",
}
"""Action on an object -> the action that replaces it where the request names a version."""

_HEADERS = {
    "ACL": "s3:x-amz-acl",
    "CopySource": "s3:x-amz-copy-source",
    "MetadataDirective": "s3:x-amz-metadata-directive",
    "ServerSideEncryption": "s3:x-amz-server-side-encryption",
    "SSEKMSKeyId": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "SSECustomerAlgorithm": "s3:x-amz-server-side-encryption-customer-algorithm",
    "StorageClass": "s3:x-amz-storage-class",
    "WebsiteRedirectLocation": "s3:x-amz-website-redirect-location",
    "GrantFullControl": "s3:x-amz-grant-full-control",
    "GrantRead": "s3:x-amz-grant-read",
    "GrantReadACP": "s3:x-amz-grant-read-acp",
    "GrantWrite": "s3:x-amz-grant-write",
    "GrantWriteACP": "s3:x-amz-grant-write-acp",
    "ObjectOwnership": "s3:x-amz-object-ownership",
    "ObjectLockMode": "s3:object-lock-mode",
    "ObjectLockLegalHoldStatus": "s3:object-lock-legal-hold",
    "Prefix": "s3:prefix",
    "Delimiter": "s3:delimiter",
    "MaxKeys": "s3:max-keys",
    "VersionId": "s3:VersionId",
    "IfMatch": "s3:if-match",
    "IfNoneMatch": "s3:if-none-match",
}


_ACCESS_POINT = re.compile(r"arn:[a-z-]+:s3:[a-z0-9-]+:[0-9]{12}:accesspoint/.+")

_LISTS = ("ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP")
"""Members that specify an access control list."""


def _context(call: OperationCall) -> dict[str, object]:
    given = call.parameters
    found: dict[str, object] = {key: given[member] for member, key in _HEADERS.items() if given.get(member) is not None}
    location = (given.get("CreateBucketConfiguration") or {}).get("LocationConstraint")
    if location:
        found["s3:LocationConstraint"] = location
    tags = _tags(given)
    found |= {f"s3:RequestObjectTag/{key}": value for key, value in tags.items()}
    return found | ({"s3:RequestObjectTagKeys": list(tags)} if tags else {}) | tag_keys(tags)


def _tags(given: Any) -> dict[str, str]:
    tagging = given.get("Tagging")
    if isinstance(tagging, str):  # a header, `key=value&key=value`
        return dict(part.partition("=")[::2] for part in tagging.split("&") if part)
    return pairs((tagging or {}).get("TagSet"))


def _bucket(call: OperationCall) -> str:
    name = str(call.parameters.get("Bucket") or "*")
    return name if name.startswith("arn:") else f"arn:{call.partition}:s3:::{name}"


def _object(call: OperationCall, key: object = None) -> str:
    bucket = _bucket(call)
    key = key if key is not None else call.parameters.get("Key") or "*"
    return f"{bucket}/object/{key}" if ":accesspoint/" in bucket else f"{bucket}/{key}"


def _on_bucket(call: OperationCall) -> Iterator[Requirement]:
    yield Requirement(f"s3:{BUCKET_ACTIONS.get(call.operation, call.operation)}", _bucket(call), _context(call))


def _create_bucket(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement to create a bucket, and those on what it is created with.

    Reference: S3 API reference, CreateBucket (permissions).
    """
    given, context = call.parameters, _context(call)
    yield Requirement("s3:CreateBucket", _bucket(call), context)
    if any(given.get(member) for member in _LISTS):
        yield Requirement("s3:PutBucketAcl", _bucket(call), context)
    if given.get("ObjectLockEnabledForBucket"):
        yield Requirement("s3:PutBucketObjectLockConfiguration", _bucket(call), context)
        yield Requirement("s3:PutBucketVersioning", _bucket(call), context)
    if given.get("ObjectOwnership"):
        yield Requirement("s3:PutBucketOwnershipControls", _bucket(call), context)


def _on_object(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement on the object, and those on what the request sets beside its content."""
    given, context, resource = call.parameters, _context(call), _object(call)
    action = OBJECT_ACTIONS.get(call.operation, call.operation)
    if given.get("VersionId"):
        action = _OF_A_VERSION.get(action, action)
    yield Requirement(f"s3:{action}", resource, context)
    if action == "PutObject":
        yield from _beside_content(call, resource, context)
    if given.get("BypassGovernanceRetention"):
        yield Requirement("s3:BypassGovernanceRetention", resource, context)


def _beside_content(call: OperationCall, resource: str, context: dict[str, object]) -> Iterator[Requirement]:
    given = call.parameters
    if any(given.get(member) for member in _LISTS):
        yield Requirement("s3:PutObjectAcl", resource, context)
    if given.get("Tagging"):
        yield Requirement("s3:PutObjectTagging", resource, context)
    if given.get("ObjectLockMode") or given.get("ObjectLockRetainUntilDate"):
        yield Requirement("s3:PutObjectRetention", resource, context)
    if given.get("ObjectLockLegalHoldStatus"):
        yield Requirement("s3:PutObjectLegalHold", resource, context)


def _copy(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements of a copy: to write the target and to read the source."""
    context = _context(call)
    yield Requirement("s3:PutObject", _object(call), context)
    yield from _beside_content(call, _object(call), context)
    source, version = _copy_source(call)
    resource = source if source.startswith("arn:") else f"arn:{call.partition}:s3:::{source}"
    if version:
        yield Requirement("s3:GetObjectVersion", resource, {"s3:VersionId": version})
    else:
        yield Requirement("s3:GetObject", resource)
    if call.operation == "CopyObject" and call.parameters.get("TaggingDirective") != "REPLACE":
        yield Requirement("s3:GetObjectTagging", resource)


def _copy_source(call: OperationCall) -> tuple[str, str]:
    """Return bucket and key of a copy's source, and its version; empty where it names none.

    The engine decodes the source, and reads no scheme, host or fragment that it may have: so does the decision.
    """
    text = str(call.parameters.get("CopySource") or "*")
    if _ACCESS_POINT.fullmatch(text):
        return text, ""
    parsed = urlparse(text)
    source = unquote(parsed.path.replace("+", " ")).lstrip("/")
    return source, parse_qs(parsed.query).get("versionId", [""])[0]


def _delete_many(call: OperationCall) -> Iterator[Requirement]:
    for item in (call.parameters.get("Delete") or {}).get("Objects") or ():
        action = "s3:DeleteObjectVersion" if item.get("VersionId") else "s3:DeleteObject"
        yield Requirement(action, _object(call, item.get("Key")))


def _all_buckets(_call: OperationCall) -> Iterator[Requirement]:
    yield Requirement("s3:ListAllMyBuckets")


def _any(call: OperationCall) -> Iterator[Requirement]:
    yield from _on_object(call) if "Key" in call.parameters else _on_bucket(call)


_BEGINS = ("CopyObject", "CreateMultipartUpload", "PostObject", "PutObject")
_CONTINUES = ("CompleteMultipartUpload", "UploadPart", "UploadPartCopy")
_COPIES = ("CopyObject", "UploadPartCopy")
_KMS = ("aws:kms", "aws:kms:dsse")


def _keys(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements on the KMS keys of what is written and read.

    Reference: S3 user guide, UsingKMSEncryption (permissions; encryption context) and mpuoverview (permissions).
    """
    given, bucket = call.parameters, str(call.parameters.get("Bucket") or "")
    path = f"{bucket}/{given.get('Key', '')}"
    if call.operation in _BEGINS:
        yield from _written(call, bucket, path)
    elif call.operation in _CONTINUES:
        yield from on_key(call, "kms:key-of-upload", f"{bucket}/{given.get('UploadId', '')}", READ, _arn_of(call, path))
    elif call.operation in ("GetObject", "SelectObjectContent"):
        version = f"?versionId={given['VersionId']}" if given.get("VersionId") else ""
        yield from on_key(call, "kms:key-of-object", path + version, READ, _arn_of(call, path))
    if call.operation in _COPIES:
        source, version = _copy_source(call)
        named = f"{source}?versionId={version}" if version else source
        yield from on_key(call, "kms:key-of-object", named, READ, _arn_of(call, source))


def _written(call: OperationCall, bucket: str, path: str) -> Iterator[Requirement]:
    """Yield the requirements on the key that the request names, else on that of the bucket's default encryption."""
    algorithm, key = call.parameters.get("ServerSideEncryption"), call.parameters.get("SSEKMSKeyId")
    if algorithm in _KMS and key:
        yield from on_key(call, "kms:customer-key", str(key), WRITE, _arn_of(call, path))
    elif algorithm is None:
        yield from on_key(call, "kms:key-of-bucket", bucket, WRITE, _arn_of(call, path))


def _arn_of(call: OperationCall, path: str) -> dict[str, str]:
    return {"aws:s3:arn": f"arn:{call.partition}:s3:::{path}"}


RULES = ServiceRules(
    beside=_keys,
    special={
        **dict.fromkeys(("CopyObject", "UploadPartCopy"), _copy),
        "CreateBucket": _create_bucket,
        "DeleteObjects": _delete_many,
        **dict.fromkeys(("ListBuckets", "ListDirectoryBuckets"), _all_buckets),
        "*": _any,
    },
    passes={"PutBucketReplication": (("ReplicationConfiguration.Role", "s3.amazonaws.com"),)},
)
