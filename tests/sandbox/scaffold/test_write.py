"""`sandbox init` writes all files or none, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from sandbox.scaffold.write import FilesInTheWay, NoSuchExample, summary, write


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_conflicting_file_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text("mine")
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "jobs.py").write_text("mine")
    with pytest.raises(FilesInTheWay, match=r"nothing was written:\n  accounts/jobs.py\n  estate.yaml") as error:
        write(tmp_path)
    assert error.value.paths == (PurePosixPath("accounts/jobs.py"), PurePosixPath("estate.yaml"))
    assert names(tmp_path) == {"estate.yaml", "accounts/jobs.py"}


def test_a_file_in_place_of_a_folder_is_a_conflict(tmp_path: Path) -> None:
    (tmp_path / "network").write_text("mine")
    with pytest.raises(FilesInTheWay, match=r"network/hub\.py"):
        write(tmp_path)
    assert names(tmp_path) == {"network"}


def test_a_pyproject_that_declares_a_project_is_a_conflict(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.causeway]\n")
    with pytest.raises(FilesInTheWay, match=r"pyproject\.toml"):
        write(tmp_path)


def test_other_files_of_a_repository_are_kept(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".gitignore").write_text("__pycache__/\n")
    written = write(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "__pycache__/\n"
    assert written.to_ignore == (".sandbox/", "Pulumi.*.yaml", ".pytest_cache/")
    assert {path.as_posix() for path in written.paths} == names(tmp_path) - {"pyproject.toml", ".gitignore"}


def test_writing_a_second_time_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(FilesInTheWay):
        write(tmp_path)


def test_an_unknown_example_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoSuchExample, match=r"No example 'glit'\. Examples: gilt\."):
        write(tmp_path, "glit")


def test_the_summary_marks_folders_also_those_of_one_file(tmp_path: Path) -> None:
    written = summary(write(tmp_path))
    assert written["tests/"] == 1
    assert written["estate.yaml"] == 1
    assert written["accounts/"] == len([path for path in (tmp_path / "accounts").rglob("*") if path.is_file()])
