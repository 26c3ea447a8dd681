"""Verify a request in the order of AWS: form of the signature, scope, time, key and session, signature, body. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sandbox.emulated.caller import ANONYMOUS, Caller, Proof
from sandbox.gateway.authentication import signature_v2, signature_v4
from sandbox.gateway.authentication.access_key import AccessKey, FindKey, check_token
from sandbox.gateway.authentication.canonical_request import canonical_request, string_to_sign
from sandbox.gateway.authentication.chunked_body import check_chunks
from sandbox.gateway.authentication.clock import check_time
from sandbox.gateway.authentication.http_request import HttpRequest
from sandbox.gateway.authentication.payload import CHUNKED, Chunked, check_hash, signed_payload
from sandbox.gateway.authentication.payload import HEADER as PAYLOAD_HEADER
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.signature_v2 import SignatureV2
from sandbox.gateway.authentication.signature_v4 import ALGORITHM, ASYMMETRIC, TERMINATOR, SignatureV4
from sandbox.gateway.authentication.signing_key import matches, signing_key

_AMZ = "x-amz-"
_ACCOUNT_ID = re.compile(r"Credential=([0-9]{12})/")
DEFAULT_REGION = "us-east-1"
"""The Region of a Signature Version 2, which names none."""


@dataclass(frozen=True)
class Endpoint:
    """What receives the request."""

    signing_name: str
    regions: frozenset[str]
    s3: bool = False
    """Whether requests are signed as those of S3 are."""


@dataclass(frozen=True)
class Verified:
    """The caller of a request, and the Authorization header that names its key where the query did."""

    caller: Caller
    authorization: str | None = None


def verify(request: HttpRequest, endpoint: Endpoint, find_key: FindKey, now: float) -> Verified:
    """Return the caller; raises Refused."""
    values = request.headers.get("authorization", ())
    in_query_v4 = signature_v4.has_query_signature(request)
    in_query_v2 = endpoint.s3 and signature_v2.has_query_signature(request)
    if len(values) + in_query_v4 + in_query_v2 > 1:
        raise Refused(Reason.TWO_MECHANISMS)
    if in_query_v4:
        signature = signature_v4.from_query(request)
        caller = _verify_v4(request, signature, endpoint, find_key, now)
        return Verified(caller, authorization_header(signature))
    if in_query_v2:
        old = signature_v2.from_query(request, now)
        return Verified(_verify_v2(request, old, find_key, now), f"AWS {old.access_key}:{old.signature}")
    if not values:
        if not endpoint.s3 and signature_v2.is_in_form(request):
            raise Refused(Reason.UNSUPPORTED, algorithm="Signature Version 2")
        return Verified(ANONYMOUS)
    return Verified(_by_header(request, values[0].strip(), endpoint, find_key, now))


def authorization_header(signature: SignatureV4) -> str:
    """Return the Authorization header that is equivalent to the query of a presigned URL."""
    names = ";".join(signature.signed_headers)
    credential = f"{signature.access_key}/{signature.scope}"
    return f"{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature.signature}"


def _by_header(request: HttpRequest, header: str, endpoint: Endpoint, find_key: FindKey, now: float) -> Caller:
    if (found := _ACCOUNT_ID.search(header)) and (key := find_key(found[1], DEFAULT_REGION)) and key.secret is None:
        return key.caller  # what clients write by hand needs no more than the account id
    algorithm = header.split(" ", 1)[0]
    if algorithm == ALGORITHM:
        return _verify_v4(request, signature_v4.from_header(request, header), endpoint, find_key, now)
    if endpoint.s3 and header.startswith(signature_v2.SCHEME):
        return _verify_v2(request, signature_v2.from_header(request, header), find_key, now)
    if algorithm == ASYMMETRIC or header.startswith(signature_v2.SCHEME):
        raise Refused(Reason.UNSUPPORTED, algorithm=algorithm)
    raise Refused(Reason.INCOMPLETE, missing=("Credential", "Signature", "SignedHeaders"), header=header)


def _verify_v4(
    request: HttpRequest, signature: SignatureV4, endpoint: Endpoint, find_key: FindKey, now: float
) -> Caller:
    check_scope(signature, endpoint)
    key = find_key(signature.access_key, signature.scope.region)
    if key is None or key.secret is not None or signature.presigned:
        check_time(signature, endpoint.signing_name, now)
    if key is None:
        raise Refused(Reason.UNKNOWN_KEY, access_key=signature.access_key)
    if key.secret is None:
        return key.caller
    check_token(key, signature.token, now)
    _check_signed_headers(request, signature, endpoint)
    payload = signed_payload(request, signature, s3=endpoint.s3)
    canonical = canonical_request(request, signature, payload, s3=endpoint.s3)
    text = string_to_sign(signature, canonical)
    signing = signing_key(key.secret, signature.scope)
    if not matches(signing, text, signature.signature):
        raise Refused(
            Reason.MISMATCH,
            access_key=signature.access_key,
            signature=signature.signature,
            string_to_sign=text,
            canonical_request=canonical,
        )
    if payload in CHUNKED:
        check_chunks(request, signature, Chunked(payload), signing)
    elif endpoint.s3:
        check_hash(request, payload)
    return replace(key.caller, proof=Proof.PRESIGNED_URL if signature.presigned else Proof.HEADER)


def check_scope(signature: SignatureV4, endpoint: Endpoint) -> None:
    """Raise Refused unless the signing key is for this endpoint and the day of the request."""
    scope, presigned = signature.scope, signature.presigned
    if scope.terminator != TERMINATOR:
        raise Refused(Reason.SCOPE_TERMINATOR, given=scope.terminator, presigned=presigned)
    if scope.service != endpoint.signing_name:
        raise Refused(Reason.SCOPE_SERVICE, given=scope.service, service=endpoint.signing_name, presigned=presigned)
    if scope.region not in endpoint.regions:
        raise Refused(Reason.SCOPE_REGION, given=scope.region, presigned=presigned)
    if scope.date != signature.date[:8]:
        raise Refused(
            Reason.SCOPE_DATE, given=scope.date, date=signature.date[:8], time=signature.date, presigned=presigned
        )


def _check_signed_headers(request: HttpRequest, signature: SignatureV4, endpoint: Endpoint) -> None:
    """Raise Refused unless the host and every x-amz- header is signed."""
    signed = signature.signed_headers
    if "host" not in signed:
        raise Refused(Reason.HOST_UNSIGNED)
    unsigned = [name for name in request.headers if name.startswith(_AMZ) and name not in signed]
    if endpoint.s3 and signature.presigned and PAYLOAD_HEADER in unsigned:
        unsigned.remove(PAYLOAD_HEADER)  # S3 ignores it there
    if unsigned:
        raise Refused(Reason.HEADERS_UNSIGNED, names=", ".join(unsigned))


def _verify_v2(request: HttpRequest, signature: SignatureV2, find_key: FindKey, now: float) -> Caller:
    key: AccessKey | None = find_key(signature.access_key, DEFAULT_REGION)
    if key is None:
        raise Refused(Reason.UNKNOWN_KEY, access_key=signature.access_key)
    if key.secret is None:
        return key.caller
    check_token(key, signature.token, now)
    if not signature.presigned:
        signature_v2.check_date(request, now)
    if not signature_v2.matches(signature, key.secret):
        raise Refused(
            Reason.MISMATCH,
            access_key=signature.access_key,
            signature=signature.signature,
            string_to_sign=signature.text,
        )
    return replace(key.caller, proof=Proof.PRESIGNED_URL if signature.presigned else Proof.HEADER)
