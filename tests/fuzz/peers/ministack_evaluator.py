"""Evaluate requests (JSON lines) with MiniStack's evaluator, in an environment of its own."""

from __future__ import annotations

import json
import sys
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

DECISIONS = {"Allow": "allow", "Deny": "explicit_deny", "ImplicitDeny": "implicit_deny"}


def verdict(request: dict[str, Any]) -> dict[str, Any]:
    """Return one verdict on the principal's own policies, its boundary and its session policy."""
    keys = {key.lower(): value for key, value in request["context"].items()}
    context = EvalContext(
        principal_arn=keys["aws:principalarn"],
        principal_type=keys["aws:principaltype"],
        principal_account=keys["aws:principalaccount"],
        action=request["action"],
        resource_arn=request["resource"],
        region=keys.get("aws:requestedregion", "us-east-1"),
        source_ip=keys.get("aws:sourceip", "127.0.0.1"),
        secure_transport=keys.get("aws:securetransport") == "true",
        principal_keys=keys,
        service_context=keys,
    )
    limits = [parsed(documents) for documents in ([request.get("session")], request.get("boundaries") or ())]
    found = evaluate(context, parsed(request.get("identity") or ()), *(limit for limit in limits if limit))
    return {"decision": DECISIONS[found.decision]}


def parsed(documents: Any) -> list[Any]:
    """Return documents in the form that MiniStack expects."""
    return [parse_policy_document(document) for document in documents if document]


for line in sys.stdin:
    try:
        result = verdict(json.loads(line))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        result = {"failed": repr(error)}
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
