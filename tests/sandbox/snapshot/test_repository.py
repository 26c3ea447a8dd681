from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.snapshot.errors import NoRepository, RevisionUnknown, SourceMissing
from sandbox.snapshot.repository import Repository
from tests.sandbox.snapshot.repositories import commit_all, create_repository, git


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create_repository(tmp_path / "clone")


def test_branches_tags_ids_and_ancestors_name_a_commit(folder: Path) -> None:
    first = commit_all(folder, "a.py", "1")
    git(folder, "tag", "v1")
    second = commit_all(folder, "a.py", "2")
    repository = Repository(folder)
    assert [repository.commit(name).id for name in ("main", "HEAD", second[:8])] == [second] * 3
    assert [repository.commit(name).id for name in ("v1", "HEAD~1", "main^")] == [first] * 3
    assert str(repository.commit("v1")) == f"v1 ({first[:10]})"


def test_an_unknown_name_is_refused_with_similar_names(folder: Path) -> None:
    commit_all(folder, "a.py", "1")
    git(folder, "branch", "feature/boundary")
    with pytest.raises(RevisionUnknown, match=r"Did you mean main\?"):
        Repository(folder).commit("man")
    with pytest.raises(RevisionUnknown, match=r"Did you mean feature/boundary\?"):
        Repository(folder).commit("boundary")


def test_a_name_that_looks_like_an_option_is_refused(folder: Path) -> None:
    commit_all(folder, "a.py", "1")
    for name in ("--all", "-h", "--git-dir"):
        with pytest.raises(RevisionUnknown):
            Repository(folder).commit(name)
        assert not Repository(folder).knows(name)


def test_a_commit_missing_from_a_shallow_clone_is_refused_with_the_fix(folder: Path, tmp_path: Path) -> None:
    commit_all(folder, "a.py", "1")
    commit_all(folder, "a.py", "2")
    git(tmp_path, "clone", "--quiet", "--depth=1", folder.as_uri(), "shallow")
    with pytest.raises(RevisionUnknown, match="fetch-depth: 0"):
        Repository(tmp_path / "shallow").commit("HEAD~1")


def test_a_folder_without_git_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NoRepository, match="not a git repository"):
        Repository(tmp_path).commit("main")
    assert not Repository(tmp_path).knows("main")


def test_a_missing_git_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(NoRepository, match="git is not installed"):
        Repository(folder).commit("main")
    assert not Repository(folder).knows("main")


def test_files_are_written_as_by_a_checkout_and_the_clone_is_not_changed(folder: Path, tmp_path: Path) -> None:
    (folder / "accounts").mkdir()
    (folder / "accounts" / "ä b.py").write_text("old")
    (folder / ".gitattributes").write_text("*.py export-ignore")
    (folder / "run").write_text("#!/bin/sh")
    (folder / "run").chmod(0o755)
    commit = commit_all(folder)
    (folder / "accounts" / "ä b.py").write_text("edited")
    (folder / "staged").write_text("staged")
    git(folder, "add", "staged")
    before = (git(folder, "status", "--porcelain"), git(folder, "worktree", "list"), git(folder, "branch", "--all"))
    repository = Repository(folder)
    tree = repository.commit(commit).tree
    (tmp_path / "out").mkdir()
    repository.write(tree, [*repository.files(tree)], tmp_path / "out")
    assert (tmp_path / "out" / "accounts" / "ä b.py").read_text() == "old"
    assert (tmp_path / "out" / "run").stat().st_mode & 0o100
    assert not (tmp_path / "out" / "staged").exists()
    assert before == (
        git(folder, "status", "--porcelain"),
        git(folder, "worktree", "list"),
        git(folder, "branch", "--all"),
    )


def test_a_program_in_a_subfolder_is_found_in_each_commit_that_has_it(folder: Path, tmp_path: Path) -> None:
    commit_all(folder, "readme.md")
    program = folder / "estates" / "gilt"
    program.mkdir(parents=True)
    commit_all(folder, "readme.md", "more")
    (program / "Pulumi.yaml").write_text("name: gilt")
    commit_all(folder)
    repository = Repository(program)
    tree = repository.commit("HEAD").tree
    assert list(repository.files(tree)) == ["Pulumi.yaml"]
    (tmp_path / "out").mkdir()
    repository.write(tree, ["Pulumi.yaml"], tmp_path / "out")
    assert (tmp_path / "out" / "Pulumi.yaml").read_text() == "name: gilt"
    with pytest.raises(SourceMissing, match="has no folder estates/gilt"):
        repository.commit("HEAD~1")


def test_git_variables_of_a_hook_are_ignored(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = commit_all(folder, "a.py", "1")
    other = create_repository(tmp_path / "other")
    commit_all(other, "a.py", "2")
    repository = Repository(folder)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert repository.commit("main").id == commit
