"""GetSessionToken and GetFederationToken: sessions of IAM users and root users.

Reference: STS API reference, GetSessionToken and GetFederationToken; IAM user guide, id_credentials_sts-comparison.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, CallerKind, Session
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call
from sandbox.emulated.sts import sessions
from sandbox.emulated.sts.session_parameters import packed_size, session_policies, session_tags, user_duration

_FORBIDDEN = 403


@operation("GetSessionToken")
def get_session_token(call: Call) -> dict[str, Any]:
    """Return a session with the permissions of the user; a root user's has those of the root user."""
    caller = _long_term(call)
    account, arn = str(caller.account), str(caller.arn)
    seconds = user_duration(call.request, caller)
    session = Session(
        name=arn.rpartition("/")[2],
        issuer=arn,
        issued=call.now,
        expires=call.now.replace(microsecond=0) + timedelta(seconds=seconds),
        mfa_authenticated=caller.mfa_code,
    )
    made = sessions.issue(Caller(caller.kind, account, arn), session, call.partition, _user_id(call, caller))
    return {"Credentials": made.credentials}


@operation("GetFederationToken")
def get_federation_token(call: Call) -> dict[str, Any]:
    """Return a federated user's session: what the calling user and the session policies both allow."""
    caller, request = _long_term(call), call.request
    account, name = str(caller.account), request["Name"]
    policies, arns = session_policies(request, account, call.partition)
    tags, _ = session_tags(request, None)
    size = packed_size(policies, arns, tags)
    arn = f"arn:{call.partition}:sts::{account}:federated-user/{name}"
    session = Session(
        name=name,
        issuer=str(caller.arn),
        issued=call.now,
        expires=call.now.replace(microsecond=0) + timedelta(seconds=user_duration(request, caller)),
        policies=policies,
        policy_arns=arns,
        tags=tags,
    )
    federated = Caller(CallerKind.FEDERATED_USER, account, arn)
    made = sessions.issue(federated, session, call.partition, _user_id(call, caller))
    user = {"FederatedUserId": f"{account}:{name}", "Arn": arn}
    return {"Credentials": made.credentials, "FederatedUser": user} | size


def _long_term(call: Call) -> Caller:
    """Return the caller, a user or root user with a long-term key."""
    caller: Caller | None = getattr(call.context, "caller", None)
    if caller is None or caller.session is not None or caller.kind not in (CallerKind.USER, CallerKind.ADMINISTRATOR):
        raise AwsError("AccessDenied", f"Cannot call {call.operation} with session credentials", _FORBIDDEN)
    return caller


def _user_id(call: Call, caller: Caller) -> str | None:
    if caller.kind is CallerKind.ADMINISTRATOR:
        return None
    users = iam_backends[caller.account][call.partition].users
    return next(str(user.id) for user in list(users.values()) if user.arn == caller.arn)
