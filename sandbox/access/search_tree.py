"""The tree of the choices of values for condition keys, walked depth first.

A branch is left as soon as the statements whose conditions are settled fix the answer of one snapshot, or the changed
statement cannot match any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sandbox.access.errors import AccessError
from sandbox.access.key_values import KeyDomain, Value, as_context, with_values
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.probes import Context
from sandbox.iam.statement import Check

type Clause = tuple[int, ...]
"""Indices of the checks that all hold where a statement matches."""

REQUEST_TAG, TAG_KEYS = "aws:requesttag/", "aws:tagkeys"
_STEPS = 4000
"""Values that one search tries; the searches of an organization's real edits need some dozens."""


class SearchLimit(AccessError):
    """More combinations of values than a search tries."""

    def __init__(self) -> None:
        super().__init__("The conditions tell more requests apart than are searched.", "Compare fewer statements.")


@dataclass(frozen=True, slots=True)
class SettledCheck:
    """A condition, or a Resource element with policy variables, and the keys that it depends on."""

    holds: Check
    keys: frozenset[str]
    of_after: bool
    """Whether it is evaluated on the request in the second snapshot, where that is another one."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one snapshot's policies say to a request with a given resource: clauses are indices of checks."""

    denies: tuple[Clause, ...]
    """No deny may hold, or the request is denied."""
    required: tuple[tuple[Clause, ...], ...]
    """Of each of these groups of allows one must hold."""
    allows: tuple[Clause, ...]
    """All allows."""


@dataclass
class SearchTree:
    """The tree of a search's choices."""

    query: PairedQuery
    goal: AccessChange
    allowing: Side
    """The side that must allow the request."""
    cause: Clause
    relevant: Sequence[Clause]
    checks: Sequence[SettledCheck]
    order: Sequence[str]
    domains: Mapping[str, KeyDomain]
    steps: int = 0

    def walk(self, place: int, chosen: Mapping[str, Value], known: Sequence[bool | None]) -> Context | None:
        """Return a context below one node; `known` are the checks that the choices settle."""
        if self._hopeless(known):
            return None
        if place == len(self.order):
            self._step()
            context = as_context(chosen)
            return context if _consistent(context) and self.query.change(context) is self.goal else None
        key = self.order[place]
        unsettled = [index for index, check in enumerate(self.checks) if known[index] is None and key in check.keys]
        settled = [index for index in unsettled if self.checks[index].keys - {key} <= chosen.keys()]
        matters = any(index in clause and not _fails(clause, known) for index in unsettled for clause in self.relevant)
        for value in self.domains[key].values if matters else (None,):
            self._step()
            choice = {**chosen, key: value}
            found = self.walk(place + 1, choice, self.evaluated(choice, known, settled))
            if found is not None:
                return found
        return None

    def evaluated(
        self, chosen: Mapping[str, Value], known: Sequence[bool | None], settled: Sequence[int]
    ) -> list[bool | None]:
        """Return the checks, with those that the choices settle now."""
        old, new = with_values(self.query.before[0], chosen), with_values(self.query.after[0], chosen)
        found = list(known)
        for index in settled:
            check = self.checks[index]
            found[index] = check.holds(new if check.of_after else old)
        return found

    def _step(self) -> None:
        self.steps += 1
        if self.steps > _STEPS:
            raise SearchLimit

    def _hopeless(self, known: Sequence[bool | None]) -> bool:
        if _fails(self.cause, known):
            return True
        if any(all(known[index] for index in clause) for clause in self.allowing.denies):
            return True
        return any(all(_fails(clause, known) for clause in group) for group in self.allowing.required)


def _fails(clause: Clause, known: Sequence[bool | None]) -> bool:
    return any(known[index] is False for index in clause)


def _consistent(context: Context) -> bool:
    """Return whether aws:TagKeys, where it is given, names exactly the tags of the request."""
    listed = context.get(TAG_KEYS)
    if listed is None:
        return True
    names = {name.lower() for name in ((listed,) if isinstance(listed, str) else listed)}
    return {key.removeprefix(REQUEST_TAG) for key in context if key.startswith(REQUEST_TAG)} <= names
