"""What a caller of STS proves beside its signature: by a token, a SAML assertion, or a code of an MFA device.

They are verified whatever the mode, since STS issues credentials for them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.emulated.sts.mfa import check_code
from sandbox.emulated.sts.oidc.verification import verify_token
from sandbox.emulated.sts.saml.verification import verify_assertion
from sandbox.gateway.aws_error import exception

_SAML = "AssumeRoleWithSAML"
_WITH_CODE = frozenset({"AssumeRole", "GetSessionToken"})


def verify_sts_proofs(_chain: Any, context: Any, _response: Any) -> None:
    """Attach the web or SAML identity as the caller, or state on the caller that its MFA code is right."""
    if context.is_internal_call or context.service is None or context.service.service_name != "sts":
        return
    operation = context.operation.name if context.operation is not None else None
    request = context.service_request or {}
    try:
        if operation == _SAML:
            context.caller = _saml_identity(request, context.partition)
        elif operation == "AssumeRoleWithWebIdentity":
            context.caller = _web_identity(request, context.partition)
        elif operation in _WITH_CODE and (request.get("SerialNumber") or request.get("TokenCode")):
            serial, code = request.get("SerialNumber"), request.get("TokenCode")
            check_code(context.caller, context.partition, serial, code, time.time())
            context.caller = replace(context.caller, mfa_code=True)
    except AwsError as error:
        raise exception(error) from error


def _web_identity(request: dict[str, Any], partition: str) -> Caller | None:
    """Return the caller; None for a request without token or role, which the operation refuses by its member."""
    token, role = request.get("WebIdentityToken"), request.get("RoleArn")
    if not token or not role:
        return None
    if request.get("ProviderId"):
        raise AwsError("InvalidIdentityToken", "Give OpenID Connect tokens without ProviderId.")
    account = (role.split(":") + [""] * 5)[4]
    found = verify_token(token, account, partition, time.time())
    return Caller(CallerKind.WEB_IDENTITY, account, found.provider, identity=found)


def _saml_identity(request: dict[str, Any], partition: str) -> Caller | None:
    """Return the caller; None for a request without a required member, which the operation refuses by its name."""
    assertion, role, provider = (request.get(name) for name in ("SAMLAssertion", "RoleArn", "PrincipalArn"))
    if not assertion or not role or not provider:
        return None
    found = verify_assertion(assertion, role, provider, partition, datetime.now(UTC))
    account = (provider.split(":") + [""] * 5)[4]
    return Caller(CallerKind.SAML, account, found.provider, identity=found)
