"""The roles that a call hands to a service: iam:PassRole on each.

Reference: IAM user guide, id_roles_use_passrole; iam:PassedToService in reference_policies_iam-condition-keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.parameters import texts_at
from sandbox.authorization.service_rules import ServiceRules


def passed_roles(call: OperationCall, rules: ServiceRules) -> Iterator[Requirement]:
    """Yield iam:PassRole for every role of the call's parameters, with the service that gets it."""
    for place, service in rules.passes.get(call.operation, ()):
        for role in dict.fromkeys(texts_at(call.parameters, place)):
            arn = role if role.startswith("arn:") else call.find("iam:role", role) or _role(call, role)
            yield Requirement("iam:PassRole", arn, {"iam:PassedToService": service})


def _role(call: OperationCall, name: str) -> str:
    return f"arn:{call.partition}:iam::{call.account}:role/{name}"
