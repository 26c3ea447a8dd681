"""The hooks of `.pre-commit-hooks.yaml` are valid, and pre-commit installs and runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pre_commit(*arguments: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    done = pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), folder=tmp_path, home=tmp_path)
    assert done.returncode == 0, done.stdout


def test_an_invalid_manifest_is_refused(tmp_path: Path) -> None:
    manifest = tmp_path / "hooks.yaml"
    manifest.write_text("- {id: estate-check, name: estate check, language: python}\n")
    done = pre_commit("validate-manifest", str(manifest), folder=tmp_path, home=tmp_path)
    assert done.returncode == 1
    assert "entry" in done.stdout


@pytest.mark.journey
def test_the_estate_hook_accepts_a_valid_estate_and_rejects_an_invalid_one(tmp_path: Path) -> None:
    project, home = tmp_path / "project", tmp_path / "home"
    project.mkdir()
    estate = project / "estate.yaml"
    shutil.copy(ROOT / "estate.yaml", estate)
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    (project / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: '{ROOT}', rev: {revision.stdout.strip()}, hooks: [{{id: estate-check}}]}}]\n"
    )
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=project, check=True)

    good = pre_commit("run", "--all-files", folder=project, home=home)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout

    estate.write_text(estate.read_text().replace("home_region: us-east-1", "home_region: us-est-1"))
    wrong = pre_commit("run", "--all-files", folder=project, home=home)
    assert wrong.returncode == 1
    assert "organization.home_region" in wrong.stdout
