"""Evaluate requests (JSON lines) with MiniStack's evaluator, in an environment of its own."""

from __future__ import annotations

import json
import sys
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

DECISIONS = {"Allow": "allow", "Deny": "explicit_deny", "ImplicitDeny": "implicit_deny"}


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return one verdict on the principal's own policies, its boundary and its session policy."""
    keys = {key.lower(): value for key, value in question["context"].items()}
    context = EvalContext(
        principal_arn=keys["aws:principalarn"],
        principal_type=keys["aws:principaltype"],
        principal_account=keys["aws:principalaccount"],
        action=question["action"],
        resource_arn=question["resource"],
        region=keys.get("aws:requestedregion", "us-east-1"),
        source_ip=keys.get("aws:sourceip", "127.0.0.1"),
        secure_transport=keys.get("aws:securetransport") == "true",
        principal_keys=keys,
        service_context=keys,
    )
    limits = [parsed(documents) for documents in ([question.get("session")], question.get("boundaries") or ())]
    said = evaluate(context, parsed(question.get("identity") or ()), *(limit for limit in limits if limit))
    return {"decision": DECISIONS[said.decision]}


def parsed(documents: Any) -> list[Any]:
    """Return documents in the form that MiniStack expects."""
    return [parse_policy_document(document) for document in documents if document]


for line in sys.stdin:
    try:
        said = answer(json.loads(line))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        said = {"failed": repr(error)}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
