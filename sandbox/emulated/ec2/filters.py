"""EC2's filters: values with `*` and `?`, any value of a filter, all of the filters; unknown names are refused.

Source: "List and filter using the CLI and API" in the EC2 User Guide, and `FilterLimitExceeded` in EC2's error codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sandbox.emulated.errors import AwsError

type Fields[T] = Mapping[str, Callable[[T], Iterable[str]]]
"""Filter name -> function from an item to the values that the filter compares."""

type Tags[T] = Callable[[T], Mapping[str, str]]

MOST_FILTERS = 50
MOST_VALUES = 200
"""Filters of a request and values of a filter (EC2 User Guide, "List and filter using the CLI and API")."""


def filtered[T](
    things: Iterable[T], filters: Sequence[Mapping[str, Any]] | None, fields: Fields[T], tags: Tags[T]
) -> list[T]:
    """Return the items that every filter matches."""
    if len(filters or ()) > MOST_FILTERS:
        raise AwsError("FilterLimitExceeded", f"The maximum number of filters is {MOST_FILTERS}.")
    tests = [_test(filter_, fields, tags) for filter_ in filters or ()]
    return [thing for thing in things if all(test(thing) for test in tests)]


def member(path: str) -> Callable[[Mapping[str, Any]], Iterable[str]]:
    """Return a field of items in the shape of boto3: the values at a path of members, through lists.

    `member("Attachments.VpcId")` gives the VPC of each attachment.
    """
    names = path.split(".")
    return lambda item: [_text(value) for value in _values(item, names)]


def tags_of(item: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the tags of an item in the shape of boto3."""
    return {tag["Key"]: tag.get("Value", "") for tag in item.get("Tags") or ()}


def _values(found: Any, names: Sequence[str]) -> Iterator[Any]:
    if isinstance(found, list | tuple):
        for each in found:
            yield from _values(each, names)
    elif not names:
        if found is not None:
            yield found
    elif isinstance(found, Mapping):
        yield from _values(found.get(names[0]), names[1:])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return str(value)


def _test[T](filter_: Mapping[str, Any], fields: Fields[T], tags: Tags[T]) -> Callable[[T], bool]:
    name, values = str(filter_.get("Name") or "null"), [str(value) for value in filter_.get("Values") or ()]
    if len(values) > MOST_VALUES:
        raise AwsError(
            "FilterLimitExceeded", f"The maximum number of filter values specified on a single call is {MOST_VALUES}"
        )
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
    """Return the pattern of a value; a backslash makes the wildcard after it an ordinary character."""
    parts = re.findall(r"\\.|.", value, re.DOTALL)
    return re.compile("".join(_WILDCARDS.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)


_WILDCARDS = {"*": ".*", "?": "."}
