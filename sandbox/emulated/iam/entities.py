"""Users and roles by their ARNs, in moto's store of IAM."""

from __future__ import annotations

from typing import Any
from weakref import WeakValueDictionary

_roles: WeakValueDictionary[str, Any] = WeakValueDictionary()
"""By ARN: moto keeps roles by their ids, and a scan of all roles for each call is slow."""


def user_by_arn(iam: Any, arn: str) -> Any | None:
    """Return moto's user of an ARN; None for one that does not exist."""
    user = iam.users.get(arn.rpartition("/")[2])
    return user if user is not None and user.arn == arn else None


def role_by_arn(iam: Any, arn: str) -> Any | None:
    """Return moto's role of an ARN; None for one that does not exist."""
    role = _roles.get(arn)
    if role is None or role.arn != arn or iam.roles.get(role.id) is not role:
        role = next((one for one in list(iam.roles.values()) if one.arn == arn), None)
        if role is not None:
            _roles[arn] = role
    return role
