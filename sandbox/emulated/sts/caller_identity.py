"""GetCallerIdentity and GetAccessKeyInfo."""

from __future__ import annotations

import re
from typing import Any

from localstack.aws.accounts import extract_account_id_from_access_key_id
from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, CallerKind, SamlIdentity
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call
from sandbox.emulated.sts import sessions

_ISSUED = re.compile(r"[AL](?:KIA|SIA)[A-Z2-7]{16}")


@operation("GetCallerIdentity")
def get_caller_identity(call: Call) -> dict[str, Any]:
    """Return who calls."""
    caller: Caller | None = getattr(call.context, "caller", None)
    if caller is None or caller.account is None:
        return {
            "UserId": call.account,
            "Account": call.account,
            "Arn": f"arn:{call.partition}:iam::{call.account}:root",
        }
    return {"UserId": user_id(caller, call.partition), "Account": caller.account, "Arn": caller.arn}


@operation("GetAccessKeyInfo")
def get_access_key_info(call: Call) -> dict[str, Any]:
    """Return the account of an access key, which is encoded in its id, whether or not the key exists."""
    key = call.request["AccessKeyId"]
    if not _ISSUED.fullmatch(key):
        raise AwsError("ValidationError", f"{key} is not a valid access key id.")
    return {"Account": extract_account_id_from_access_key_id(key)}


def user_id(caller: Caller, partition: str) -> str:
    """Return `UserId` of a caller, CloudTrail's principalId: aws:userid in policies."""
    account = str(caller.account)
    if caller.kind is CallerKind.ADMINISTRATOR:
        return account
    if caller.kind is CallerKind.FEDERATED_USER and caller.session is not None:
        return f"{account}:{caller.session.name}"
    if caller.kind is CallerKind.WEB_IDENTITY and (token := caller.identity) is not None:
        return f"{token.provider}:{token.audience}:{token.subject}"
    if isinstance(caller.identity, SamlIdentity):
        return f"{caller.identity.name_qualifier}:{caller.identity.subject}"
    if caller.kind is CallerKind.ROLE_SESSION and caller.session is not None:
        issued = sessions.find(caller.access_key or "")
        return f"{issued.principal_id if issued is not None else ''}:{caller.session.name}"
    users = iam_backends[account][partition].users
    return next((str(user.id) for user in list(users.values()) if user.arn == caller.arn), account)
