"""The errors of AWS services for credentials that do not exist. Pure.

Source: "Common Error Types" of the services' API references; for EC2 and S3 their own lists of error codes.
"""

from __future__ import annotations

from sandbox.emulated.errors import AwsError

_TOKEN = "The security token included in the request is invalid."  # noqa: S105 - AWS's message, no secret
_OWN = {
    "ec2": AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
    "s3": AwsError("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
}


UNKNOWN = frozenset(
    {"InvalidClientTokenId", "UnrecognizedClientException", *(refused.code for refused in _OWN.values())}
)
"""Codes for unknown callers, whose calls are in no account's event history."""


def not_recognized(service: str, protocol: str) -> AwsError:
    """Return the error of a service, by its botocore name and protocol."""
    if service in _OWN:
        return _OWN[service]
    if protocol in {"json", "rest-json", "smithy-rpc-v2-cbor"}:
        return AwsError("UnrecognizedClientException", _TOKEN, 403 if protocol == "rest-json" else 400)
    return AwsError("InvalidClientTokenId", _TOKEN, 403)
