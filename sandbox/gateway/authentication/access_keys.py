"""Find access keys where they are kept: moto's store of IAM users, and STS's sessions."""

from __future__ import annotations

import os
import re
from typing import Any
from weakref import WeakKeyDictionary

from localstack.aws.accounts import extract_account_id_from_access_key_id
from localstack.utils.aws.arns import get_partition
from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, CallerKind, Proof
from sandbox.emulated.sts import sessions
from sandbox.gateway import enforcement
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.internal_endpoints import VARIABLE

_ACCOUNT_ID = re.compile(r"[0-9]{12}")
_ISSUED = re.compile(r"[AL](?:KIA|SIA)[A-Z2-7]{9}[A-Z0-9]{7}")
"""Access key ids that LocalStack makes: the account is encoded in them."""

_users: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""By moto's access key: its user."""


def find_key(access_key: str, region: str) -> AccessKey | None:
    """Return the key in the partition of a Region; None where it may not sign."""
    partition = get_partition(region)
    if _ACCOUNT_ID.fullmatch(access_key):
        return _account_id_key(access_key, partition)
    if not _ISSUED.fullmatch(access_key):
        return None
    session = sessions.find(access_key)
    if session is not None:
        return _session_key(session, partition)
    account = extract_account_id_from_access_key_id(access_key)
    if account not in iam_backends:
        return None
    iam = iam_backends[account][partition]
    known = iam.access_keys.get(access_key)
    return _user_key(iam, known, account) if known is not None else None


def _account_id_key(account: str, partition: str) -> AccessKey | None:
    """Return the key of an account's administrator; its secret is the engine's token where account ids are no keys."""
    caller = Caller(
        CallerKind.ADMINISTRATOR,
        account,
        f"arn:{partition}:iam::{account}:root",
        account,
        Proof.ACCOUNT_ID,
    )
    if enforcement.current().account_id_keys:
        return AccessKey(caller, None)
    return AccessKey(caller, os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None


def _user_key(iam: Any, known: Any, account: str) -> AccessKey | None:
    user = _users.get(known)
    if user is None or iam.users.get(user.name) is not user or known not in user.access_keys:
        user = next((each for each in list(iam.users.values()) if known in each.access_keys), None)
        if user is None:
            return None
        _users[known] = user
    if known.status != "Active":
        return None
    caller = Caller(CallerKind.USER, account, user.arn, known.access_key_id)
    return AccessKey(caller, known.secret_access_key)


def _session_key(session: sessions.IssuedSession, partition: str) -> AccessKey | None:
    if not session.is_valid(partition):
        return None
    return AccessKey(session.caller, session.secret, session.token, session.expires.timestamp())
