"""The identity whose credentials signed a call, without its policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from sandbox.emulated.cloudtrail.events.recorded_call import Identity, SessionIssuer
from sandbox.emulated.sts.callers import role_named


def identity_of(context: Any, issued: Mapping[str, datetime]) -> Identity:
    """Return the caller; credentials of neither a user nor a session are those of the account's root user.

    `issued` has the time at which the credentials of a session were issued, by their access key.
    """
    account, partition = context.account_id, context.partition
    key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    iam = iam_backends[account][partition]
    for session in list(sts_backends[account][partition].assumed_roles):
        if session.access_key_id == key:
            return _of_session(iam, session, account, issued.get(key))
    user = iam.get_user_from_access_key_id(key)
    if user is not None:
        return Identity("IAMUser", user.id, user.arn, account, key, user.name)
    return Identity("Root", account, f"arn:{partition}:iam::{account}:root", account, key, "root")


def _of_session(iam: Any, session: Any, account: str, since: datetime | None) -> Identity:
    role = role_named(iam, session.role_arn)
    issuer = None if role is None else SessionIssuer(role.arn, role.id, role.name, since)
    name, key = session.session_name, session.access_key_id
    return Identity("AssumedRole", session.user_id, session.arn, account, key, name, issuer)
