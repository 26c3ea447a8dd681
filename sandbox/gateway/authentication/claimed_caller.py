"""The caller of a request whose signature was not verified: the owner of its access key."""

from __future__ import annotations

from typing import Any

from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.gateway.authentication.access_keys import find_key


def attach_claimed_caller(_chain: Any, context: Any, _response: Any) -> None:
    """Attach the caller where no signature was verified; an unknown access key is one of an account's root user.

    That is so where enforcement is off, and for what an audit lets pass. Calls inside the engine have no caller.
    """
    if context.is_internal_call or context.service is None or getattr(context, "caller", None) is not None:
        return
    access_key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    known = find_key(access_key, context.region)
    context.caller = known.caller if known is not None else _root(context, access_key)


def _root(context: Any, access_key: str) -> Caller:
    account = context.account_id
    return Caller(CallerKind.ADMINISTRATOR, account, f"arn:{context.partition}:iam::{account}:root", access_key)
