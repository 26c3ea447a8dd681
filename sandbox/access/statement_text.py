"""How do statements read? By their texts two worlds are compared, whose compiled statements are never the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sandbox.access.applicable_policies import LocatedStatement
from sandbox.access.identity_cache import IdentityCache
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.statement import Statement

type Text = tuple[object, ...]


class Wording:
    """The texts of statements, each read once."""

    def __init__(self) -> None:
        self._texts = IdentityCache(_texts)
        self._meanings = IdentityCache(_meanings)
        self._parted: dict[tuple[int, int], tuple[PolicySet, PolicySet, tuple[Statement, ...]]] = {}

    def of(self, placed: LocatedStatement) -> Text:
        """Where a statement stands and how it reads."""
        layer, level, policies, statement = placed
        return layer, level, *self._texts(policies)[id(statement)]

    def gathered(self, key: str | None, listed: Iterable[LocatedStatement]) -> Iterator[tuple[Text, LocatedStatement]]:
        """Statements by their texts, told apart from those of another resource by its name."""
        return (((key, *self.of(placed)), placed) for placed in listed)

    def parted(self, old: PolicySet, new: PolicySet) -> tuple[Statement, ...]:
        """The statements that stand in one of two sets alone: while none of them speaks, both say the same."""
        found = self._parted.get((id(old), id(new)))
        if found is None:
            found = self._parted[id(old), id(new)] = (old, new, self._part(old, new))
        return found[2]

    def _part(self, old: PolicySet, new: PolicySet) -> tuple[Statement, ...]:
        was, now = frozenset(self._meanings(old)), frozenset(self._meanings(new))
        return tuple(
            statement
            for policies, other in ((old, now), (new, was))
            for statement, meaning in zip(policies.statements, self._meanings(policies), strict=True)
            if meaning not in other
        )


def _texts(policies: PolicySet) -> Mapping[int, tuple[str, str]]:
    """Statement's identity -> name of its policy, and its text there."""
    return {id(s): (policies.policies[s.policy].name, _written(_raw(policies, s))) for s in policies.statements}


def _meanings(policies: PolicySet) -> tuple[str, ...]:
    """Everything that a statement is compiled from: its text, and what its document says beside."""
    return tuple(f"{_beside(policies, s)}\n{_written(_raw(policies, s))}" for s in policies.statements)


def _beside(policies: PolicySet, statement: Statement) -> str:
    document = policies.policies[statement.policy].document
    rest = (
        {name: value for name, value in document.items() if name != "Statement"} if isinstance(document, dict) else {}
    )
    return _written([rest, list(statement.problems)])


def _raw(policies: PolicySet, statement: Statement) -> object:
    document = policies.policies[statement.policy].document
    listed = document.get("Statement") if isinstance(document, dict) else document
    # One statement may stand without a list, and a broken document has none.
    several = isinstance(listed, list) and statement.index < len(listed)
    return listed[statement.index] if isinstance(listed, list) and several else listed


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True)
