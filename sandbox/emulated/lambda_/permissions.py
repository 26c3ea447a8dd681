"""AddPermission with InvokedViaFunctionUrl: LocalStack stores a statement that grants every invocation.

Reference: Lambda developer guide, urls-auth; Lambda API reference, AddPermission.
"""

from __future__ import annotations

import json
from typing import Any

from localstack.services.lambda_.invocation.models import lambda_stores

from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_MEMBER = "InvokedViaFunctionUrl"


@operation("AddPermission")
def add_permission(call: Call) -> dict[str, Any]:
    """Add a statement to a function's policy, with the condition that the invocation comes by the function's URL."""
    answer = call.inner()
    given = call.request.get(_MEMBER)
    if given is None:
        return answer
    statement = json.loads(answer["Statement"])
    limit = {"lambda:InvokedViaFunctionUrl": "true" if given else "false"}
    condition = {**statement.get("Condition", {}), "Bool": limit}
    _, _, _, region, account, _, name = statement["Resource"].split(":")[:7]
    for granted in lambda_stores[account][region].functions[name].permissions.values():
        for stored in granted.policy.Statement:
            if stored["Sid"] == statement["Sid"] and stored["Resource"] == statement["Resource"]:
                stored["Condition"] = condition
    return {**answer, "Statement": json.dumps({**statement, "Condition": condition})}
