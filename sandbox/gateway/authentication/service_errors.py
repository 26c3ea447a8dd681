"""The error of a service for a request that is not authenticated. Pure.

Sources: "Common Errors" of the services' API references, "Error responses" of Amazon S3, the EC2 client error codes,
and "Troubleshoot signed requests for AWS APIs" of the IAM user guide for the messages.
"""

from __future__ import annotations

from enum import Enum
from http import HTTPStatus

from sandbox.emulated.errors import AwsError
from sandbox.gateway import credentials
from sandbox.gateway.authentication.refused import Reason, Refused, printable
from sandbox.gateway.authentication.s3_errors import s3_error

MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)
_JSON = frozenset({"json", "rest-json", "smithy-rpc-v2-cbor", "cbor"})


class _Kind(Enum):
    """Faults that share a code: that of JSON protocols, and that of the others."""

    INCOMPLETE = ("IncompleteSignatureException", "IncompleteSignature")
    SIGNATURE = ("InvalidSignatureException", "SignatureDoesNotMatch")
    UNKNOWN = ("UnrecognizedClientException", "InvalidClientTokenId")
    EXPIRED = ("ExpiredTokenException", "ExpiredToken")


_SCOPE = "Credential should be scoped "
_UNSUPPORTED = "The sandbox does not verify {algorithm}; sign with AWS4-HMAC-SHA256 (Signature Version 4)."
_TABLE: dict[Reason, tuple[_Kind, str]] = {
    Reason.TWO_MECHANISMS: (
        _Kind.INCOMPLETE,
        "The request has more than one signature: use either the Authorization header or the query parameters.",
    ),
    Reason.UNSUPPORTED: (_Kind.INCOMPLETE, _UNSUPPORTED),
    Reason.NOT_A_PAIR: (
        _Kind.INCOMPLETE,
        "'{piece}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'.",
    ),
    Reason.INCOMPLETE: (_Kind.INCOMPLETE, "{missing} Authorization={header}"),
    Reason.CREDENTIAL: (
        _Kind.INCOMPLETE,
        (
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
            "got '{credential}'"
        ),
    ),
    Reason.DATE_MISSING: (
        _Kind.INCOMPLETE,
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization={header}",
    ),
    Reason.DATE_MALFORMED: (
        _Kind.INCOMPLETE,
        "Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601",
    ),
    Reason.QUERY_INCOMPLETE: (
        _Kind.INCOMPLETE,
        (
            "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', "
            "'X-Amz-SignedHeaders' and 'X-Amz-Signature'. Re-examine the query-string parameters."
        ),
    ),
    Reason.QUERY_REPEATED: (_Kind.INCOMPLETE, "The query-string parameter '{name}' occurs more than once."),
    Reason.EXPIRES_NOT_A_NUMBER: (_Kind.INCOMPLETE, "X-Amz-Expires should be a number"),
    Reason.EXPIRES_NEGATIVE: (_Kind.INCOMPLETE, "X-Amz-Expires must be non-negative"),
    Reason.EXPIRES_TOO_LONG: (_Kind.INCOMPLETE, "X-Amz-Expires must be less than a week (in seconds): 604800"),
    Reason.SCOPE_DATE: (
        _Kind.SIGNATURE,
        (
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            "'{given}' != '{date}', from '{time}'."
        ),
    ),
    Reason.SCOPE_REGION: (_Kind.SIGNATURE, _SCOPE + "to a valid region, not '{given}'."),
    Reason.SCOPE_SERVICE: (_Kind.SIGNATURE, _SCOPE + "to correct service: '{service}'."),
    Reason.SCOPE_TERMINATOR: (_Kind.SIGNATURE, _SCOPE + "with a valid terminator: 'aws4_request', not '{given}'."),
    Reason.TOO_OLD: (
        _Kind.SIGNATURE,
        "Signature expired: {time} is now earlier than {limit} ({now} - {minutes} min.)",
    ),
    Reason.NOT_YET: (
        _Kind.SIGNATURE,
        "Signature not yet current: {time} is still later than {limit} ({now} + {minutes} min.)",
    ),
    Reason.URL_EXPIRED: (_Kind.SIGNATURE, "Signature expired: {end} is now earlier than {server}"),
    Reason.UNKNOWN_KEY: (_Kind.UNKNOWN, "The security token included in the request is invalid."),
    Reason.INVALID_TOKEN: (_Kind.UNKNOWN, "The security token included in the request is invalid."),
    Reason.EXPIRED_TOKEN: (_Kind.EXPIRED, "The security token included in the request is expired"),
    Reason.HOST_UNSIGNED: (
        _Kind.SIGNATURE,
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ),
    Reason.HEADERS_UNSIGNED: (_Kind.SIGNATURE, "{names} must be a 'SignedHeader' in the AWS Authorization."),
    Reason.MISMATCH: (_Kind.SIGNATURE, MISMATCH),
}


def error_of(refused: Refused, service: str, protocol: str) -> AwsError:
    """Return the error of a service, by its botocore name and protocol."""
    if service in {"s3", "s3control"}:
        return s3_error(refused)
    kind, template = _TABLE[refused.reason]
    if service == "ec2" and refused.reason is not Reason.UNSUPPORTED:
        return _ec2(kind)
    json = protocol in _JSON
    code = kind.value[0] if json else kind.value[1]
    status = HTTPStatus.BAD_REQUEST if json and protocol != "rest-json" else HTTPStatus.FORBIDDEN
    return AwsError(code, _message(template, refused), status)


def _ec2(kind: _Kind) -> AwsError:
    if kind is _Kind.EXPIRED:
        return AwsError("RequestExpired", "Request has expired.", HTTPStatus.BAD_REQUEST)
    return credentials.not_recognized("ec2", "ec2")


def _message(template: str, refused: Refused) -> str:
    fields = dict(refused.fields)
    if isinstance(missing := fields.get("missing"), tuple):
        fields["missing"] = " ".join(f"Authorization header requires '{name}' parameter." for name in missing)
    message = template.format_map(fields)
    if refused.reason is Reason.MISMATCH and "canonical_request" in fields:
        message += (
            f"\n\nThe Canonical String for this request should have been\n'{fields['canonical_request']}'"
            f"\n\nThe String-to-Sign should have been\n'{fields['string_to_sign']}'\n"
        )
    return printable(message)
