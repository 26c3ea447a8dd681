"""Values of a condition key: one for each class of requests that the conditions on the key tell apart."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import combinations, pairwise, permutations

from sandbox.access.glob_classes import glob_classes
from sandbox.access.probes import FIXED, Context, sample
from sandbox.iam.conditions import Condition
from sandbox.iam.conditions.date import moment
from sandbox.iam.conditions.numeric import number
from sandbox.iam.glob import Pattern, parse_glob
from sandbox.iam.request import Request, Values

type Value = Values | None
"""The values of a key in a request; None where the request does not name the key."""

_SOURCES = {
    "aws:viaawsservice": "aws:calledvia",
    "aws:calledviafirst": "aws:calledvia",
    "aws:calledvialast": "aws:calledvia",
    "aws:epochtime": "aws:currenttime",
}
"""Keys that follow from another key of the request."""
_ORDERED = frozenset(("aws:calledvia",))
"""Keys whose values have an order."""
_ELEMENTS = 6
"""Classes of single values up to which every set of them is tried; of more, sets of two and the set of all."""
_TOGETHER = 2
_QUANTIFIERS = ("ForAllValues:", "ForAnyValue:")
_OTHER = "something-else"
_OTHER_ARN = "arn:aws:iam::111122223333:role/another"
_OTHER_ADDRESS = ("192.0.2.1", "2001:db8::1")


@dataclass(frozen=True, slots=True)
class KeyDomain:
    """The values of one key, and for each of them which conditions hold."""

    key: str
    values: tuple[Value, ...]
    complete: bool
    """False where the conditions tell more requests apart than were searched for."""


def source_key(key: str) -> str:
    """Return the key of a request that a condition key follows from, in lower case: itself for most."""
    folded = key.lower()
    return _SOURCES.get(folded, folded)


def free_keys(condition: Condition) -> frozenset[str]:
    """Return the keys of a request that a condition depends on and that do not follow from principal and resource."""
    return frozenset(key for key in map(source_key, condition.condition_keys) if not key.startswith(FIXED))


def with_values(request: Request, chosen: Mapping[str, Value]) -> Request:
    """Return the request with values of keys."""
    given = {key: values for key, values in chosen.items() if values is not None}
    return replace(request, context={**request.context, **given})


def as_context(chosen: Mapping[str, Value]) -> Context:
    """Return values of keys as the context of a request."""
    return {
        key: values[0] if len(values) == 1 else values
        for key, values in chosen.items()
        if values is not None and values
    }


def key_domain(
    key: str,
    conditions: Sequence[Condition],
    request: Request,
    tags: frozenset[str] = frozenset(),
    accepts: Callable[[str], bool] = lambda _: True,
) -> KeyDomain:
    """Return one value for each class of requests that conditions on one key tell apart.

    Args:
        key: The key, in lower case.
        conditions: The conditions that read it. Those that read other keys as well do not merge values.
        request: The request without the key; policy variables are resolved with it.
        tags: Names, in lower case, that are distinguished even where the conditions do not.
        accepts: Whether a request can have a value of the key; by default it can have any.

    """
    elements, complete = _elements(conditions, request)
    elements = [element for element in elements if accepts(element)]
    elements += [name for name in sorted(tags) if name not in map(str.lower, elements)]
    alone = [condition for condition in conditions if len(free_keys(condition)) == 1 and condition.holds is not None]
    merge = len(alone) == len(conditions)
    classes = _distinct(key, ((element,) for element in elements), alone, request, tags) if merge else _single(elements)
    several = key in _ORDERED or any(condition.operator.startswith(_QUANTIFIERS) for condition in conditions)
    if several:
        listed, whole = _sets(key, [value for value in classes if value])
        complete = complete and whole
        classes = _distinct(key, listed, alone, request, tags) if merge else listed
    values = _distinct(key, (None, *classes), alone, request, tags) if merge else [None, *classes]
    return KeyDomain(key, tuple(values), complete)


def _single(elements: Iterable[str]) -> list[Value]:
    return [(element,) for element in elements]


def _distinct(
    key: str, values: Iterable[Value], conditions: Sequence[Condition], request: Request, tags: frozenset[str]
) -> list[Value]:
    """Return the first of the values that the conditions do not tell apart."""
    found: dict[tuple[object, ...], Value] = {}
    for value in values:
        changed = with_values(request, {key: value})
        named = tags.intersection(map(str.lower, value or ())) if tags else tags
        found.setdefault((named, *(bool(c.holds and c.holds(changed)) for c in conditions)), value)
    return list(found.values())


def _sets(key: str, classes: Sequence[Values]) -> tuple[list[Value], bool]:
    """Return the sets of values to try, and whether these are all."""
    elements = [value[0] for value in classes]
    largest = len(elements) if len(elements) <= _ELEMENTS else _TOGETHER
    if key in _ORDERED:
        largest = min(_TOGETHER, len(elements))
        return [found for size in range(1, largest + 1) for found in permutations(elements, size)], True
    sets: list[Value] = [found for size in range(1, largest + 1) for found in combinations(elements, size)]
    if largest < len(elements):
        sets.append(tuple(elements))
    return sets, largest == len(elements)


def _elements(conditions: Sequence[Condition], request: Request) -> tuple[list[str], bool]:
    """Return single values: those that conditions list, and those beside them."""
    found: dict[str, None] = {}
    complete = True
    texts = [c for c in conditions if _family(c) in ("String", "Binary")]
    arns = [c for c in conditions if _family(c) == "Arn"]
    for group, arn in ((texts, False), (arns, True)):
        patterns = {pattern for condition in group for pattern in _patterns(condition, request)}
        found.update(dict.fromkeys(sample(pattern, request.principal.account or "") for pattern in sorted_(patterns)))
        if group:
            found[_OTHER_ARN if arn else _OTHER] = None
        classes = glob_classes(frozenset(patterns), arn)
        found.update(dict.fromkeys(text for text in classes.texts if text))
        complete = complete and classes.complete
    for condition in conditions:
        found.update(dict.fromkeys(_beside(condition)))
    return list(found), complete


def sorted_(patterns: Iterable[Pattern]) -> list[Pattern]:
    """Return patterns in an order that does not depend on their hashes."""
    return sorted(patterns, key=repr)


def _family(condition: Condition) -> str:
    name = condition.operator
    for quantifier in _QUANTIFIERS:
        name = name.removeprefix(quantifier)
    for family in ("String", "Binary", "Arn", "Bool", "Date", "Numeric", "Null"):
        if name.startswith(family):
            return family
    return "IpAddress"


def _patterns(condition: Condition, request: Request) -> Iterator[Pattern]:
    """Yield the patterns of a condition's values; a literal is a pattern without wildcards."""
    exact = "Equals" in condition.operator and "Arn" not in condition.operator
    for text in condition.wanted:
        if "${" not in text or not condition.templates:
            yield from ((variant,) for variant in _cases(condition, text)) if exact else (parse_glob(text),)
    for template in condition.templates:
        resolved = template.resolve(request.single)
        yield resolved if resolved is not None else template.resolve(lambda _: _OTHER) or ()


