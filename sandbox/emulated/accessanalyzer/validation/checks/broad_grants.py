"""Grants of iam:PassRole and iam:CreateServiceLinkedRole on more roles than one names.

Reference: IAM user guide, id_roles_use_passrole.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import IDENTITY, Finding, Policy, References, Statement, found
from sandbox.iam.glob import fold, matcher, parse_glob

_ACTIONS = (("iam:passrole", "PASS_ROLE"), ("iam:createservicelinkedrole", "CREATE_SLR"))
_PASSED = ("iam:passedtoservice", "iam:associatedresourcearn", "iam:awsservicename")
"""Condition keys that keep such a grant to some services."""


def findings(policy: Policy, _references: References) -> Iterator[Finding]:
    """Yield the findings of each statement of an identity-based policy that allows."""
    if policy.type != IDENTITY:
        return
    for statement in policy.statements:
        limited = any(condition.folded_key in _PASSED for condition in statement.conditions())
        if not statement.allows or limited:
            continue
        for action, code in _ACTIONS:
            yield from _of_action(statement, action, code)


def _of_action(statement: Statement, action: str, code: str) -> Iterator[Finding]:
    granting = _granting(statement, action)
    open_ = _open_resources(statement)
    if granting is None or open_ is None:
        return
    how, nodes = granting
    not_resource = "NotResource" in statement.node.members
    if how == "NOT_ACTION":
        suffix = "NOT_ACTION_AND_NOT_RESOURCE" if not_resource else "STAR_IN_RESOURCE_AND_NOT_ACTION"
    elif how == "STAR":
        suffix = "STAR_IN_ACTION_AND_NOT_RESOURCE" if not_resource else "STAR_IN_ACTION_AND_RESOURCE"
    else:
        suffix = "NOT_RESOURCE" if not_resource else "STAR_IN_RESOURCE"
    yield found(f"{code}_WITH_{suffix}", *nodes, *open_)


def _granting(statement: Statement, action: str) -> tuple[str, tuple[Node, ...]] | None:
    """Return how a statement grants an action: by its name, by a wildcard, or by NotAction."""
    excluded = statement.get("NotAction")
    if excluded is not None:
        covered = any(_covers(node, action) for node in excluded.texts())
        return None if covered else ("NOT_ACTION", (excluded,))
    element = statement.get("Action")
    covering = [node for node in element.texts() if _covers(node, action)] if element is not None else []
    if not covering:
        return None
    exact = [node for node in covering if node.value.lower() == action]
    return ("NAME", tuple(exact)) if exact else ("STAR", tuple(covering))


def _covers(node: Node, action: str) -> bool:
    return matcher((fold(parse_glob(node.value)),))(action)


def _open_resources(statement: Statement) -> tuple[Node, ...] | None:
    """Return the resources with a wildcard for the role's name, or NotResource; None where there are none."""
    excluded = statement.get("NotResource")
    if excluded is not None:
        return (excluded,)
    element = statement.get("Resource")
    wild = [node for node in element.texts() if _is_any_role(node.value)] if element is not None else []
    return tuple(wild) or None


def _is_any_role(resource: str) -> bool:
    """Return whether a resource covers roles of any name, or of any path and name."""
    if resource == "*":
        return True
    parts = resource.split(":", 5)
    return len(parts) == 6 and parts[2] == "iam" and parts[5] in ("*", "role*", "role/*")  # noqa: PLR2004 - an ARN
