"""The errors of Amazon S3 for a request that is not authenticated. Pure.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from sandbox.emulated.errors import AwsError
from sandbox.gateway.authentication.refused import Reason, Refused, printable

_BAD, _FORBIDDEN = HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN
_CREDENTIAL = 'expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
_HASHES = (
    "UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256 value."
)
_TABLE: dict[Reason, tuple[str, HTTPStatus, str]] = {
    Reason.TWO_MECHANISMS: (
        "InvalidArgument",
        _BAD,
        (
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
            "parameter or the Authorization header should be specified"
        ),
    ),
    Reason.UNSUPPORTED: (
        "InvalidRequest",
        _BAD,
        "The sandbox does not verify {algorithm}; sign with AWS4-HMAC-SHA256 (Signature Version 4).",
    ),
    Reason.DATE_MISSING: ("AccessDenied", _FORBIDDEN, "AWS authentication requires a valid Date or x-amz-date header"),
    Reason.DATE_MALFORMED: (
        "AccessDenied",
        _FORBIDDEN,
        "AWS authentication requires a valid Date or x-amz-date header",
    ),
    Reason.QUERY_INCOMPLETE: (
        "AuthorizationQueryParametersError",
        _BAD,
        (
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
            "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
        ),
    ),
    Reason.QUERY_V2_INCOMPLETE: (
        "AccessDenied",
        _FORBIDDEN,
        "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    ),
    Reason.QUERY_REPEATED: (
        "AuthorizationQueryParametersError",
        _BAD,
        "The query parameter {name} occurs more than once.",
    ),
    Reason.EXPIRES_NOT_A_NUMBER: ("AuthorizationQueryParametersError", _BAD, "X-Amz-Expires should be a number"),
    Reason.EXPIRES_NEGATIVE: ("AuthorizationQueryParametersError", _BAD, "X-Amz-Expires must be non-negative"),
    Reason.EXPIRES_TOO_LONG: (
        "AuthorizationQueryParametersError",
        _BAD,
        (
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
            "604800 seconds"
        ),
    ),
    Reason.TOO_OLD: (
        "RequestTimeTooSkewed",
        _FORBIDDEN,
        "The difference between the request time and the current time is too large.",
    ),
    Reason.NOT_YET: (
        "RequestTimeTooSkewed",
        _FORBIDDEN,
        "The difference between the request time and the current time is too large.",
    ),
    Reason.URL_EXPIRED: ("AccessDenied", _FORBIDDEN, "Request has expired"),
    Reason.FORM_UNSIGNED: ("AccessDenied", _FORBIDDEN, "Access Denied"),
    Reason.FORM_POLICY: (
        "InvalidPolicyDocument",
        _BAD,
        "The content of the form does not meet the conditions: its policy is not valid.",
    ),
    Reason.FORM_FIELD: ("AccessDenied", _FORBIDDEN, "Invalid according to Policy: Extra input fields: {name}"),
    Reason.UNKNOWN_KEY: (
        "InvalidAccessKeyId",
        _FORBIDDEN,
        "The AWS Access Key Id you provided does not exist in our records.",
    ),
    Reason.INVALID_TOKEN: ("InvalidToken", _BAD, "The provided token is malformed or otherwise invalid."),
    Reason.EXPIRED_TOKEN: ("ExpiredToken", _BAD, "The provided token has expired."),
    Reason.HOST_UNSIGNED: (
        "AccessDenied",
        _FORBIDDEN,
        "There were headers present in the request which were not signed",
    ),
    Reason.HEADERS_UNSIGNED: (
        "AccessDenied",
        _FORBIDDEN,
        "There were headers present in the request which were not signed",
    ),
    Reason.MISMATCH: (
        "SignatureDoesNotMatch",
        _FORBIDDEN,
        (
            "The request signature we calculated does not match the signature you provided. Check your key and signing "
            "method."
        ),
    ),
    Reason.HASH_MISSING: ("InvalidRequest", _BAD, "Missing required header for this request: x-amz-content-sha256"),
    Reason.HASH_INVALID: ("InvalidArgument", _BAD, f"x-amz-content-sha256 must be {_HASHES}"),
    Reason.HASH_MISMATCH: (
        "XAmzContentSHA256Mismatch",
        _BAD,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
    ),
    Reason.CHUNK_MALFORMED: (
        "InvalidRequest",
        _BAD,
        "The chunk header is not well-formed: a size in hexadecimal, and the chunk-signature where chunks are signed.",
    ),
    Reason.BODY_INCOMPLETE: (
        "IncompleteBody",
        _BAD,
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
    ),
    Reason.TRAILER_MALFORMED: (
        "MalformedTrailerError",
        _BAD,
        "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    ),
}
_PARTS: dict[Reason, str] = {
    Reason.NOT_A_PAIR: "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
    Reason.INCOMPLETE: "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
    Reason.CREDENTIAL: f"the Credential is mal-formed; {_CREDENTIAL}",
    Reason.SCOPE_DATE: 'Invalid credential date "{given}". This date is not the same as X-Amz-Date: "{date}".',
    Reason.SCOPE_REGION: "the region '{given}' is wrong; expecting a Region of AWS",
    Reason.SCOPE_SERVICE: 'incorrect service "{given}". This endpoint belongs to "{service}".',
    Reason.SCOPE_TERMINATOR: 'incorrect terminal "{given}". This endpoint uses "aws4_request".',
}
"""Faults of one part; the beginning of the message names the header or the query."""

_SKEW = {"RequestTime": "time", "ServerTime": "server"}
_MEMBERS: dict[Reason, dict[str, str]] = {
    Reason.TOO_OLD: _SKEW,
    Reason.NOT_YET: _SKEW,
    Reason.URL_EXPIRED: {"X_Amz_Expires": "seconds", "Expires": "expires", "ServerTime": "now"},
    Reason.UNKNOWN_KEY: {"AWSAccessKeyId": "access_key"},
    Reason.HEADERS_UNSIGNED: {"HeadersNotSigned": "names"},
    Reason.HASH_MISMATCH: {"ClientComputedContentSHA256": "given", "S3ComputedContentSHA256": "computed"},
}
"""Members of an error beyond code and message, and the fields of the refusal that they show."""


def s3_error(refused: Refused) -> AwsError:
    """Return the error."""
    fields = refused.fields
    if refused.reason in _PARTS:
        detail = _PARTS[refused.reason].format_map(fields)
        if fields.get("presigned"):
            code, start = "AuthorizationQueryParametersError", "Error parsing the X-Amz-Credential parameter"
        else:
            code, start = "AuthorizationHeaderMalformed", "The authorization header is malformed"
        return AwsError(code, printable(f"{start}; {detail}"), _BAD)
    code, status, template = _TABLE[refused.reason]
    return AwsError(code, printable(template.format_map(fields)), status, **_fields(refused))


def _fields(refused: Refused) -> dict[str, object]:
    """Return the members of an S3 error beyond code and message."""
    given = refused.fields
    if refused.reason is Reason.MISMATCH:
        return _mismatch(given)
    found = {member: given[name] for member, name in _MEMBERS.get(refused.reason, {}).items() if name in given}
    if refused.reason in {Reason.TOO_OLD, Reason.NOT_YET}:
        found["MaxAllowedSkewMilliseconds"] = int(str(given["minutes"])) * 60_000
    return found


def _mismatch(given: Mapping[str, object]) -> dict[str, object]:
    if "string_to_sign" not in given:
        return {}
    text, canonical = printable(str(given["string_to_sign"])), given.get("canonical_request")
    found: dict[str, object] = {
        "AWSAccessKeyId": given["access_key"],
        "SignatureProvided": given["signature"],
        "StringToSign": text,
        "StringToSignBytes": _bytes(text),
    }
    if canonical is not None:
        shown = printable(str(canonical))
        found |= {"CanonicalRequest": shown, "CanonicalRequestBytes": _bytes(shown)}
    return found


def _bytes(text: str) -> str:
    return text.encode("latin-1", "replace").hex(" ").upper()
