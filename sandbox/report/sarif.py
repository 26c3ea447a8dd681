"""Failed policy tests as SARIF 2.1.0, each at its line of the program, for a code host to show in a pull request.

Reference: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import distribution
from sandbox.iam import Origin
from sandbox.report.failed_assertion import FailedAssertion

_FORMAT = "2.1.0"
"""Version of the format that the log is written in, and of its schema."""

_SCHEMA = f"https://docs.oasis-open.org/sarif/sarif/v{_FORMAT}/errata01/os/schemas/sarif-schema-{_FORMAT}.json"
_ROOT = "PROJECTROOT"


@dataclass(frozen=True)
class Result:
    """One failed assertion of one policy test."""

    rule: str
    """The test's name."""
    title: str
    text: str
    where: Origin | None
    """The line of the program."""
    asserted_at: Origin | None
    """The line of the test."""

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Result:
        """Return a result from its plain values."""
        places = {name: Origin(**raw[name]) if raw[name] else None for name in ("where", "asserted_at")}
        return cls(raw["rule"], raw["title"], raw["text"], **places)


def not_evaluated(test: str, title: str | None, text: str, asserted_at: Origin) -> Result:
    """Return the result of a test that cannot be evaluated."""
    return Result(*_named(test, title), text, None, asserted_at)


def results(test: str, title: str | None, vacuous: str | None, failures: Iterable[FailedAssertion]) -> Iterator[Result]:
    """Yield everything that failed in a test.

    Args:
        test: Its name, as pytest's node id.
        title: Its docstring; without one the title is its name.
        vacuous: Why it asserts nothing; None where it asserts something.
        failures: Its assertions that do not hold.

    """
    rule, text = _named(test, title)
    if vacuous:
        yield Result(rule, text, vacuous, None, None)
    for failure in failures:
        yield Result(rule, text, failure.text, failure.where, failure.asserted_at)


def _named(test: str, title: str | None) -> tuple[str, str]:
    name = test.partition("[")[0]
    return name, title or name.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def write(file: Path, found: Iterable[Result], root: Path) -> None:
    """Write the log; one without results means that every test passed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(log(list(found), root), indent=2) + "\n", encoding="utf-8")


def log(found: list[Result], root: Path) -> dict[str, Any]:
    """Return the log as plain values."""
    titles = {result.rule: result.title for result in found}
    rules = [{"id": rule, "shortDescription": {"text": title}} for rule, title in titles.items()]
    places = {rule: index for index, rule in enumerate(titles)}
    driver = {"name": distribution.NAME, "semanticVersion": distribution.installed_version(), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"uri": f"{root.as_uri()}/"}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, places[result.rule], root) for result in found],
    }
    return {"$schema": _SCHEMA, "version": _FORMAT, "runs": [run]}


def _result(result: Result, rule: int, root: Path) -> dict[str, Any]:
    locations = [_location(place, root) for place in (result.where or result.asserted_at,) if place]
    related = [_location(result.asserted_at, root)] if result.asserted_at and result.where else []
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