def _cases(condition: Condition, text: str) -> tuple[str, ...]:
    return (text, text.upper(), text.lower()) if "IgnoreCase" in condition.operator else (text,)


def _beside(condition: Condition) -> Iterator[str]:
    """Yield the values of an operator with an order or a fixed set of values, with those beside its limits."""
    match _family(condition):
        case "Bool":
            yield from ("true", "false")
        case "Null":
            yield "present"
        case "Date":
            moments = sorted({known for text in condition.wanted if (known := moment(text)) is not None})
            yield from map(_date, _around(moments))
        case "Numeric":
            yield from map(str, _around(sorted({n for text in condition.wanted if (n := number(text)) is not None})))
        case "IpAddress":
            for text in condition.wanted:
                yield from _addresses(text)
            yield from _OTHER_ADDRESS


def _around(limits: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield a value below all limits, each limit, one between each two, and one above all."""
    if not limits:
        return
    yield limits[0] - 1
    for lower, upper in pairwise(limits):
        yield from (lower, (lower + upper) / 2)
    yield from (limits[-1], limits[-1] + 1)


def _date(seconds: Decimal) -> str:
    whole = int(seconds)
    if seconds != whole or not 0 <= whole < _YEAR_9999:
        return str(seconds)
    return datetime.fromtimestamp(whole, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_YEAR_9999 = 253402300799


def _addresses(text: str) -> Iterator[str]:
    """Yield the first address of a range and those before and after the range: ranges begin and end nowhere else."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return
    yield str(network[0])
    for address, step in ((network[0], -1), (network[-1], 1)):
        try:
            yield str(address + step)
        except ipaddress.AddressValueError:
            continue
