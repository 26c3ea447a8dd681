"""Statements as clauses of literals: the conditions, and the policy variables in resources, that must hold.

A condition that depends on one key is decided by the key's values. What depends on several keys, as a policy variable
does, is a literal of its own that any request can fulfil: the same text in two documents is the same literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sandbox.access.key_values import source_key
from sandbox.iam.actions import services
from sandbox.iam.conditions import Condition
from sandbox.iam.glob import Pattern, Wild, matcher
from sandbox.iam.policy_warnings import MULTIVALUED
from sandbox.iam.statement import Statement
from sandbox.iam.variables import Template, Variable, join

_SET_OPERATORS = ("ForAllValues:", "ForAnyValue:")

type Clause = tuple[tuple[int, bool], ...]
"""Literals that all hold where a statement matches: an index, and whether it holds or fails."""


@dataclass
class Literals:
    """The literals of the statements of a search."""

    by_key: dict[str, dict[int, Condition]] = field(default_factory=dict)
    """Key -> the conditions that depend on it alone, by their index."""
    free: set[int] = field(default_factory=set)
    """The literals that are not decided by one key's values."""
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def of_condition(self, condition: Condition) -> int:
        """Return the literal of a condition."""
        folded = condition.key.lower()
        index = self._index(("condition", condition.operator, folded, condition.wanted))
        keys = {source_key(key) for key in condition.condition_keys}
        if len(keys) == 1 and not condition.templates and not _is_of_several_values(condition):
            self.by_key.setdefault(next(iter(keys)), {})[index] = condition
        else:
            self.free.add(index)
        return index

    def of_template(self, template: Template) -> int:
        """Return the literal of a resource with policy variables: that it is the request's resource."""
        index = self._index(("resource", template.pieces))
        self.free.add(index)
        return index

    def _index(self, known: tuple[object, ...]) -> int:
        return self._known.setdefault(known, len(self._known))


def _is_of_several_values(condition: Condition) -> bool:
    """Return whether a condition without set operator is on a key that may have several values at a time."""
    key = condition.key.lower()
    rules = services().get(key.partition(":")[0])
    multivalued = key in MULTIVALUED or (rules is not None and key in rules.multivalued)
    return multivalued and not condition.operator.startswith(_SET_OPERATORS) and condition.operator != "Null"


def clauses(statement: Statement, resource: str, literals: Literals) -> Iterator[Clause]:
    """Yield the clauses under which a statement matches a resource: any of them; none where it never does."""
    if statement.empty:
        return
    conditions = tuple((literals.of_condition(condition), True) for condition in statement.conditions)
    named = statement.resources is not None and bool(statement.resources or statement.templates)
    covered = matcher(statement.resources or ())(resource)
    open_ = [template for template in statement.templates if matcher((widened(template),))(resource)]
    if not named or (covered and not statement.not_resource):
        yield conditions
    elif statement.not_resource:
        if not covered:
            yield (*conditions, *((literals.of_template(template), False) for template in open_))
    else:
        for template in open_:
            yield (*conditions, (literals.of_template(template), True))


def resource_patterns(statements: Iterable[Statement]) -> Iterator[Pattern]:
    """Yield the patterns of the resources that statements name; a policy variable is any text."""
    for statement in statements:
        yield from statement.resources or ()
        yield from map(widened, statement.templates)


def widened(template: Template) -> Pattern:
    """Return a template with any text for its variables."""
    pieces: list[str | Wild] = []
    for piece in template.pieces:
        pieces.extend((Wild.MANY,) if isinstance(piece, Variable) else piece)
    return join(tuple(pieces))


type Assignment = Mapping[int, bool]


def fails(clause: Clause, known: Assignment) -> bool:
    """Return whether a literal of the clause is known to be otherwise."""
    return any(known.get(index, wanted) is not wanted for index, wanted in clause)


def holds(clause: Clause, known: Assignment) -> bool:
    """Return whether all literals of the clause are known to be as it needs."""
    return all(known.get(index) is wanted for index, wanted in clause)
