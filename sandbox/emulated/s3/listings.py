"""Lists of objects, which show who owns each: LocalStack shows the bucket's owner for all."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from sandbox.emulated.operation import operation
from sandbox.emulated.s3.buckets import acls_enabled, find_bucket, find_object
from sandbox.emulated.service_call import Call


@operation("ListObjects", "ListObjectsV2", "ListObjectVersions")
def list_objects(call: Call) -> dict[str, Any]:
    """Return a list of objects with their owners, where the answer has owners."""
    answer, bucket = call.inner(), find_bucket(call.request["Bucket"])
    if bucket is None or not acls_enabled(bucket):
        return answer
    encoded = answer.get("EncodingType") == "url"
    for one in (*answer.get("Contents", ()), *answer.get("Versions", ())):
        key = unquote(one["Key"]) if encoded else one["Key"]
        kept = find_object(bucket, key, one.get("VersionId")) if "Owner" in one else None
        if kept is not None and kept.owner:
            one["Owner"] = dict(kept.owner)
    return answer
