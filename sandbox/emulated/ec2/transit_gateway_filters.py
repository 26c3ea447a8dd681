"""EC2's filters: values with `*` and `?`, any value of a filter, all of the filters; unknown names are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sandbox.emulated.errors import AwsError

type Fields[T] = Mapping[str, Callable[[T], Iterable[str]]]
"""Filter name -> function from an item to the values that the filter compares."""

type Tags[T] = Callable[[T], Mapping[str, str]]


def filtered[T](
    things: Iterable[T], filters: Sequence[Mapping[str, Any]] | None, fields: Fields[T], tags: Tags[T]
) -> list[T]:
    """Return the items that every filter matches."""
    tests = [_test(filter_, fields, tags) for filter_ in filters or ()]
    return [thing for thing in things if all(test(thing) for test in tests)]


def _test[T](filter_: Mapping[str, Any], fields: Fields[T], tags: Tags[T]) -> Callable[[T], bool]:
    name, values = str(filter_.get("Name", "")), [str(value) for value in filter_.get("Values") or ()]
    patterns = [_pattern(value) for value in values]
    texts: Callable[[T], Iterable[str]]
    if name in fields:
        texts = fields[name]
    elif name.startswith("tag:"):
        key = name.removeprefix("tag:")

        def texts(thing: T) -> Iterable[str]:
            return [value for tag, value in tags(thing).items() if tag == key]

    elif name == "tag-key":

        def texts(thing: T) -> Iterable[str]:
            return tags(thing).keys()

    else:
        raise AwsError("InvalidParameterValue", f"The filter '{name}' is invalid")
    return lambda thing: any(pattern.fullmatch(text) for text in texts(thing) for pattern in patterns)


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile("".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in value))
