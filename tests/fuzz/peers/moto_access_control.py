"""Evaluate requests (JSON lines) with moto's access control, in an environment of its own."""

from __future__ import annotations

import json
import sys
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult


def verdict(request: dict[str, Any]) -> dict[str, Any]:
    """Return one verdict on the principal's own policies, as moto combines them."""
    permissions = [
        IAMPolicy(json.dumps(document)).is_action_permitted(request["action"], request["resource"])
        for document in request.get("identity") or ()
    ]
    if PermissionResult.DENIED in permissions:
        return {"decision": "explicit_deny"}
    return {"decision": "allow" if PermissionResult.PERMITTED in permissions else "implicit_deny"}


for line in sys.stdin:
    try:
        result = verdict(json.loads(line))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        result = {"failed": repr(error)}
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
