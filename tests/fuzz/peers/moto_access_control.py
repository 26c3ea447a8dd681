"""Evaluate requests (JSON lines) with moto's access control, in an environment of its own."""

from __future__ import annotations

import json
import sys
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return one verdict on the principal's own policies, as moto combines them."""
    said = [
        IAMPolicy(json.dumps(document)).is_action_permitted(question["action"], question["resource"])
        for document in question.get("identity") or ()
    ]
    if PermissionResult.DENIED in said:
        return {"decision": "explicit_deny"}
    return {"decision": "allow" if PermissionResult.PERMITTED in said else "implicit_deny"}


for line in sys.stdin:
    try:
        said = answer(json.loads(line))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        said = {"failed": repr(error)}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
