"""Compare an input with the types and limits of AWS's own model, most of which botocore's clients do not check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Violation:
    """One value that a shape does not allow."""

    limit: str
    """TYPE, INPUT_REQUIRED, ENUM, PATTERN, MIN_LENGTH, MAX_LENGTH, MIN_VALUE or MAX_VALUE."""
    shape: str
    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path} {self.what}"


_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list, tuple),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
}
"""botocore's name of a type -> the types of its parsed values; timestamps and blobs are left to the parser."""

_SENT = ((bool, "BOOLEAN"), ((int, float), "NUMBER"), (str, "STRING"), (dict, "STRUCTURE"), ((list, tuple), "LIST"))


def violations(shape: Any, value: Any, path: str = "") -> Iterator[Violation]:
    """Yield every value that botocore's shape does not allow, from the outside in; nothing without a shape."""
    if shape is None:
        return
    wanted = _TYPES.get(shape.type_name)
    if wanted and (not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted)):
        sent = next((name for kind, name in _SENT if isinstance(value, kind)), "NULL")
        yield Violation("TYPE", shape.name, path, f"{sent}_VALUE can not be converted to {shape.type_name}")
    elif shape.type_name == "structure":
        yield from _in_structure(shape, value, path)
    elif shape.type_name == "list":
        yield from _out_of_range(shape, len(value), path, "LENGTH")
        for position, member in enumerate(value):
            yield from violations(shape.member, member, f"{path}[{position}]")
    elif shape.type_name == "map":
        for key, member in value.items():
            yield from violations(shape.value, member, _join(path, key))
    elif shape.type_name == "string":
        yield from _in_string(shape, value, path)
    elif shape.type_name in {"integer", "long", "double", "float"}:
        yield from _out_of_range(shape, value, path, "VALUE")


def _in_structure(shape: Any, value: dict[str, Any], path: str) -> Iterator[Violation]:
    for name in shape.required_members:
        if value.get(name) is None:
            yield Violation("INPUT_REQUIRED", shape.name, _join(path, name), "is required")
    for name, member in value.items():
        if name in shape.members and member is not None:
            yield from violations(shape.members[name], member, _join(path, name))


def _in_string(shape: Any, value: str, path: str) -> Iterator[Violation]:
    if shape.enum:
        if value not in shape.enum:
            yield Violation("ENUM", shape.name, path, f"must be one of {', '.join(shape.enum)}")
        return
    yield from _out_of_range(shape, len(value), path, "LENGTH")
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        yield Violation("PATTERN", shape.name, path, f"must match the pattern {pattern}")


def _out_of_range(shape: Any, size: float, path: str, what: str) -> Iterator[Violation]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield Violation(f"MIN_{what}", shape.name, path, f"must not be less than {least}")
    if most is not None and size > most:
        yield Violation(f"MAX_{what}", shape.name, path, f"must not be more than {most}")


_JAVA = ((r"\p{L}", r"\w"), (r"\p{N}", ""), (r"\p{Z}", r"\s"), ("(?i)", ""))
"""Java's character classes in AWS's models -> Python's equivalents, which need flags in front."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    flags = re.NOFLAG if r"\p{" in pattern else re.ASCII  # Java's \w, \d and \s are ASCII's
    for java, python in _JAVA:
        pattern = pattern.replace(java, python)
    return re.compile(pattern, flags)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
