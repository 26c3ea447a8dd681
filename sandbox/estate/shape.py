"""Check the shape of an estate file, and make an estate that the rules can check in spite of its mistakes.

A misspelled key is read as the closest known key, and an unreadable value is replaced by a specimen of its kind, so
that one mistake hides no other. Such an estate is never returned to callers: the file is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from sandbox.estate import kinds
from sandbox.estate.errors import Problem
from sandbox.estate.kinds import Kind
from sandbox.estate.mistakes import Mistake, explain
from sandbox.estate.model import Estate
from sandbox.estate.source import Source, Steps, dotted
from sandbox.estate.spelling import closest, did_you_mean


@dataclass(frozen=True)
class Read:
    """The result of reading a file's shape."""

    estate: Estate
    tree: Any
    """The plain value that the estate was made of."""
    source: Source
    problems: tuple[Problem, ...]
    repaired: frozenset[Steps]
    """Paths whose value was replaced by a specimen or dropped."""


def read(value: Mapping[str, object], source: Source) -> Read:
    """Read a plain value as an estate, with everything that is wrong with its shape."""
    work = _Work(source)
    tree = work.spelled(value, Kind(Estate), (), ())
    while True:
        try:
            estate = Estate.model_validate(tree)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                steps = tuple(each["loc"])
                kind = kinds.at(Estate, steps)
                if not any(steps[: len(place)] == place for place in work.repaired):
                    work.note(explain(each, kind, steps))
                tree = work.mend(tree, steps)
        else:
            return Read(estate, tree, work.moved(), tuple(work.problems), frozenset(work.repaired))


@dataclass
class _Work:
    source: Source
    problems: list[Problem] = field(default_factory=list)
    repaired: set[Steps] = field(default_factory=set)
    renamed: dict[Steps, Steps] = field(default_factory=dict)

    def spelled(self, value: object, kind: Kind, steps: Steps, was: Steps) -> object:
        """Return the value with misspelled keys corrected and unknown keys dropped."""
        if isinstance(value, tuple) and kind.is_list:
            return tuple(self._item(item, kind, n, steps, was) for n, item in enumerate(value))
        if not (isinstance(value, Mapping) and kind.is_mapping):
            return value
        right: dict[str, object] = {}
        for key, item in value.items():
            name = key
            if kind.keys is not None and key not in kind.keys:
                absent = [each for each in kind.keys if each not in value and each not in right]
                name = closest(key, absent)
                self._unknown(key, kind.keys, (*was, key))
                if name is None:
                    self.repaired.add((*steps, key))
                    continue
                self.renamed[*was, key] = (*steps, name)
            right[name] = self.spelled(item, kind.inside(name), (*steps, name), (*was, key))
        return right

    def _item(self, item: object, kind: Kind, place: int, steps: Steps, was: Steps) -> object:
        inner = kind.inside_or_none(place)
        return item if inner is None else self.spelled(item, inner, (*steps, place), (*was, place))

    def _unknown(self, key: str, known: tuple[str, ...], was: Steps) -> None:
        place = self.source.key(was)
        right = did_you_mean(key, known, kind="the keys here are")
        self.problems.append(
            Problem(place.file, place.line, place.column, dotted(was), key, f"unknown key {key}", right)
        )

    def note(self, mistake: Mistake) -> None:
        """Record a mistake as a problem, at the value at fault or, where one is missing, at its parent."""
        source = self.moved()
        place = source.key(mistake.steps[:-1]) if mistake.missing else source.value(mistake.steps)
        self.problems.append(
            Problem(
                place.file,
                place.line,
                place.column,
                dotted(mistake.steps),
                mistake.value,
                mistake.wrong,
                mistake.right,
            )
        )

    def mend(self, tree: object, steps: Steps) -> object:
        """Return the tree with a specimen at this path; at its parent where that was replaced already."""
        while steps in self.repaired:
            steps = steps[:-1]
        self.repaired.add(steps)
        return _replaced(tree, steps, Kind(Estate))

    def moved(self) -> Source:
        """Return the source with each position under the corrected name of its key."""
        if not self.renamed:
            return self.source
        keys = {self._now(steps): place for steps, place in self.source.keys.items()}
        values = {self._now(steps): place for steps, place in self.source.values.items()}
        return Source(self.source.file, keys, values)

    def _now(self, steps: Steps) -> Steps:
        for length in range(len(steps), 0, -1):
            if steps[:length] in self.renamed:
                return (*self.renamed[steps[:length]], *steps[length:])
        return steps


def _replaced(tree: Any, steps: Steps, kind: Kind) -> object:
    """Return the tree with the value at a place replaced by a specimen, or left out where it has a default."""
    if not steps:
        return kind.specimen()
    step, *rest = steps
    inner = kind.inside(step)
    if isinstance(tree, tuple):
        index = int(step)
        held = tree[index] if index < len(tree) else None
        return (*tree[:index], _replaced(held, tuple(rest), inner), *tree[index + 1 :])
    if not rest and not inner.required:
        return {key: value for key, value in tree.items() if key != step}
    return {**tree, step: _replaced(tree.get(step), tuple(rest), inner)}
