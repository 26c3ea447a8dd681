"""Checks of the project: found, its estate file valid, its policy tests there, git installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from sandbox.doctor.finding import Finding
from sandbox.errors import SandboxError
from sandbox.estate import load
from sandbox.project import POLICY_TESTS, PYPROJECT, TABLE, Project


def project_findings(project: Project, search: str | None = None) -> list[Finding]:
    """Return a finding for the project and for each of its parts; `search` replaces PATH."""
    return [_project(project), _estate(project), *_policy_tests(project), _git(search)]


def _project(project: Project) -> Finding:
    marks = (project.file, project.program, project.estate)
    if any(mark is not None for mark in marks):
        settings = f", settings in {project.file.name}" if project.file is not None else ", with default settings"
        return Finding("Project", True, f"{project.root}{settings}")
    return Finding(
        "Project",
        False,
        f"none in {project.root} or above it",
        f"`sandbox init` writes one; or add [{TABLE}] to the {PYPROJECT} of yours.",
    )


def _estate(project: Project) -> Finding:
    if project.estate is None:
        return Finding("Estate file", True, "none: a program without one gets a management account")
    try:
        estate = load(project.estate)
    except SandboxError as error:
        return Finding("Estate file", False, error.happened, error.next_step)
    return Finding("Estate file", True, f"{project.estate}: {len(estate.accounts) + 1} accounts")


def _policy_tests(project: Project) -> Iterator[Finding]:
    for folder in project.policy_tests:
        count = sum(1 for _ in folder.rglob("test_*.py"))
        if count:
            yield Finding("Policy tests", True, f"{folder}: {count} file{'' if count == 1 else 's'}")
        elif folder.is_dir() or folder == project.root / POLICY_TESTS:
            yield Finding("Policy tests", True, f"none yet: pytest takes those in {folder}")
        else:
            yield Finding(
                "Policy tests",
                False,
                f"{folder}, which the project file names, is not there",
                f"Make the folder, or correct `policy_tests` in {project.file}.",
            )


def _git(search: str | None) -> Finding:
    found = shutil.which("git", path=search)
    return Finding(
        "git",
        found is not None,
        found or "not on PATH",
        ""
        if found
        else "Install git: kept plans depend on the files that it tracks, `sandbox iam diff` compares commits.",
    )
