"""Load and validate an estate file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.estate.errors import EstateInvalid, Problem
from sandbox.estate.model import Estate
from sandbox.estate.parsing import parse
from sandbox.estate.rule import Finding, all_rules
from sandbox.estate.source import Steps, dotted
from sandbox.estate.validation import ValidationResult, validate

_MOST_BYTES = 4_000_000
"""Ten times what an estate of 1000 departments takes; ruamel reads about a megabyte a second."""


def load(path: Path) -> Estate:
    """Read and validate an estate file.

    Args:
        path: The file, YAML 1.2.

    Returns:
        The estate, which knows the position of each part in the file (`Estate.where`).

    Raises:
        EstateInvalid: The file cannot be read or breaks a rule; `problems` holds every error, in the file's order.

    Example:
        >>> estate = load(Path("estate.yaml"))
        >>> estate.departments
        ('common', 'mobile', 'admin', 'personalisation', 'data')

    """
    value, source, malformed = parse(_text(path), path)
    if not isinstance(value, Mapping):
        wrong = f"the file holds a {'list' if isinstance(value, tuple) else 'single value'}, not a mapping"
        raise EstateInvalid((Problem(path, 1, 1, "", value, wrong, "an estate starts with `version: 1`"),))
    result = validate(value, source)
    # What could not be read as YAML is wrong once, not again as what was read in its place.
    unread = {(each.line, each.column) for each in malformed}
    beyond = (each for each in (*result.problems, *_breaches(result)) if (each.line, each.column) not in unread)
    problems = {*malformed, *beyond}
    if problems:
        raise EstateInvalid(tuple(sorted(problems, key=lambda each: (each.line, each.column, each.path, each.wrong))))
    return result.estate.located(source)


def _breaches(result: ValidationResult) -> Iterator[Problem]:
    for rule in all_rules():
        for finding in rule.check(result.estate):
            if not _rests_on(finding, result.repaired):
                place = (result.source.key if finding.on_key else result.source.value)(finding.at)
                value = finding.at[-1] if finding.on_key else _value_at(result.tree, finding.at)
                path = dotted(finding.at)
                twin = result.source.key(finding.twin).line if finding.twin is not None else None
                yield Problem(place.file, place.line, place.column, path, value, finding.wrong, finding.right, twin)


def _rests_on(finding: Finding, repaired: frozenset[Steps]) -> bool:
    """Return whether a finding is about a part that could not be read."""
    parts = (finding.at, *finding.others, *((finding.twin,) if finding.twin is not None else ()))
    return any(part[: len(lost)] == lost for part in parts for lost in repaired)


def _value_at(tree: Any, steps: Steps) -> object:
    for step in steps:
        tree = tree.get(step) if isinstance(tree, Mapping) else tree[step]
    return tree


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            wrong = f"the file has more than {_MOST_BYTES} bytes"
            raise EstateInvalid((Problem(path, 1, 1, "", None, wrong, "name an estate file"),))
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        wrong = f"byte {error.start} is not UTF-8"
        raise EstateInvalid((Problem(path, line, 1, "", None, wrong, "save the file as UTF-8"),)) from None
    except OSError as error:
        wrong = f"the file cannot be read: {error.strerror}"
        right = "name an existing estate file"
        raise EstateInvalid((Problem(path, None, None, "", str(path), wrong, right),)) from None
