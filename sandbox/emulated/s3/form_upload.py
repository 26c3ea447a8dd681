"""The members of PutObject that a form has: LocalStack's PostObject has none of them as parameters.

Reference: S3 API reference, RESTObjectPOST (form fields).
"""

from __future__ import annotations

from typing import Any

_FIELDS = {
    "acl": "ACL",
    "x-amz-server-side-encryption": "ServerSideEncryption",
    "x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
    "x-amz-storage-class": "StorageClass",
    "x-amz-website-redirect-location": "WebsiteRedirectLocation",
}
_FILE_NAME = "${filename}"


def form_members(request: Any) -> dict[str, Any]:
    """Return the members of PutObject that the form of a request gives, by the names that botocore has for them."""
    form = request.form
    found: dict[str, Any] = {member: form[field] for field, member in _FIELDS.items() if form.get(field)}
    key = form.get("key")
    if key is not None:
        uploaded = request.files.get("file")
        found["Key"] = key.replace(_FILE_NAME, uploaded.filename or "") if uploaded is not None else key
    if form.get("tagging"):
        found["Tagging"] = {"TagSet": []}  # XML, of which LocalStack reads the tags
    return found
