"""Validate types and keys of an estate file, and repair it so that the rules can check the rest.

A misspelled key is read as the closest known key, and an unreadable value is replaced by a placeholder of its type, so
that one error hides no other. Such an estate is never returned to callers: the file is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from sandbox.estate import field_types
from sandbox.estate.errors import Problem
from sandbox.estate.field_types import FieldType
from sandbox.estate.model import Estate
from sandbox.estate.source import Source, Steps, dotted
from sandbox.estate.spelling import closest, did_you_mean
from sandbox.estate.validation_errors import InvalidValue, explain


@dataclass(frozen=True)
class ValidationResult:
    """The estate of a file, and what is wrong with its types and keys."""

    estate: Estate
    tree: Any
    """The plain value that the estate is built from."""
    source: Source
    problems: tuple[Problem, ...]
    repaired: frozenset[Steps]
    """Paths whose value was replaced by a placeholder or dropped."""


def validate(value: Mapping[str, object], source: Source) -> ValidationResult:
    """Validate a plain value as an estate, and collect everything that is wrong with its types and keys."""
    validation = _Validation(source)
    tree = validation.spelled(value, FieldType(Estate), (), ())
    while True:
        try:
            estate = Estate.model_validate(tree)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                steps = tuple(each["loc"])
                field_type = field_types.at(Estate, steps)
                if not any(steps[: len(place)] == place for place in validation.repaired):
                    validation.note(explain(each, field_type, steps))
                tree = validation.replace(tree, steps)
        else:
            return ValidationResult(
                estate, tree, validation.moved(), tuple(validation.problems), frozenset(validation.repaired)
            )


@dataclass
class _Validation:
    source: Source
    problems: list[Problem] = field(default_factory=list)
    repaired: set[Steps] = field(default_factory=set)
    renamed: dict[Steps, Steps] = field(default_factory=dict)

    def spelled(self, value: object, field_type: FieldType, steps: Steps, was: Steps) -> object:
        """Return the value with misspelled keys corrected and unknown keys dropped."""
        if isinstance(value, tuple) and field_type.is_list:
            return tuple(self._item(item, field_type, n, steps, was) for n, item in enumerate(value))
        if not (isinstance(value, Mapping) and field_type.is_mapping):
            return value
        right: dict[str, object] = {}
        for key, item in value.items():
            name = key
            if field_type.keys is not None and key not in field_type.keys:
                absent = [each for each in field_type.keys if each not in value and each not in right]
                name = closest(key, absent)
                self._unknown(key, field_type.keys, (*was, key))
                if name is None:
                    self.repaired.add((*steps, key))
                    continue
                self.renamed[*was, key] = (*steps, name)
            right[name] = self.spelled(item, field_type.child(name), (*steps, name), (*was, key))
        return right

    def _item(self, item: object, field_type: FieldType, place: int, steps: Steps, was: Steps) -> object:
        inner = field_type.item_or_none(place)
        return item if inner is None else self.spelled(item, inner, (*steps, place), (*was, place))

    def _unknown(self, key: str, known: tuple[str, ...], was: Steps) -> None:
        place = self.source.key(was)
        right = did_you_mean(key, known, kind="the keys here are")
        self.problems.append(
            Problem(place.file, place.line, place.column, dotted(was), key, f"unknown key {key}", right)
        )

    def note(self, invalid: InvalidValue) -> None:
        """Record an invalid value as a problem, at the value at fault or, where one is missing, at its parent."""
        source = self.moved()
        place = source.key(invalid.steps[:-1]) if invalid.missing else source.value(invalid.steps)
        self.problems.append(
            Problem(
                place.file,
                place.line,
                place.column,
                dotted(invalid.steps),
                invalid.value,
                invalid.wrong,
                invalid.right,
            )
        )

    def replace(self, tree: object, steps: Steps) -> object:
        """Return the tree with a placeholder at this path; at its parent where that was replaced already."""
        while steps in self.repaired:
            steps = steps[:-1]
        self.repaired.add(steps)
        return _replaced(tree, steps, FieldType(Estate))

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


def _replaced(tree: Any, steps: Steps, field_type: FieldType) -> object:
    """Return the tree with the value at a place replaced by a placeholder, or left out where it has a default."""
    if not steps:
        return field_type.placeholder()
    step, *rest = steps
    inner = field_type.child(step)
    if isinstance(tree, tuple):
        index = int(step)
        held = tree[index] if index < len(tree) else None
        return (*tree[:index], _replaced(held, tuple(rest), inner), *tree[index + 1 :])
    if not rest and not inner.required:
        return {key: value for key, value in tree.items() if key != step}
    return {**tree, step: _replaced(tree.get(step), tuple(rest), inner)}
