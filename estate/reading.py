"""From a file to an estate, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from estate.errors import EstateInvalid, Problem
from estate.model import Estate
from estate.parsing import parse
from estate.source import dotted


def load(path: Path) -> Estate:
    """Read and validate an estate file; raises EstateInvalid with all that is wrong."""
    value, source, problems = parse(_text(path), path)
    if not isinstance(value, Mapping):
        wrong = f"the file holds a {'list' if isinstance(value, tuple) else 'single value'}, not a mapping"
        raise EstateInvalid((Problem(path, 1, 1, "", value, wrong, "an estate starts with `version: 1`"),))
    try:
        estate = Estate.model_validate(value)
    except ValidationError as error:
        found = []
        for each in error.errors():
            where = source.value(tuple(each["loc"]))
            found.append(
                Problem(path, where.line, where.column, dotted(tuple(each["loc"])), each["input"], each["msg"], "")
            )
        raise EstateInvalid((*problems, *found)) from None
    if problems:
        raise EstateInvalid(problems)
    return estate.located(source)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        wrong = f"byte {error.start} is not UTF-8"
        raise EstateInvalid((Problem(path, line, 1, "", None, wrong, "save the file as UTF-8"),)) from None
    except OSError as error:
        wrong = f"the file cannot be read: {error.strerror}"
        right = "name an estate file with --estate FILE"
        raise EstateInvalid((Problem(path, None, None, "", str(path), wrong, right),)) from None
