"""The error by which each service refuses a call, with AWS's message.

Reference: IAM user guide, troubleshoot_access-denied; EC2 API reference, errors-overview (UnauthorizedOperation).
"""

from __future__ import annotations

from http import HTTPStatus

from sandbox.emulated.errors import AwsError
from sandbox.emulated.sts.encoded_message import encode
from sandbox.iam import EvaluationTrace, PrincipalType
from sandbox.iam.message import refusal

_OWN_CODES = {"sns": "AuthorizationError", "s3": "AccessDenied", "s3control": "AccessDenied"}
_JSON = ("json", "rest-json", "smithy-rpc-v2-cbor")


_ANONYMOUS = frozenset(("s3", "sns", "sqs"))
"""Services whose resource policies may open a resource to calls without a signature."""


def access_denied(service: str, protocol: str, trace: EvaluationTrace) -> AwsError:
    """Return the error of a service, by its botocore name and protocol, for a refused requirement."""
    if trace.request.principal.type is PrincipalType.ANONYMOUS and service not in _ANONYMOUS:
        return _not_signed(protocol)
    message = refusal(trace) or "Access denied"
    if trace.request.principal.type is PrincipalType.WEB_OR_SAML:
        message = f"Not authorized to perform {trace.request.action}"  # AWS does not name the bearer of a token
    if service == "ec2":
        encoded = encode(trace)
        text = f"You are not authorized to perform this operation. {message}. Encoded authorization failure message: "
        return AwsError("UnauthorizedOperation", text + encoded, HTTPStatus.FORBIDDEN)
    return _denied(service, protocol, message)


def denied_within(service: str, protocol: str, message: str) -> AwsError:
    """Return the error of a service whose own call of another service was denied, with the other's message."""
    if service == "ec2":
        return AwsError("UnauthorizedOperation", message, HTTPStatus.FORBIDDEN)
    return _denied(service, protocol, message)


def _denied(service: str, protocol: str, message: str) -> AwsError:
    code = _OWN_CODES.get(service) or ("AccessDeniedException" if protocol in _JSON else "AccessDenied")
    status = HTTPStatus.BAD_REQUEST if protocol == "json" else HTTPStatus.FORBIDDEN
    return AwsError(code, message, status)


def _not_signed(protocol: str) -> AwsError:
    """Return the error for a call without a signature. Reference: "Common Error Types" of the API references."""
    code = "MissingAuthenticationTokenException" if protocol in _JSON else "MissingAuthenticationToken"
    return AwsError(code, "Request is missing Authentication Token", HTTPStatus.FORBIDDEN)
