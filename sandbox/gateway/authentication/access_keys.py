"""Find access keys where LocalStack keeps them: moto's stores of IAM users and of STS sessions."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from localstack.aws.accounts import extract_account_id_from_access_key_id
from localstack.services.sts.models import sts_stores
from localstack.utils.aws.arns import get_partition
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from sandbox.emulated.caller import Caller, CallerKind, Proof, RoleSession
from sandbox.emulated.sts.callers import role_named
from sandbox.gateway import enforcement
from sandbox.gateway.authentication.access_key import AccessKey
from sandbox.gateway.internal_endpoints import VARIABLE

_ACCOUNT_ID = re.compile(r"[0-9]{12}")
_ISSUED = re.compile(r"[AL](?:KIA|SIA)[A-Z2-7]{9}[A-Z0-9]{7}")
"""Access key ids that LocalStack makes: the account is encoded in them."""

_users: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""By moto's access key: its user."""
_sessions: WeakKeyDictionary[Any, tuple[Any, AccessKey]] = WeakKeyDictionary()
"""By moto's access key: the role of its session, and the key as it is verified."""


def find_key(access_key: str, region: str) -> AccessKey | None:
    """Return the key in the partition of a Region; None where it may not sign."""
    partition = get_partition(region)
    if _ACCOUNT_ID.fullmatch(access_key):
        return _account_id_key(access_key, partition)
    if not _ISSUED.fullmatch(access_key):
        return None
    account = extract_account_id_from_access_key_id(access_key)
    if account not in iam_backends:
        return None
    iam = iam_backends[account][partition]
    known = iam.access_keys.get(access_key)
    if known is None:
        return None
    return _session_key(iam, known, account, partition) if known.user_name is None else _user_key(iam, known, account)


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


def _session_key(iam: Any, known: Any, account: str, partition: str) -> AccessKey | None:
    """Return the key of a session whose role still exists; a role of the same name made later is another role."""
    found = _sessions.get(known)
    if found is None:
        made = _read_session(iam, known, account, partition)
        if made is None:
            return None
        found = _sessions[known] = made
    role, key = found
    return key if iam.roles.get(role.id) is role else None


def _read_session(iam: Any, known: Any, account: str, partition: str) -> tuple[Any, AccessKey] | None:
    sessions = reversed(list(sts_backends[account][partition].assumed_roles))
    session = next((each for each in sessions if each.access_key is known), None)
    role = None if session is None else role_named(iam, session.role_arn)
    if session is None or role is None or _utc(role.create_date) > _utc(known.create_date):
        return None
    tagged = sts_stores[account]["us-east-1"].sessions.get(known.access_key_id)
    expires = _utc(session.expiration)
    about = RoleSession(
        name=session.session_name,
        role_arn=role.arn,
        issued=_utc(known.create_date),
        expires=expires,
        policies=(session.policy,) if session.policy else (),
        tags={tag["Key"]: tag["Value"] for tag in tagged["tags"].values()} if tagged else {},
        transitive_tags=frozenset(tagged["transitive_tags"]) if tagged else frozenset(),
    )
    caller = Caller(CallerKind.ROLE_SESSION, account, session.arn, known.access_key_id, session=about)
    return role, AccessKey(caller, known.secret_access_key, session.session_token, expires.timestamp())


def _utc(time: datetime) -> datetime:
    """Return a time of moto, which is in UTC without saying so."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
