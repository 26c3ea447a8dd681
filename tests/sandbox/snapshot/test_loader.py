"""Tests of `sandbox.snapshot.loader`."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.settings import Settings, read
from sandbox.snapshot.errors import NoRepository, NoSuchPath, RevisionUnknown
from sandbox.snapshot.loader import load
from tests.sandbox.snapshot.repositories import commit_all, create_repository


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return read({"root": tmp_path}, {})


@pytest.mark.parametrize("name", ["./exports", "/nowhere/exports", "exports/", "exports.json", "exports/2026"])
def test_a_path_that_does_not_exist_is_refused(settings: Settings, name: str) -> None:
    with pytest.raises(NoSuchPath, match=r"^\S+: there is no such file or folder\. .*`sandbox iam export FOLDER`"):
        load(name, settings)


def test_a_folder_with_a_similar_name_is_proposed(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    with pytest.raises(NoSuchPath, match=r"Similar: exports\."):
        load("./exprots", settings)


def test_an_unknown_name_is_refused_as_folder_and_as_commit(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoRepository, match=r"exports: there is no such file or folder, and .* is in no git repository"):
        load("exports", settings)
    commit_all(create_repository(tmp_path), "a.py", "1")
    with pytest.raises(RevisionUnknown, match="there is no such file, folder or commit"):
        load("exports", settings)
