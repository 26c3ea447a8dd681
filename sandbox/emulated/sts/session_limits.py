"""What temporary credentials may not call, whatever policies allow. Pure.

Reference: IAM user guide, id_credentials_sts-comparison.
"""

from __future__ import annotations

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.errors import AwsError

_FORBIDDEN = 403
_NEED_LONG_TERM_KEYS = frozenset({"GetFederationToken", "GetSessionToken"})
_OF_A_USER = frozenset({"AssumeRole", "GetCallerIdentity"})
_OF_A_FEDERATED_USER = frozenset({"GetCallerIdentity"})


def beyond_session(caller: Caller, service: str, operation: str) -> AwsError | None:
    """Return the error for an operation that the caller's session may not call; None for any other."""
    session = caller.session
    if session is None:
        return None
    federated = caller.kind is CallerKind.FEDERATED_USER
    own = caller.kind in (CallerKind.USER, CallerKind.ADMINISTRATOR)
    if service == "iam" and (federated or (own and not session.mfa_authenticated)):
        return AwsError("InvalidClientTokenId", "The security token included in the request is invalid", _FORBIDDEN)
    if service != "sts":
        return None
    if federated:
        refused = operation not in _OF_A_FEDERATED_USER
    elif own:
        refused = operation not in _OF_A_USER
    else:
        refused = operation in _NEED_LONG_TERM_KEYS
    message = f"Cannot call {operation} with session credentials"
    return AwsError("AccessDenied", message, _FORBIDDEN) if refused else None
