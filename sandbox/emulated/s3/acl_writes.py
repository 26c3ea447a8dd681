"""Requests that set access control lists: what Object Ownership permits, and who owns a new object.

Reference: S3 user guide, about-object-ownership; S3 API reference, CreateBucket, PutBucketOwnershipControls.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from sandbox.emulated.caller import CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.s3 import acl
from sandbox.emulated.s3.buckets import ENFORCED, PREFERRED, acls_enabled, find_bucket, find_object
from sandbox.emulated.s3.canonical_user import ANONYMOUS
from sandbox.emulated.s3.form_upload import form_members
from sandbox.emulated.service_call import Call

_BY_DEFAULT = "private"


@operation("CreateBucket")
def create_bucket(call: Call) -> dict[str, Any]:
    """Create a bucket; a list that grants access to others requires another Object Ownership than the default."""
    given = call.request
    _refuse_email(given)
    if acl.names_acl(given) and (given.get("ObjectOwnership") or ENFORCED) == ENFORCED:
        owner = acl.owner_member(call.account)
        private = given.get("ACL") == _BY_DEFAULT or acl.is_bucket_owner_full_control(given, owner["ID"])
        if not private:
            raise _list_of_enforced_bucket()
    if acl.requests_public(given):
        raise AwsError(
            "InvalidBucketAclWithBlockPublicAccessError",
            "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
        )
    return call.inner()


@operation("PutBucketOwnershipControls")
def put_bucket_ownership_controls(call: Call) -> dict[str, Any]:
    """Set Object Ownership; lists are disabled only where the bucket's grants nothing to others."""
    bucket, rules = find_bucket(call.request["Bucket"]), (call.request.get("OwnershipControls") or {}).get("Rules")
    disables = any(rule.get("ObjectOwnership") == ENFORCED for rule in rules or ())
    if bucket is not None and disables and not acl.grants_nothing_beyond(bucket.acl, bucket.owner["ID"]):
        raise _list_of_enforced_bucket()
    return call.inner()


@operation("PutBucketAcl")
def put_bucket_acl(call: Call) -> dict[str, Any]:
    """Set the list of a bucket whose Object Ownership enables lists."""
    bucket = find_bucket(call.request["Bucket"])
    if bucket is not None:
        _check(call, bucket)
    return call.inner()


@operation("PutObjectAcl")
def put_object_acl(call: Call) -> dict[str, Any]:
    """Set the list of an object in a bucket whose Object Ownership enables lists."""
    given = call.request
    bucket = find_bucket(given["Bucket"])
    if bucket is None:
        return call.inner()
    _check(call, bucket)
    answer = call.inner()
    kept = find_object(bucket, given["Key"], given.get("VersionId"))
    if kept is not None and given.get("ACL"):
        kept.acl = acl.canned_acl(given["ACL"], kept.owner, bucket.owner)
    return answer


@operation("PutObject", "CopyObject", "PostObject")
def put_object(call: Call) -> dict[str, Any]:
    """Write an object; it belongs to the account that Object Ownership says."""
    bucket = find_bucket(call.request["Bucket"])
    if bucket is not None:
        _check(call, bucket)
    answer = call.inner()
    key = _specified(call).get("Key")
    kept = find_object(bucket, key, answer.get("VersionId")) if bucket is not None and key else None
    if kept is not None:
        _give_owner(call, bucket, kept)
    return answer


@operation("CreateMultipartUpload")
def create_multipart_upload(call: Call) -> dict[str, Any]:
    """Begin to write an object; it will belong to the account that Object Ownership says."""
    bucket = find_bucket(call.request["Bucket"])
    if bucket is not None:
        _check(call, bucket)
    answer = call.inner()
    upload = bucket.multiparts.get(answer["UploadId"]) if bucket is not None else None
    if upload is not None:
        _give_owner(call, bucket, upload.object)
    return answer


@operation("GetBucketAcl")
def get_bucket_acl(call: Call) -> dict[str, Any]:
    """Return the list of a bucket; where lists are disabled, one that grants its owner full control."""
    answer, bucket = call.inner(), find_bucket(call.request["Bucket"])
    return answer if bucket is None or acls_enabled(bucket) else _of_owner(bucket)


@operation("GetObjectAcl")
def get_object_acl(call: Call) -> dict[str, Any]:
    """Return the list of an object; where lists are disabled, one that grants the bucket's owner full control."""
    answer, bucket = call.inner(), find_bucket(call.request["Bucket"])
    return answer if bucket is None or acls_enabled(bucket) else _of_owner(bucket)


def _of_owner(bucket: Any) -> dict[str, Any]:
    return acl.canned_acl(_BY_DEFAULT, bucket.owner, bucket.owner)


def _check(call: Call, bucket: Any) -> None:
    """Raise S3's error for a list that the bucket does not take."""
    given = _specified(call)
    _refuse_email(given)
    if acls_enabled(bucket) or not acl.names_acl(given):
        return
    if not acl.is_bucket_owner_full_control(given, bucket.owner["ID"]):
        raise AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs", HTTPStatus.BAD_REQUEST)


def _specified(call: Call) -> dict[str, Any]:
    """Return the request's members, and for PostObject those of the form."""
    if call.operation == "PostObject":
        return {**call.request, **form_members(call.context.request)}
    return call.request


def _refuse_email(given: dict[str, Any]) -> None:
    if acl.names_email(given):
        raise AwsError(
            "MethodNotAllowed",
            "Amazon S3 has ended support for grants to email addresses; grant to a canonical user id.",
            HTTPStatus.METHOD_NOT_ALLOWED,
        )


def _list_of_enforced_bucket() -> AwsError:
    return AwsError(
        "InvalidBucketAclWithObjectOwnership",
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    )


def _give_owner(call: Call, bucket: Any, kept: Any) -> None:
    """Give a new object its owner and the list of the request."""
    given = _specified(call)
    writer = _writer(call)
    preferred = bucket.object_ownership == PREFERRED and given.get("ACL") == acl.BUCKET_OWNER_FULL_CONTROL
    owner = writer if acls_enabled(bucket) and not preferred else bucket.owner
    listed = any(given.get(name) for name in acl.GRANT_HEADERS)
    kept.acl = (
        {**kept.acl, "Owner": owner} if listed else acl.canned_acl(given.get("ACL") or _BY_DEFAULT, owner, bucket.owner)
    )
    kept.owner = owner


def _writer(call: Call) -> dict[str, str]:
    caller = getattr(call.context, "caller", None)
    if caller is not None and caller.kind is CallerKind.ANONYMOUS:
        return {"ID": ANONYMOUS}
    return acl.owner_member(call.account)
