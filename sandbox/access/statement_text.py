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


class StatementTexts:
    """The texts of statements, each written once."""

    def __init__(self) -> None:
        self._texts = IdentityCache(_texts)
        self._meanings = IdentityCache(_meanings)
        self._changed: dict[tuple[int, int], tuple[PolicySet, PolicySet, tuple[Statement, ...]]] = {}

    def of(self, located: LocatedStatement) -> Text:
        """Return a statement's layer, level, policy and text."""
        layer, level, policies, statement = located
        return layer, level, *self._texts(policies)[id(statement)]

    def changed(self, old: PolicySet, new: PolicySet) -> tuple[Statement, ...]:
        """Return the statements that only one of two policy sets has.

        While none of them matches a request, both sets have the same effect on it.
        """
        found = self._changed.get((id(old), id(new)))
        if found is None:
            found = self._changed[id(old), id(new)] = (old, new, self._compare(old, new))
        return found[2]

    def _compare(self, old: PolicySet, new: PolicySet) -> tuple[Statement, ...]:
        before, after = frozenset(self._meanings(old)), frozenset(self._meanings(new))
        return tuple(
            statement
            for policies, other in ((old, after), (new, before))
            for statement, meaning in zip(policies.statements, self._meanings(policies), strict=True)
            if meaning not in other
        )


def _texts(policies: PolicySet) -> Mapping[int, tuple[str, str]]:
    """Return the name of the policy and the text of each statement, by the statement's identity."""
    return {id(s): (policies.policies[s.policy].name, _written(_raw(policies, s))) for s in policies.statements}


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
