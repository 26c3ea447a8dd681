"""The project and its parts, as `sandbox doctor` checks them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sandbox import project
from sandbox.doctor import Finding, project_findings
from tests.repository import CLONE


def found(folder: Path, subject: str, search: str | None = None) -> Finding:
    return next(each for each in project_findings(project.at(folder), search) if each.subject == subject)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with an estate file and a policy test."""
    shutil.copy(CLONE / "tests" / "estates" / "small.yaml", tmp_path / "estate.yaml")
    (tmp_path / "sandbox.toml").touch()
    (tmp_path / "tests" / "intents").mkdir(parents=True)
    (tmp_path / "tests" / "intents" / "test_reader.py").touch()
    return tmp_path


def test_a_project_with_all_parts_is_good(folder: Path) -> None:
    findings = project_findings(project.at(folder))
    assert [each.subject for each in findings] == ["Project", "Estate file", "Policy tests", "git"]
    assert all(each.good for each in findings)
    assert found(folder, "Project").detail == f"{folder}, settings in sandbox.toml"
    assert found(folder, "Estate file").detail == f"{folder}/estate.yaml: 5 accounts"
    assert found(folder, "Policy tests").detail == f"{folder}/tests/intents: 1 file"


def test_an_empty_folder_is_no_project(tmp_path: Path) -> None:
    finding = found(tmp_path, "Project")
    assert not finding.good
    assert finding.next_step.startswith("`sandbox init` writes one")


def test_an_invalid_estate_file_is_reported_with_its_place(folder: Path) -> None:
    file = folder / "estate.yaml"
    file.write_text(file.read_text().replace("home_region: us-east-1", "home_region: us-oest-1", 1))
    finding = found(folder, "Estate file")
    assert not finding.good
    assert f"{file}:7" in finding.detail


def test_a_program_without_an_estate_file_is_good(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    assert found(tmp_path, "Project").detail == f"{tmp_path}, with default settings"
    assert found(tmp_path, "Estate file").good
    assert found(tmp_path, "Policy tests") == Finding(
        "Policy tests", True, f"none yet: pytest takes those in {tmp_path}/tests/intents"
    )


def test_a_declared_folder_of_policy_tests_that_is_missing_is_not_good(folder: Path) -> None:
    (folder / "sandbox.toml").write_text('policy_tests = ["tests/intents", "checks"]\n')
    good, missing = (each for each in project_findings(project.at(folder)) if each.subject == "Policy tests")
    assert good.good
    assert not missing.good
    assert missing.detail == f"{folder}/checks, which the project file names, is not there"
    assert missing.next_step == f"Make the folder, or correct `policy_tests` in {folder}/sandbox.toml."


def test_git_is_looked_for_on_the_path(folder: Path) -> None:
    assert found(folder, "git", os.environ["PATH"]).good
    finding = found(folder, "git", str(folder))
    assert (finding.good, finding.detail) == (False, "not on PATH")
