"""Is an input within the limits of AWS's own model? botocore's clients leave most of that to the service."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import faults

_ENUM_REASONS = {"PolicyType": "INVALID_ENUM_POLICY_TYPE", "EffectivePolicyType": "INVALID_ENUM_POLICY_TYPE"}
_PATTERN_REASONS = {
    "PolicyId": "INVALID_SYNTAX_POLICY_ID",
    "PolicyTargetId": "INVALID_PATTERN_TARGET_ID",
    "RoleName": "INVALID_ROLE_NAME",
}


def check(shape: Any, value: Any, path: str = "") -> None:
    """Raise InvalidInputException at the first value that botocore's shape does not allow."""
    if shape.type_name == "structure":
        _check_structure(shape, value, path)
    elif shape.type_name == "list":
        for position, member in enumerate(value):
            check(shape.member, member, f"{path}[{position}]")
    elif shape.type_name == "string":
        _check_string(shape, value, path)
    elif shape.type_name in {"integer", "long"}:
        _check_range(shape, value, path, "VALUE")


def _check_structure(shape: Any, value: dict[str, Any], path: str) -> None:
    for name in shape.required_members:
        if value.get(name) is None:
            raise _refuse("INPUT_REQUIRED", _join(path, name), "is required")
    for name, member in value.items():
        if name in shape.members and member is not None:
            check(shape.members[name], member, _join(path, name))


def _check_string(shape: Any, value: str, path: str) -> None:
    if shape.enum:
        if value not in shape.enum:
            reason = _ENUM_REASONS.get(shape.name, "INVALID_ENUM")
            raise _refuse(reason, path, f"must be one of {', '.join(shape.enum)}")
        return
    _check_range(shape, len(value), path, "LENGTH")
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        reason = _PATTERN_REASONS.get(shape.name, "INVALID_PATTERN")
        raise _refuse(reason, path, f"must match the pattern {pattern}")


def _check_range(shape: Any, size: int, path: str, what: str) -> None:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        raise _refuse(f"MIN_{what}_EXCEEDED", path, f"must not be less than {least}")
    if most is not None and size > most:
        raise _refuse(f"MAX_{what}_EXCEEDED", path, f"must not be more than {most}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # AWS's models write Java's classes; Python's \w and \s hold the same letters, digits and spaces.
    return re.compile(pattern.replace(r"\p{L}", r"\w").replace(r"\p{N}", "").replace(r"\p{Z}", r"\s"))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _refuse(reason: str, path: str, what: str) -> AwsError:
    return faults.invalid(reason, f"You specified an invalid value: {path} {what}.")
