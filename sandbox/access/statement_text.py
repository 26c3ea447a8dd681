"""Texts of statements, by which the statements of two snapshots are compared: compiled ones are never identical."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sandbox.access.applicable_policies import LocatedStatement
from sandbox.access.identity_cache import IdentityCache
from sandbox.iam.policy_json import statement_values
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.statement import Statement

type Text = tuple[object, ...]
type Changed = tuple[tuple[Statement, ...], tuple[Statement, ...]]
"""Statements that only the old of two policy sets has, and those that only the new one has."""


class StatementTexts:
    """The texts of statements, each written once."""

    def __init__(self) -> None:
        self._texts = IdentityCache(_texts)
        self._meanings = IdentityCache(_meanings)
        self._changed: dict[tuple[int, int], tuple[PolicySet, PolicySet, Changed]] = {}

    def of(self, located: LocatedStatement) -> Text:
        """Return a statement's layer, level, policy and text."""
        layer, level, policies, statement = located
        return layer, level, *self._texts(policies)[id(statement)]

    def changed(self, old: PolicySet, new: PolicySet) -> Changed:
        """Return the statements that only the old policy set has, and those that only the new one has.

        While none of them matches a request, both sets have the same effect on it.
        """
        found = self._changed.get((id(old), id(new)))
        if found is None:
            found = self._changed[id(old), id(new)] = (old, new, self._compare(old, new))
        return found[2]

    def _compare(self, old: PolicySet, new: PolicySet) -> Changed:
        return self._only_in(old, new), self._only_in(new, old)

    def _only_in(self, policies: PolicySet, other: PolicySet) -> tuple[Statement, ...]:
        known = frozenset(self._meanings(other))
        listed = zip(policies.statements, self._meanings(policies), strict=True)
        return tuple(statement for statement, meaning in listed if meaning not in known)


def _texts(policies: PolicySet) -> Mapping[int, tuple[str, str]]:
    """Return the name of the policy and the meaning of each statement, by the statement's identity."""
    named = zip(policies.statements, _meanings(policies), strict=True)
    return {id(statement): (policies.policies[statement.policy].name, meaning) for statement, meaning in named}


def _meanings(policies: PolicySet) -> tuple[str, ...]:
    """Return everything that each statement is compiled from: its text, and its document's other elements."""
    return tuple(f"{_document_elements(policies, s)}\n{_written(_raw(policies, s))}" for s in policies.statements)


def _document_elements(policies: PolicySet, statement: Statement) -> str:
    document = policies.policies[statement.policy].document
    rest = (
        {name: value for name, value in document.items() if name != "Statement"} if isinstance(document, dict) else {}
    )
    return _written([rest, list(statement.problems)])


def _raw(policies: PolicySet, statement: Statement) -> object:
    document = policies.policies[statement.policy].document
    listed = statement_values(document)
    # A broken document has a statement that stands for it.
    return listed[statement.index] if statement.index < len(listed) else document


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True)
