"""When each user's password was last set, which moto does not keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from moto.iam.models import iam_backends

from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_changed: WeakKeyDictionary[Any, datetime] = WeakKeyDictionary()
"""By moto's user."""


@operation("CreateLoginProfile", "UpdateLoginProfile")
def set_password(call: Call) -> dict[str, Any]:
    """Set the password of a user, and record the time of the change."""
    response = call.inner(call.request)
    user = iam_backends[call.account][call.partition].users.get(call.request["UserName"])
    if user is not None and call.request.get("Password"):
        _changed[user] = call.now
    return response


def last_changed(user: Any) -> datetime:
    """Return when the password of a user of moto's was last set: of one that CloudFormation made, with the user."""
    return _changed.get(user) or user.create_date
