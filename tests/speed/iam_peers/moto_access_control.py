"""moto's policy check: the caller's own policies only."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult

from tests.speed.iam_peers.decision_rate import decisions_per_second, read_workload, report

workload = read_workload()
policies = [IAMPolicy(json.dumps(document)) for document in workload["identity"]]


def decide(request: Any) -> bool:
    """Return a decision as moto combines policies: deny before allow."""
    results = [policy.is_action_permitted(request[0], request[1]) for policy in policies]
    return PermissionResult.PERMITTED in results and PermissionResult.DENIED not in results


report(decisions_per_second(decide, workload["requests"]))
