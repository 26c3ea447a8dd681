"""The rows of a credential report: the account's root user, then its users by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.emulated.iam.credential_report.passwords import last_changed

_CREDENTIALS = 2
"""Access keys, and signing certificates, of one user in the report; a user may have no more of either."""
_KEY = ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
COLUMNS = (
    *("user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed"),
    *("password_next_rotation", "mfa_active"),
    *(f"access_key_{number}_{name}" for number in range(1, _CREDENTIALS + 1) for name in _KEY),
    *(f"cert_{number}_{name}" for number in range(1, _CREDENTIALS + 1) for name in ("active", "last_rotated")),
)
_NONE, _UNKNOWN, _UNSUPPORTED = "N/A", "no_information", "not_supported"
_NO_KEY = ("false", *(_NONE,) * (len(_KEY) - 1))
_NO_CERTIFICATE = ("false", _NONE)
_WITHOUT_REGION = "s3"
"""The namespace whose keys are reported without a Region."""


def report(iam: Any, account: str, partition: str, now: datetime, *, member: bool) -> str:
    """Return the report of an account as CSV.

    Args:
        iam: moto's store of the account.
        account: Its id.
        partition: Its partition.
        now: The time.
        member: Whether an organization created it, so that its root user has no credentials.

    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    users = sorted(iam.users.values(), key=lambda user: str(user.name).lower())
    writer.writerow(_root(account, partition, _founded(iam, now), member=member))
    writer.writerows((*_user(iam, user),) for user in users)
    return text.getvalue().rstrip("\n")


def _founded(iam: Any, now: datetime) -> datetime:
    """Return when the account came to be: no later than its oldest user or role."""
    return min((_utc(one.create_date) for one in (*iam.users.values(), *iam.roles.values())), default=now)


def _root(account: str, partition: str, created: datetime, *, member: bool) -> tuple[str, ...]:
    password = ("false", _NONE, _NONE) if member else (_UNSUPPORTED, _UNKNOWN, _UNSUPPORTED)
    return (
        "<root_account>",
        f"arn:{partition}:iam::{account}:root",
        _time(created),
        *password,
        _UNSUPPORTED,
        "false",
        *_NO_KEY * _CREDENTIALS,
        *_NO_CERTIFICATE * _CREDENTIALS,
    )


def _user(iam: Any, user: Any) -> Iterator[str]:
    yield from (user.name, user.arn, _time(user.create_date))
    yield from _password(iam, user)
    yield _flag(bool(user.mfa_devices))
    keys = [_key(one) for one in user.access_keys[:_CREDENTIALS]]
    for key in (*keys, *(_NO_KEY,) * (_CREDENTIALS - len(keys))):
        yield from key
    known = list(user.signing_certificates.values())[:_CREDENTIALS]
    certificates = [(_flag(one.status == "Active"), _time(one.upload_date)) for one in known]
    for certificate in (*certificates, *(_NO_CERTIFICATE,) * (_CREDENTIALS - len(certificates))):
        yield from certificate


def _password(iam: Any, user: Any) -> tuple[str, str, str, str]:
    if not user.password:
        return "false", _NONE, _NONE, _NONE
    changed, policy = last_changed(user), iam.account_password_policy
    days = policy.max_password_age if policy is not None and policy.expire_passwords else None
    rotation = _time(changed + timedelta(days=days)) if days else _NONE
    return "true", _UNKNOWN, _time(changed), rotation


def _key(key: Any) -> tuple[str, ...]:
    rotated = _flag(key.status == "Active"), _time(key.create_date)
    used = key.last_used
    if used is None:
        return *rotated, _NONE, _NONE, _NONE
    region = _NONE if used.service == _WITHOUT_REGION else used.region
    return *rotated, _time(used.timestamp), region, used.service


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _time(moment: datetime) -> str:
    return _utc(moment).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
