"""MiniStack's evaluator: the caller's own policies and its boundary."""

from __future__ import annotations

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from tests.speed.iam_peers.decision_rate import decisions_per_second, read_workload, report

workload = read_workload()
identity = [parse_policy_document(document) for document in workload["identity"]]
boundary = [parse_policy_document(workload["boundary"])]


def context(action: str, resource: str, given: dict[str, str]) -> EvalContext:
    """Return a request in MiniStack's form."""
    keys = {**{key.lower(): value for key, value in given.items()}, "aws:principalarn": workload["role"]}
    return EvalContext(
        principal_arn=workload["session"],
        principal_type="AssumedRole",
        principal_account=workload["account"],
        action=action,
        resource_arn=resource,
        region=keys["aws:requestedregion"],
        source_ip=keys["aws:sourceip"],
        secure_transport=True,
        principal_keys=keys,
        service_context=keys,
    )


report(
    decisions_per_second(
        lambda given: evaluate(given, identity, boundary), [context(*request) for request in workload["requests"]]
    )
)
