"""The grammar of statements that service control policies and resource control policies share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.organizations.documents.problem import DocumentProblem
from sandbox.iam.conditions import compile_block

VERSION = "2012-10-17"

_SID = re.compile(r"[A-Za-z0-9]*")
_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_ARN_FIELDS = 6


@dataclass(frozen=True)
class Grammar:
    """The elements and effects that a statement of the policy type may have."""

    elements: tuple[str, ...]
    effects: tuple[str, ...]
    lone_wildcard_action: bool


def check_statements(document: dict[str, Any], grammar: Grammar) -> list[dict[str, Any]]:
    """Return the document's statements; raise DocumentProblem at the first element that the grammar does not allow."""
    for key in document:
        if key not in {"Version", "Statement"}:
            raise DocumentProblem(key, "The element is not allowed here; a policy has Version and Statement.")
    if document.get("Version") != VERSION:
        raise DocumentProblem("Version", f'It must be "{VERSION}".')
    if "Statement" not in document:
        raise DocumentProblem("Statement", "The element is missing.")
    given = document["Statement"]
    statements = [given] if isinstance(given, dict) else given
    if not isinstance(statements, list) or not statements:
        raise DocumentProblem("Statement", "It must be a statement, or a list of at least one.")
    seen: set[str] = set()
    for position, statement in enumerate(statements):
        path = f"Statement[{position}]"
        if not isinstance(statement, dict):
            raise DocumentProblem(path, "A statement is an object.")
        _check_statement(path, statement, grammar)
        _check_sid(path, statement, seen)
    return statements


def _check_statement(path: str, statement: dict[str, Any], grammar: Grammar) -> None:
    for key in statement:
        if key not in grammar.elements:
            raise DocumentProblem(f"{path}.{key}", "The element is not allowed in this type of policy.")
    if statement.get("Effect") not in grammar.effects:
        raise DocumentProblem(f"{path}.Effect", f"It must be {' or '.join(grammar.effects)}.")
    _check_actions(path, statement, grammar)
    _check_resources(path, statement)
    if "Condition" in statement:
        _check_condition(f"{path}.Condition", statement["Condition"])


def _check_sid(path: str, statement: dict[str, Any], seen: set[str]) -> None:
    sid = statement.get("Sid")
    if sid is None and "Sid" not in statement:
        return
    if not isinstance(sid, str) or not _SID.fullmatch(sid):
        raise DocumentProblem(f"{path}.Sid", "It may hold ASCII letters and digits only.")
    if sid and sid in seen:
        raise DocumentProblem(f"{path}.Sid", f"{sid} is a duplicate.")
    seen.add(sid)


def _check_actions(path: str, statement: dict[str, Any], grammar: Grammar) -> None:
    element = _exactly_one(path, statement, "Action", "NotAction")
    for action in strings(f"{path}.{element}", statement[element]):
        if action == "*":
            if not grammar.lone_wildcard_action:
                raise DocumentProblem(f"{path}.{element}", 'Name the services; "*" alone is not allowed here.')
        elif not _ACTION.fullmatch(action):
            raise DocumentProblem(f"{path}.{element}", f"{action} is not an action; write service:Action.")


def _check_resources(path: str, statement: dict[str, Any]) -> None:
    element = _exactly_one(path, statement, "Resource", "NotResource")
    for resource in strings(f"{path}.{element}", statement[element]):
        fields = resource.split(":", _ARN_FIELDS - 1)
        if resource != "*" and (fields[0] != "arn" or len(fields) < _ARN_FIELDS):
            raise DocumentProblem(f"{path}.{element}", f'{resource} is not an ARN; write an ARN or "*".')


def _exactly_one(path: str, statement: dict[str, Any], one: str, other: str) -> str:
    given = [element for element in (one, other) if element in statement]
    if len(given) != 1:
        raise DocumentProblem(path, f"It must have either {one} or {other}.")
    return given[0]


def strings(path: str, value: Any) -> list[str]:
    """Return a string, or a list of at least one string, as a list."""
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(one, str) and one for one in values):
        raise DocumentProblem(path, "It must be a string, or a list of at least one string.")
    return values


def _check_condition(path: str, condition: Any) -> None:
    if not isinstance(condition, dict):
        raise DocumentProblem(path, "It must be an object of operators.")
    for operator, keys in condition.items():
        if not isinstance(keys, dict) or not keys:
            raise DocumentProblem(f"{path}.{operator}", "It must be an object of condition keys and values.")
    for compiled in compile_block(condition, variables=True):
        if compiled.problem is not None:
            place = ".".join(part for part in (path, compiled.operator, compiled.key) if part)
            raise DocumentProblem(place, f"{compiled.problem}.")
