"""Failed checks as SARIF 2.1.0, each at its line of the program, so that a code host shows them in a pull request.

Reference: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.iam import Origin
from sandbox.policytest.evaluate import Judgement

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "PROJECTROOT"


@dataclass(frozen=True)
class Result:
    """One failed sentence of one check."""

    rule: str
    """The check's name."""
    title: str
    text: str
    where: Origin | None
    said: Origin | None

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Result:
        """A result from its plain values."""
        places = {name: Origin(**raw[name]) if raw[name] else None for name in ("where", "said")}
        return cls(raw["rule"], raw["title"], raw["text"], **places)


def unanswered(check: str, title: str | None, text: str, said: Origin) -> Result:
    """A check that says what nothing can answer."""
    return Result(*_named(check, title), text, None, said)


def results(check: str, title: str | None, judgement: Judgement) -> Iterator[Result]:
    """Everything that failed in a check."""
    name, said = _named(check, title)
    if judgement.vacuous:
        yield Result(name, said, judgement.vacuous, None, None)
    for failure in judgement.failures:
        yield Result(name, said, failure.text, failure.where, failure.sentence.place)


def _named(check: str, title: str | None) -> tuple[str, str]:
    name = check.partition("[")[0]
    return name, title or name.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def write(file: Path, found: Iterable[Result], root: Path) -> None:
    """Write the log; without results it says that everything held."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(log(list(found), root), indent=2) + "\n", encoding="utf-8")


def log(found: list[Result], root: Path) -> dict[str, Any]:
    """The log as plain values."""
    titles = {result.rule: result.title for result in found}
    rules = [{"id": rule, "shortDescription": {"text": title}} for rule, title in titles.items()]
    places = {rule: index for index, rule in enumerate(titles)}
    run = {
        "tool": {"driver": {"name": "causeway", "semanticVersion": "0.1.0", "rules": rules}},
        "originalUriBaseIds": {_ROOT: {"uri": f"{root.as_uri()}/"}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, places[result.rule], root) for result in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(result: Result, rule: int, root: Path) -> dict[str, Any]:
    locations = [_location(place, root) for place in (result.where or result.said,) if place]
    related = [_location(result.said, root)] if result.said and result.where else []
    return {
        "ruleId": result.rule,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": result.text},
        "locations": locations,
        **({"relatedLocations": related} if related else {}),
    }


def _location(origin: Origin, root: Path) -> dict[str, Any]:
    path = Path(origin.file)
    inside = path.relative_to(root) if path.is_relative_to(root) else path
    artifact = {"uri": inside.as_posix(), "uriBaseId": _ROOT} if not inside.is_absolute() else {"uri": inside.as_uri()}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if origin.line:
        physical["region"] = {"startLine": origin.line}
    return {"physicalLocation": physical}
