"""The structure of a management policy: groups of settings, and operators that combine values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.emulated.organizations.documents.problem import DocumentProblem

CONTROL = "@@operators_allowed_for_child_policies"
ASSIGN, APPEND, REMOVE = "@@assign", "@@append", "@@remove"
OPERATORS = frozenset({ASSIGN, APPEND, REMOVE})


@dataclass(frozen=True)
class Setting:
    """A leaf: one value, or `many`; `values` limits the values."""

    many: bool = False
    values: Collection[str] = ()


@dataclass(frozen=True)
class Group:
    """An inner object: members by name, and the shape of members of any other name."""

    members: Mapping[str, Node] = field(default_factory=dict)
    others: Node | None = None
    required: Collection[str] = ()
    """Members that are required once all policies of an account are merged."""


@dataclass(frozen=True)
class Open:
    """Settings and groups of any name, for a type of which only the operators are checked."""


type Node = Setting | Group | Open


def check_document(document: dict[str, Any], top: str, node: Node) -> None:
    """Raise DocumentProblem unless the document has the one top-level key and the structure of the node."""
    for key in document:
        if key != top:
            raise DocumentProblem(key, f'The element is not allowed here; a policy of this type has "{top}".')
    if top not in document:
        raise DocumentProblem(top, "The element is missing.")
    _check(top, document[top], node)


def _check(path: str, value: Any, node: Node) -> None:
    if not isinstance(value, dict) or not value:
        raise DocumentProblem(path, "It must be an object with at least one member.")
    if CONTROL in value:
        _check_control(f"{path}.{CONTROL}", value[CONTROL])
    operators = [key for key in value if key.startswith("@@") and key != CONTROL]
    for operator in operators:
        if operator not in OPERATORS:
            raise DocumentProblem(f"{path}.{operator}", "There is no such operator.")
    members = {key: member for key, member in value.items() if not key.startswith("@@")}
    if isinstance(node, Setting) or (isinstance(node, Open) and operators):
        _check_setting(path, value, members, node)
        return
    if operators:
        raise DocumentProblem(f"{path}.{operators[0]}", "Operators that set a value belong to settings, not to groups.")
    for key, member in members.items():
        _check(f"{path}.{key}", member, _inside(path, key, node))


def _inside(path: str, key: str, node: Group | Open) -> Node:
    if isinstance(node, Open):
        return node
    inner = node.members.get(key, node.others)
    if inner is None:
        raise DocumentProblem(f"{path}.{key}", f"The element is not allowed here; known are {', '.join(node.members)}.")
    return inner


def _check_control(path: str, value: Any) -> None:
    allowed = value if isinstance(value, list) else [value]
    for one in allowed:
        if one not in (*OPERATORS, "@@all", "@@none"):
            raise DocumentProblem(path, f"{one} is not an operator.")


def _check_setting(path: str, value: dict[str, Any], members: dict[str, Any], node: Setting | Open) -> None:
    if members:
        raise DocumentProblem(f"{path}.{next(iter(members))}", "A setting holds operators only, such as @@assign.")
    for operator in OPERATORS & value.keys():
        _check_value(f"{path}.{operator}", operator, value[operator], node)


def _check_value(path: str, operator: str, value: Any, node: Setting | Open) -> None:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str | int | bool) for one in values):
        raise DocumentProblem(path, "It must be a value, or a list of values.")
    if isinstance(node, Open):
        return
    if not node.many and (operator != ASSIGN or isinstance(value, list)):
        raise DocumentProblem(path, "The setting has one value; only @@assign with one value is allowed.")
    for one in values:
        if node.values and one not in list(node.values):
            raise DocumentProblem(path, f"{one} is not one of {', '.join(sorted(node.values))}.")


def missing_members(effective: Any, node: Node, path: str) -> list[str]:
    """Return the paths of required members that an account's effective policy lacks."""
    if not isinstance(node, Group) or not isinstance(effective, dict):
        return []
    lacking = [f"{path}.{name}" for name in node.required if name not in effective]
    for key, member in effective.items():
        inner = node.members.get(key, node.others)
        if inner is not None:
            lacking += missing_members(member, inner, f"{path}.{key}")
    return lacking
