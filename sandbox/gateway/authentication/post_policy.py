"""Forms by which a browser uploads to S3: the signature of their policy, and that it names every field. Pure.

LocalStack evaluates the conditions of the policy and its expiration, and neither of these.
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
"""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import replace

from sandbox.emulated.caller import ANONYMOUS, Proof
from sandbox.gateway.authentication.access_key import AccessKey, FindKey, check_token
from sandbox.gateway.authentication.refused import Reason, Refused
from sandbox.gateway.authentication.signature_v4 import ALGORITHM, SignatureV4, read_credential, read_time
from sandbox.gateway.authentication.signing_key import matches, signing_key
from sandbox.gateway.authentication.verification import (
    DEFAULT_REGION,
    Endpoint,
    Verified,
    authorization_header,
    check_scope,
)

_NOT_IN_POLICY = frozenset({"policy", "file", "x-amz-signature", "signature", "awsaccesskeyid"})
_IGNORED = "x-ignore-"


def verify_form(fields: Iterable[tuple[str, str]], endpoint: Endpoint, find_key: FindKey, now: float) -> Verified:
    """Return the caller of a form, whose fields are given in order; raises Refused."""
    form: dict[str, str] = {}
    for name, value in fields:
        if name.lower() in form:
            raise Refused(Reason.QUERY_REPEATED, name=name)
        form[name.lower()] = value
    if "policy" not in form:
        return Verified(ANONYMOUS)
    if "x-amz-signature" in form:
        return _verify_v4(form, endpoint, find_key, now)
    if all(name in form for name in ("signature", "awsaccesskeyid")):
        return _verify_v2(form, find_key, now)
    raise Refused(Reason.FORM_UNSIGNED)


def _verify_v4(form: dict[str, str], endpoint: Endpoint, find_key: FindKey, now: float) -> Verified:
    if (algorithm := form.get("x-amz-algorithm", ALGORITHM)) != ALGORITHM:
        raise Refused(Reason.UNSUPPORTED, algorithm=algorithm)
    access_key, scope = read_credential(form.get("x-amz-credential", ""), presigned=True)
    date, time = read_time(form.get("x-amz-date", ""))
    signature = SignatureV4(
        access_key, scope, (), form["x-amz-signature"], date, time, form.get("x-amz-security-token"), presigned=True
    )
    check_scope(signature, endpoint)
    key = _key(find_key, access_key, scope.region, signature.token, now)
    if key.secret is not None and not matches(signing_key(key.secret, scope), form["policy"], signature.signature):
        raise _mismatch(form, signature.signature, access_key)
    return _verified(form, key, authorization_header(signature))


def _verify_v2(form: dict[str, str], find_key: FindKey, now: float) -> Verified:
    access_key, signature = form["awsaccesskeyid"], form["signature"]
    key = _key(find_key, access_key, DEFAULT_REGION, form.get("x-amz-security-token"), now)
    if key.secret is not None:
        made = b64encode(hmac.digest(key.secret.encode(), form["policy"].encode(), "sha1"))
        if not hmac.compare_digest(made, signature.encode()):
            raise _mismatch(form, signature, access_key)
    return _verified(form, key, f"AWS {access_key}:{signature}")


def _key(find_key: FindKey, access_key: str, region: str, token: str | None, now: float) -> AccessKey:
    key = find_key(access_key, region)
    if key is None:
        raise Refused(Reason.UNKNOWN_KEY, access_key=access_key)
    check_token(key, token, now)
    return key


def _mismatch(form: dict[str, str], signature: str, access_key: str) -> Refused:
    return Refused(Reason.MISMATCH, access_key=access_key, signature=signature, string_to_sign=form["policy"])


def _verified(form: dict[str, str], key: AccessKey, authorization: str) -> Verified:
    if key.secret is None:
        return Verified(key.caller, authorization)
    named = _named(form["policy"])
    for name in form:
        if name not in named and name not in _NOT_IN_POLICY and not name.startswith(_IGNORED):
            raise Refused(Reason.FORM_FIELD, name=name)
    return Verified(replace(key.caller, proof=Proof.FORM), authorization)


def _named(policy: str) -> frozenset[str]:
    """Return the fields that the conditions of a policy name; they are `{field: value}` or `[match, $field, value]`."""
    try:
        document = json.loads(b64decode(policy))
        conditions = document["conditions"]
        names = {name for condition in conditions if isinstance(condition, dict) for name in condition}
        names |= {str(condition[1]).removeprefix("$") for condition in conditions if isinstance(condition, list)}
    except (Base64Error, ValueError, KeyError, TypeError, IndexError):
        raise Refused(Reason.FORM_POLICY) from None
    return frozenset(name.lower() for name in names)
