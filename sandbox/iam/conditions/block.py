"""A Condition block: operators AND, keys AND, values OR; negated operators NOR."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sandbox.iam import cache_sizes
from sandbox.iam.conditions.boolean import words
from sandbox.iam.conditions.operator import Compiled, Lone, Operator
from sandbox.iam.errors import MalformedValue
from sandbox.iam.request import Request
from sandbox.iam.variables import Template, parse_template

_ALL, _ANY, _IF_EXISTS = "ForAllValues:", "ForAnyValue:", "IfExists"
_KEY = re.compile(r"[A-Za-z0-9._-]+(?:/[^:]*)?:[A-Za-z0-9._-]+(?:[/:].*)?", re.DOTALL)
"""service:key or provider:key; what follows a further slash or colon is a tag's key or the like."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator on one key. `holds` is None where `problem` says why it cannot be evaluated."""

    operator: str
    key: str
    wanted: tuple[str, ...]
    holds: Callable[[Request], bool] | None
    templates: tuple[Template, ...] = ()
    """The values that ask for keys through policy variables."""
    problem: str | None = None

    @property
    def condition_keys(self) -> tuple[str, ...]:
        """All condition keys that the condition reads."""
        return (self.key, *(key for template in self.templates for key in template.keys)) if self.key else ()


@cache
def operators() -> Mapping[str, Operator]:
    """Return every operator by its name, from the files of this folder."""
    found: dict[str, Operator] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        loaded = importlib.import_module(f"{__package__}.{module.name}")
        found.update(getattr(loaded, "OPERATORS", {}))
    return found


def compile_block(block: object, *, variables: bool) -> tuple[Condition, ...]:
    """Compile a Condition element; what cannot be read becomes a condition with a `problem`."""
    if not isinstance(block, Mapping):
        return (_broken("Condition", "", (), "Condition is an object: {operator: {key: values}}"),)
    return tuple(
        condition
        for operator, keys in block.items()
        for condition in _compile_operator(str(operator), keys, variables=variables)
    )


@lru_cache(maxsize=cache_sizes.PATTERNS)
def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def _compile_operator(operator: str, keys: object, *, variables: bool) -> Iterator[Condition]:
    if not isinstance(keys, Mapping):
        yield _broken(operator, "", (), f"{operator} takes an object of keys and values")
        return
    folded = [str(key).lower() for key in keys]
    for key, listed in keys.items():
        wanted = _values(listed)
        if not _is_key(str(key)):
            yield _broken(operator, str(key), (), f"{operator}: {key!r} is not a condition key: write service:key")
            continue
        if len(folded) > 1 and folded.count(str(key).lower()) > 1:
            yield _broken(operator, str(key), (), f"{operator}: duplicate key {key}, in different case")
            continue
        if wanted is None:
            yield _broken(operator, str(key), (), f"{operator} on {key}: values are texts, numbers or booleans")
        else:
            yield _compile(operator, str(key), wanted, variables=variables)


def _compile(operator: str, key: str, wanted: tuple[str, ...], *, variables: bool) -> Condition:
    quantifier = next((q for q in (_ALL, _ANY) if operator.startswith(q)), "")
    name = operator.removeprefix(quantifier)
    if_exists = name.endswith(_IF_EXISTS)
    name = name.removesuffix(_IF_EXISTS)
    try:
        if operator == "Null":
            return Condition(operator, key, wanted, _null(key.lower(), wanted))
        found = operators().get(name)
        if found is None:
            return _broken(operator, key, wanted, f"there is no condition operator {operator}")
        compiled = found.compile(wanted, variables)
    except MalformedValue as error:
        return _broken(operator, key, wanted, f"{operator} on {key}: {error}")
    holds = _quantified(quantifier, key.lower(), compiled, negated=found.negated, if_exists=if_exists)
    return Condition(operator, key, wanted, holds, _templates(wanted) if found.variables and variables else ())


def _quantified(
    quantifier: str, key: str, compiled: Compiled, *, negated: bool, if_exists: bool
) -> Callable[[Request], bool]:
    """Return the test of the whole condition: missing keys, and several values of the request."""
    when_missing = if_exists or negated
    if compiled.within is None and not quantifier:
        return _plain(key, compiled.alone or _nothing, negated=negated, when_missing=when_missing)
    alone = compiled.alone or _nothing
    test = compiled.within or (lambda value, _: alone(value))

    def listed(request: Request) -> tuple[str, ...]:
        values = request.values(key)
        return values if any(values) else ()  # a set of an empty text is an empty set

    def every(request: Request) -> bool:
        return all(test(value, request) is not negated for value in listed(request))

    def some(request: Request) -> bool:
        # IfExists is asked of each value, and there is none: iam.cloudcopilot.io/resources/operators says so; AWS's
        # own pages speak of ForAnyValue and of IfExists, but not of both at once.
        return any(test(value, request) is not negated for value in listed(request))

    def plain(request: Request) -> bool:
        values = request.values(key)
        return any(test(value, request) for value in values) is not negated if values else when_missing

    return {_ALL: every, _ANY: some, "": plain}[quantifier]


def _plain(key: str, test: Lone, *, negated: bool, when_missing: bool) -> Callable[[Request], bool]:
    """Return the test of the most frequent form of a condition, without what it does not need."""

    def holds(request: Request) -> bool:
        values = request.context.get(key) or request.values(key)  # the short way first: most keys are given
        if len(values) == 1:
            return test(values[0]) is not negated
        return any(map(test, values)) is not negated if values else when_missing

    return holds


def _nothing(_: str) -> bool:
    return False


def _null(key: str, wanted: tuple[str, ...]) -> Callable[[Request], bool]:
    allowed = words(wanted)
    return lambda request: ("false" if request.values(key) else "true") in allowed


def _values(listed: object) -> tuple[str, ...] | None:
    items = listed if isinstance(listed, list | tuple) else [listed]
    texts = []
    for item in items:
        if isinstance(item, bool):
            texts.append("true" if item else "false")
        elif isinstance(item, str | int | float):
            texts.append(str(item))
        else:
            return None
    return tuple(texts)


def _templates(wanted: tuple[str, ...]) -> tuple[Template, ...]:
    parsed = (parse_template(value, variables=True) for value in wanted)
    return tuple(template for template in parsed if isinstance(template, Template))


def _broken(operator: str, key: str, wanted: tuple[str, ...], problem: str) -> Condition:
    return Condition(operator, key, wanted, None, problem=problem)
