"""Plain `causeway` from the wheel: policy tests and access analysis of files, with neither Pulumi nor gRPC."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.snapshot import exported
from tests.journeys.installation import Installation, install, oldest_python
from tests.sandbox.snapshot.exports import FILES

pytestmark = pytest.mark.journey

LIGHT = ("access", "estate", "iam", "policytest", "report", "snapshot")
HEAVY = ("boto3", "grpc", "moto", "pulumi", "pulumi_aws")
POLICY_TEST = """
from sandbox.policytest import role


def test_a_reader_lists_buckets_and_deletes_none():
    role("mobile/reader").can("s3:ListAllMyBuckets")
    role("mobile/reader").cannot("s3:DeleteBucket").because_of("rail")
"""
CONFTEST = f"""
import sys


def pytest_sessionfinish():
    print("loaded:", sorted(name for name in {HEAVY} if name in sys.modules))
"""


@pytest.fixture(scope="module")
def light(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("light")
    return install(wheel, folder, oldest_python())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with exported files and a policy test, without a project."""
    exported.write(FILES, tmp_path / "export")
    (tmp_path / "tests" / "intents").mkdir(parents=True)
    (tmp_path / "tests" / "intents" / "test_reader.py").write_text(POLICY_TEST)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    return tmp_path


def test_packages_without_the_extra_do_not_import_pulumi_grpc_or_boto(light: Installation, tmp_path: Path) -> None:
    program = f"""
import importlib, sys
for name in {LIGHT}:
    importlib.import_module("sandbox." + name)
print([name for name in {HEAVY} if name in sys.modules])
"""
    assert light.succeeds(tmp_path, "python", "-c", program).strip() == "[]"
    installed = light.succeeds(tmp_path, "python", "-c", "import importlib.util as u; print(u.find_spec('pulumi'))")
    assert installed.strip() == "None"


def test_a_policy_test_is_evaluated_on_exported_files(light: Installation, folder: Path) -> None:
    printed = light.succeeds(folder, "pytest", "-q", "-s", "tests/intents", "--snapshot", "export")
    assert "1 passed" in printed
    assert "loaded: []" in printed


def test_why_explains_a_decision_of_exported_files(light: Installation, folder: Path) -> None:
    printed = light.refuses(folder, "sandbox", "iam", "why", "mobile/reader", "s3:DeleteBucket", "--snapshot", "export")
    assert "explicit deny" in printed
    assert "export/organization/policy-p-1.json" in printed


def test_the_help_lists_every_command(light: Installation, tmp_path: Path) -> None:
    printed = light.succeeds(tmp_path, "sandbox", "--help")
    for command in ("doctor", "estate", "iam", "init", "preview", "up"):
        assert f" {command} " in printed


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("sandbox", "estate", "check"), "has no estate file. `sandbox init` writes one"),
        (("sandbox", "up"), "pip install 'causeway[sandbox]'"),
        (("sandbox", "iam", "matrix", "--snapshot", "./nowhere"), "nowhere"),
        (("pytest", "-q", "tests/intents"), "pip install 'causeway[sandbox]'"),
        (("pytest", "-q", "tests/intents", "--snapshot", "nowhere"), "nowhere: there is no such file or folder"),
    ],
    ids=" ".join,
)
def test_a_missing_extra_is_reported_without_a_traceback(
    light: Installation, folder: Path, command: tuple[str, ...], message: str
) -> None:
    assert message in " ".join(light.refuses(folder, *command).split())


def test_doctor_checks_the_project_and_names_what_is_not_installed(light: Installation, tmp_path: Path) -> None:
    assert "none in" in light.refuses(tmp_path, "sandbox", "doctor")
    light.succeeds(tmp_path, "sandbox", "init", "acme")
    found = {
        each["subject"]: each for each in json.loads(light.succeeds(tmp_path / "acme", "sandbox", "doctor", "--json"))
    }
    assert set(found) == {"Python", "Installation", "Project", "Estate file", "Policy tests", "git"}
    assert "pip install 'causeway[sandbox]'" in found["Installation"]["detail"]
    assert found["Estate file"]["detail"].endswith("accounts")


def test_a_new_project_has_a_valid_estate(light: Installation, tmp_path: Path) -> None:
    light.succeeds(tmp_path, "sandbox", "init", "acme")
    assert "is valid" in light.succeeds(tmp_path / "acme", "sandbox", "estate", "check")
    assert "estate.yaml" in light.refuses(tmp_path, "sandbox", "init", "acme")
