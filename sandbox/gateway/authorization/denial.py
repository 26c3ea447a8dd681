"""The error by which each service refuses a call, with AWS's message.

Reference: IAM user guide, troubleshoot_access-denied; EC2 API reference, errors-overview (UnauthorizedOperation).
"""

from __future__ import annotations

from http import HTTPStatus

from sandbox.emulated.errors import AwsError
from sandbox.emulated.sts.encoded_message import encode
from sandbox.iam import EvaluationTrace
from sandbox.iam.message import refusal

_OWN_CODES = {"sns": "AuthorizationError", "s3": "AccessDenied", "s3control": "AccessDenied"}
_JSON = ("json", "rest-json", "smithy-rpc-v2-cbor")


def access_denied(service: str, protocol: str, trace: EvaluationTrace) -> AwsError:
    """Return the error of a service, by its botocore name and protocol, for a refused requirement."""
    message = refusal(trace) or "Access denied"
    if service == "ec2":
        encoded = encode(trace)
        text = f"You are not authorized to perform this operation. {message}. Encoded authorization failure message: "
        return AwsError("UnauthorizedOperation", text + encoded, HTTPStatus.FORBIDDEN)
    code = _OWN_CODES.get(service) or ("AccessDeniedException" if protocol in _JSON else "AccessDenied")
    status = HTTPStatus.BAD_REQUEST if protocol == "json" else HTTPStatus.FORBIDDEN
    return AwsError(code, message, status)
