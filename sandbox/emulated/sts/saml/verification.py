"""Verify the assertion of AssumeRoleWithSAML against the SAML provider in the role's account.

Reference: STS API reference, AssumeRoleWithSAML (errors, response); IAM user guide, troubleshoot_saml and
reference_policies_iam-condition-keys (SAML-based role trust); SAML 2.0 Profiles, 4.1.4.3.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.caller import SamlIdentity
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.sts.saml.assertion import Assertion, MalformedAssertion, read_assertion
from sandbox.emulated.sts.saml.attribute_keys import attribute_keys
from sandbox.emulated.sts.saml.attributes import (
    check_duration,
    check_role,
    session_name,
    session_tags,
    source_identity,
)
from sandbox.emulated.sts.saml.document import ASSERTION, PROTOCOL, UnsafeDocument, child, children, parse, text_of
from sandbox.emulated.sts.saml.metadata import IdentityProvider, NotMetadata, read_metadata
from sandbox.emulated.sts.saml.signature import NotSigned, signed_assertion

_FORBIDDEN = 403
_SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
_SIGN_IN = r"https://(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)/saml(?:/acs/.+)?"
_RECIPIENT = re.compile(_SIGN_IN)
_AUDIENCE = re.compile(rf"urn:amazon:webservices(?::.+)?|{_SIGN_IN}")
_REDEEMED = timedelta(minutes=5)
"""An assertion is presented within this time."""
_SKEW = timedelta(minutes=5)
"""By which the clock of the identity provider may be ahead."""
_FORMAT = re.compile(r"urn:oasis:names:tc:SAML:2\.0:nameid-format:(persistent|transient)")


def verify_assertion(text: str, role: str, provider: str, partition: str, now: datetime) -> SamlIdentity:
    """Return what an assertion states.

    Args:
        text: The response of the identity provider, in base64.
        role: ARN of the role.
        provider: ARN of the SAML provider.
        partition: The partition of the call.
        now: The time.

    Raises:
        AwsError: InvalidIdentityToken, ExpiredTokenException, IDPRejectedClaim or AccessDenied.

    """
    account, name = _account_and_name(provider)
    known = _metadata(account, partition, provider, now)
    response = _response(text)
    _check_status(response)
    try:
        assertion = read_assertion(signed_assertion(response, known.certificates))
    except NotSigned as wrong:
        raise _invalid(f"Response signature invalid: {wrong}") from wrong
    except MalformedAssertion as wrong:
        raise _invalid(f"Invalid assertion: {wrong}") from wrong
    if assertion.issuer != known.entity_id:
        raise _invalid("Issuer not present in specified provider")
    recipient = _recipient(assertion, now)
    _check_audience(assertion)
    _check_times(assertion, now)
    check_role(assertion.attributes, role, provider)
    check_duration(assertion.attributes)
    tags, transitive = session_tags(assertion.attributes)
    qualifier = _qualifier(assertion.issuer, account, name)
    kind = _FORMAT.sub(r"\1", assertion.format)
    return SamlIdentity(
        provider=provider,
        issuer=assertion.issuer,
        subject=assertion.subject,
        audience=recipient,
        keys=_keys(assertion, recipient, kind, qualifier, f"{account}/{name}") | {"aws:FederatedProvider": provider},
        tags=tags,
        transitive_tags=transitive,
        source_identity=source_identity(assertion.attributes),
        session_name=session_name(assertion.attributes),
        subject_type=kind,
        name_qualifier=qualifier,
        session_ends=assertion.session_ends,
    )


def _account_and_name(provider: str) -> tuple[str, str]:
    account, _, resource = provider.partition(":iam::")[2].partition(":")
    return account, resource.removeprefix("saml-provider/")


def _metadata(account: str, partition: str, provider: str, now: datetime) -> IdentityProvider:
    known = iam_backends[account][partition].saml_providers if account in iam_backends else {}
    found = next((one for one in list(known.values()) if one.arn == provider), None)
    if found is None:
        raise _invalid("Specified provider doesn't exist.")
    try:
        metadata = read_metadata(found.saml_metadata_document)
    except NotMetadata as wrong:
        raise _invalid(f"Could not parse metadata of the provider: {wrong}") from wrong
    if metadata.valid_until is not None and metadata.valid_until <= now:
        raise _invalid(f"The metadata of the provider expired at {metadata.valid_until.isoformat()}")
    return metadata


def _response(text: str) -> Any:
    try:
        return parse(base64.b64decode(text, validate=True))
    except (binascii.Error, UnsafeDocument) as wrong:
        raise _invalid(f"Invalid base64 SAMLResponse: {wrong}") from wrong


def _check_status(response: Any) -> None:
    if any(True for _ in children(response, ASSERTION, "EncryptedAssertion")):
        raise NotEmulatedError("sts", "AssumeRoleWithSAML", "with an encrypted assertion")
    status = child(response, PROTOCOL, "Status", "StatusCode")
    if status is not None and status.get("Value") != _SUCCESS:
        message = child(response, PROTOCOL, "Status", "StatusMessage")
        reason = text_of(message) if message is not None else status.get("Value", "")
        raise AwsError("IDPRejectedClaim", f"The identity provider reports that authentication failed: {reason}", 403)


def _recipient(assertion: Assertion, now: datetime) -> str:
    wanted = [one for one in assertion.confirmations if _RECIPIENT.fullmatch(one.recipient)]
    if not wanted:
        raise _invalid("Response does not contain the required recipient, https://signin.aws.amazon.com/saml")
    current = next((one for one in wanted if now < one.not_on_or_after), None)
    if current is None:
        raise _expired(f"Response expired at {wanted[0].not_on_or_after.isoformat()}")
    return current.recipient


def _check_audience(assertion: Assertion) -> None:
    restrictions = assertion.audiences
    if not restrictions or not all(any(map(_AUDIENCE.fullmatch, each)) for each in restrictions):
        raise _invalid("Response does not contain the required audience.")


def _check_times(assertion: Assertion, now: datetime) -> None:
    if assertion.not_before is not None and now + _SKEW < assertion.not_before:
        raise AwsError("IDPRejectedClaim", "The assertion is not valid yet.", _FORBIDDEN)
    if assertion.issued > now + _SKEW:
        raise AwsError("IDPRejectedClaim", "The assertion was issued in the future.", _FORBIDDEN)
    if assertion.not_on_or_after is not None and now >= assertion.not_on_or_after:
        raise _expired(f"Response expired at {assertion.not_on_or_after.isoformat()}")
    if assertion.session_ends is not None and now >= assertion.session_ends:
        raise _expired(f"The session of the identity provider ended at {assertion.session_ends.isoformat()}")
    if now > assertion.issued + _REDEEMED:
        raise _expired("Token must be redeemed within 5 minutes of issuance")


def _keys(assertion: Assertion, recipient: str, kind: str, qualifier: str, document: str) -> dict[str, object]:
    found: dict[str, object] = {
        "saml:aud": recipient,
        "saml:iss": assertion.issuer,
        "saml:doc": document,
        "saml:sub": assertion.subject,
        "saml:namequalifier": qualifier,
    }
    return attribute_keys(assertion.attributes) | found | ({"saml:sub_type": kind} if kind else {})


def _qualifier(issuer: str, account: str, name: str) -> str:
    """Return BASE64(SHA1(issuer + account + "/" + name)), which AWS documents for NameQualifier."""
    digest = hashlib.sha1(f"{issuer}{account}/{name}".encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def _expired(message: str) -> AwsError:
    return AwsError("ExpiredTokenException", message)


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidIdentityToken", message)
