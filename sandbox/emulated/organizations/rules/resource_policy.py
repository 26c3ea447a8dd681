"""The organization's resource policy: which operations of the management account members may call."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from sandbox.emulated.organizations.documents import json_document
from sandbox.emulated.organizations.documents.problem import DocumentProblem
from sandbox.emulated.organizations.documents.statements import strings
from sandbox.emulated.organizations.rules import errors

_ELEMENTS = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
_POLICY_TYPE = "organizations:policytype"
_OPERATORS = {"StringEquals", "StringLike"}

DELEGABLE_WRITES = frozenset(
    {
        "AttachPolicy",
        "CreatePolicy",
        "DeletePolicy",
        "DetachPolicy",
        "DisablePolicyType",
        "EnablePolicyType",
        "TagResource",
        "UntagResource",
        "UpdatePolicy",
    }
)


def check(content: str) -> None:
    """Raise InvalidInputException unless AWS would accept it and this sandbox can evaluate it."""
    try:
        document = json_document.read(content)
        for position, statement in enumerate(_statements(document)):
            _check_statement(f"Statement[{position}]", statement)
    except DocumentProblem as problem:
        raise errors.invalid(
            "INVALID_RESOURCE_POLICY_JSON", f"The resource policy is not valid. {problem}"
        ) from problem


def allows(content: str, account: str, operation: str, kind: str | None, resources: list[str]) -> bool:
    """Return whether the policy allows the account's call on these ARNs; `kind` is the policy type of the call."""
    fitting = [
        statement
        for statement in _statements(json_document.read(content))
        if _names(statement, account) and _covers(statement, operation, kind, resources)
    ]
    return bool(fitting) and all(statement["Effect"] == "Allow" for statement in fitting)


def _statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    given = document.get("Statement")
    statements = [given] if isinstance(given, dict) else given
    if not isinstance(statements, list) or not statements or not all(isinstance(one, dict) for one in statements):
        raise DocumentProblem("Statement", "It must be a statement, or a list of at least one.")
    return statements


def _check_statement(path: str, statement: dict[str, Any]) -> None:
    for key in statement:
        if key not in _ELEMENTS:
            raise DocumentProblem(f"{path}.{key}", "The element is not allowed here.")
    for key in ("Principal", "Action", "Resource"):
        if key not in statement:
            raise DocumentProblem(f"{path}.{key}", "The element is missing.")
    if statement.get("Effect") not in ("Allow", "Deny"):
        raise DocumentProblem(f"{path}.Effect", "It must be Allow or Deny.")
    strings(f"{path}.Resource", statement["Resource"])
    _check_principal(path, statement["Principal"])
    for action in strings(f"{path}.Action", statement["Action"]):
        if not _is_delegable(action):
            raise errors.invalid("UNSUPPORTED_ACTION_IN_RESOURCE_POLICY", f"{action} can't be delegated.")
    _check_condition(path, statement.get("Condition", {}))


def _check_principal(path: str, principal: Any) -> None:
    if not isinstance(principal, dict) or principal.keys() != {"AWS"}:
        raise errors.invalid("INVALID_PRINCIPAL", f"{path}.Principal: name member accounts under AWS.")
    strings(f"{path}.Principal", principal["AWS"])


def _check_condition(path: str, condition: dict[str, Any]) -> None:
    for operator, keys in condition.items():
        name = operator.removeprefix("ForAnyValue:").removeprefix("ForAllValues:").removesuffix("IfExists")
        if name not in _OPERATORS or any(key.lower() != _POLICY_TYPE for key in keys):
            raise DocumentProblem(f"{path}.Condition", "This sandbox evaluates organizations:PolicyType alone here.")


def _is_delegable(action: str) -> bool:
    service, _, name = action.partition(":")
    return service == "organizations" and (name.startswith(("Describe", "List")) or name in DELEGABLE_WRITES)


def _names(statement: dict[str, Any], account: str) -> bool:
    named = strings("", statement["Principal"]["AWS"])
    return any(one in {"*", account} or one.split(":")[4:5] == [account] for one in named)


def _covers(statement: dict[str, Any], operation: str, kind: str | None, resources: list[str]) -> bool:
    if not any(fnmatchcase(f"organizations:{operation}", one) for one in strings("", statement["Action"])):
        return False
    patterns = strings("", statement["Resource"])
    if not all(any(fnmatchcase(resource, pattern) for pattern in patterns) for resource in resources):
        return False
    return all(
        _holds(operator, kind, value)
        for operator, keys in statement.get("Condition", {}).items()
        for value in keys.values()
    )


def _holds(operator: str, kind: str | None, value: Any) -> bool:
    if kind is None:
        return operator.endswith("IfExists") or operator.startswith("ForAllValues:")
    return any(fnmatchcase(kind, one) for one in strings("", value))
