"""moto's policy check: the caller's own policies only."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult

from tests.speed.iam_peers.pace import pace, question, report

asked = question()
policies = [IAMPolicy(json.dumps(document)) for document in asked["identity"]]


def decide(request: Any) -> bool:
    """Return a decision as moto combines policies: deny before allow."""
    said = [policy.is_action_permitted(request[0], request[1]) for policy in policies]
    return PermissionResult.PERMITTED in said and PermissionResult.DENIED not in said


report(pace(decide, asked["requests"]))
