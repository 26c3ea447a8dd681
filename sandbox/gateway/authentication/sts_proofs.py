"""What a caller of STS proves beside its signature: a web identity's token, or a code of an MFA device.

Both are verified whatever the mode, since STS issues credentials for them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.sts.mfa import check_code
from sandbox.emulated.sts.oidc.verification import verify_token
from sandbox.gateway.aws_error import exception

_SAML = "AssumeRoleWithSAML"
_WITH_CODE = frozenset({"AssumeRole", "GetSessionToken"})


def verify_sts_proofs(_chain: Any, context: Any, _response: Any) -> None:
    """Attach the web identity as the caller, or state on the caller that its MFA code is right."""
    if context.is_internal_call or context.service is None or context.service.service_name != "sts":
        return
    operation = context.operation.name if context.operation is not None else None
    request = context.service_request or {}
    try:
        if operation == _SAML:
            raise NotEmulatedError("sts", _SAML, "the signature of its assertion would not be checked")
        if operation == "AssumeRoleWithWebIdentity":
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
    return Caller(CallerKind.WEB_IDENTITY, account, found.provider, web_identity=found)
