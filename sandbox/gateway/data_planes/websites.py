"""Website endpoints of S3, which serve what anonymous callers may read.

Reference: S3 user guide, WebsiteAccessPermissionsReqd, IndexDocumentSupport and CustomErrorDocSupport.
"""

from __future__ import annotations

import re
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from localstack.utils.aws.arns import get_partition

from sandbox.authorization import Requirement
from sandbox.emulated.caller import ANONYMOUS
from sandbox.emulated.s3.buckets import find_bucket, find_object
from sandbox.gateway.data_planes.invocation import Invocation, is_examined, lacking

HOST = re.compile(r"(.*)\.s3-website\.")


def authorize(chain: Any, request: Any, response: Any) -> None:
    """Answer a request for an object that is not public, and end the request path."""
    named = HOST.match(request.host.lower())
    bucket = find_bucket(named[1]) if named is not None else None
    if bucket is None or not bucket.website_configuration or not is_examined(request):
        return
    config = bucket.website_configuration
    path = unquote(request.path).lstrip("/")
    if request.method != "GET" or config.get("RedirectAllRequestsTo") or _redirected(config, path):
        return
    key = path
    if not path or path.endswith("/"):
        key += (config.get("IndexDocument") or {}).get("Suffix", "")
    invocation = Invocation.of(request, "s3", "GetObject", bucket.bucket_region, get_partition(bucket.bucket_region))
    place = f"arn:{invocation.partition}:s3:::{bucket.name}"
    needed = [Requirement("s3:GetObject", f"{place}/{key}")]
    if find_object(bucket, key) is None:
        # Without permission to list, an absent object is denied like any other.
        needed.append(Requirement("s3:ListBucket", place))
        document = (config.get("ErrorDocument") or {}).get("Key")
        if document:
            needed.append(Requirement("s3:GetObject", f"{place}/{document}"))
    if lacking(invocation, ANONYMOUS, needed) is not None:
        _answer(chain, response, invocation.request_id)


def _redirected(config: Any, key: str) -> bool:
    """Return whether a routing rule redirects the key before an object is read."""
    for rule in config.get("RoutingRules") or ():
        condition = rule.get("Condition") or {}
        if not condition:
            return True
        prefix = condition.get("KeyPrefixEquals")
        if prefix and key.startswith(prefix) and not condition.get("HttpErrorCodeReturnedEquals"):
            return True
    return False


def _answer(chain: Any, response: Any, request_id: str) -> None:
    response.status_code = int(HTTPStatus.FORBIDDEN)
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    response.headers["x-amz-error-code"] = "AccessDenied"
    response.headers["x-amz-error-message"] = "Access Denied"
    lines = ("Code: AccessDenied", "Message: Access Denied", f"RequestId: {escape(request_id)}")
    listed = "\n".join(f"<li>{line}</li>" for line in lines)
    response.data = (
        "<html>\n<head><title>403 Forbidden</title></head>\n<body>\n<h1>403 Forbidden</h1>\n"
        f"<ul>\n{listed}\n</ul>\n<hr/>\n</body>\n</html>\n"
    )
    chain.stop()
