"""Tests of `sandbox.snapshot.project_files`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.snapshot import project_files
from sandbox.snapshot.project_files import digest
from tests.sandbox.snapshot.repositories import commit_all, create_repository, git


@pytest.fixture(params=["with git", "without git"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = create_repository(tmp_path / "project") if request.param == "with git" else tmp_path / "project"
    (folder / "workloads").mkdir(parents=True)
    (folder / "workloads" / "shop.py").write_text("ACTIONS = ['s3:GetObject']\n")
    (folder / "workloads" / "shop.json").write_text('{"Statement": []}')
    (folder / ".gitignore").write_text("Pulumi.*.yaml\ngenerated/\n.sandbox/\n")
    if request.param == "with git":
        commit_all(folder)
    return folder


def _digest(root: Path) -> str:
    return digest(root, root / ".sandbox")


def _write(name: str, text: str = "changed") -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_write("workloads/ci.py"), id="a new module"),
        pytest.param(_write("workloads/shop.py"), id="a changed module"),
        pytest.param(_write("workloads/shop.json"), id="a policy beside a module"),
        pytest.param(_write("facts/regions.csv"), id="a table"),
        pytest.param(_write("Pulumi.all.yaml"), id="stack configuration, which git ignores"),
        pytest.param(_write("generated/policy.json"), id="a file in an ignored folder"),
        pytest.param(_write("docs/policy.md"), id="a page"),
        pytest.param(lambda root: (root / "workloads" / "shop.py").unlink(), id="a module that is gone"),
        pytest.param(lambda root: (root / "workloads" / "shop.py").rename(root / "shop.py"), id="a moved module"),
        pytest.param(lambda root: (root / "workloads" / "shop.py").chmod(0o755), id="a mode"),
        pytest.param(lambda root: (root / "latest").symlink_to("workloads"), id="a link"),
    ],
)
def test_the_digest_changes_with(root: Path, change: Callable[[Path], object]) -> None:
    before = _digest(root)
    change(root)
    assert _digest(root) != before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_write("workloads/shop.py", "ACTIONS = ['s3:GetObject']\n"), id="the same content written again"),
        pytest.param(_write("workloads/__pycache__/shop.cpython-313.pyc"), id="compiled modules"),
        pytest.param(_write(".pytest_cache/v/cache/lastfailed"), id="the cache of pytest"),
        pytest.param(_write(".coverage"), id="measured coverage"),
        pytest.param(_write(".sandbox/state/x.json"), id="the sandbox's own state"),
        pytest.param(_write("Pulumi.all.yaml", "encryptionsalt: v1:x\n"), id="the salt of a stack that was made"),
        pytest.param(_write(".venv/pyvenv.cfg"), id="an environment for Python"),
    ],
)
def test_the_digest_stays_with(root: Path, change: Callable[[Path], object]) -> None:
    before = _digest(root)
    change(root)
    assert _digest(root) == before


def test_a_tool_file_that_git_tracks_changes_the_digest(tmp_path: Path) -> None:
    root = create_repository(tmp_path / "project")
    for name in ("module.pyc", ".coverage", ".tox/policy.json"):
        _write(name, "one")(root)
        git(root, "add", "--force", name)
        before = _digest(root)
        _write(name, "two")(root)
        assert _digest(root) != before, name


def test_files_behind_a_link_out_of_the_project_change_the_digest(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "policies"
    root.mkdir()
    outside.mkdir()
    (outside / "shop.json").write_text("one")
    (root / "policies").symlink_to(outside)
    (root / "circle").symlink_to(root)
    before = _digest(root)
    (outside / "shop.json").write_text("two")
    assert _digest(root) != before


def test_policy_tests_do_not_change_the_digest_but_their_data_does(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "intents"
    _write("tests/intents/test_shop.py", "one")(tmp_path)
    _write("tests/intents/policies.json", "one")(tmp_path)
    _write("workloads/test_account.py", "one")(tmp_path)

    def of_all() -> str:
        return digest(tmp_path, tmp_path / ".sandbox", (folder,))

    before = of_all()
    _write("tests/intents/test_shop.py", "two")(tmp_path)
    assert of_all() == before
    for name in ("tests/intents/policies.json", "workloads/test_account.py"):
        _write(name, "two")(tmp_path)
        after = of_all()
        assert after != before, name
        before = after


def test_a_large_file_is_compared_without_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_files, "LARGE", 3)
    (tmp_path / "data").write_bytes(b"0123")
    before = _digest(tmp_path)
    (tmp_path / "data").write_bytes(b"0124")
    assert _digest(tmp_path) != before


def test_a_broken_link_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to("nowhere")
    assert _digest(tmp_path)
