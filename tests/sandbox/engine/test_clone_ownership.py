"""Processes of this clone, of one that was moved, of a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.engine.clone_ownership import belongs


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    path = tmp_path / "clone"
    path.mkdir()
    return path


def test_what_was_started_here_belongs_here(clone: Path) -> None:
    assert belongs(str(clone), clone)
    assert belongs(f"{clone}/../clone", clone)


def test_what_was_started_before_the_clone_was_moved_belongs_to_it(clone: Path) -> None:
    moved = clone.rename(clone.with_name("moved"))
    assert belongs(str(clone), moved)


def test_what_the_original_of_a_copy_started_does_not(clone: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert not belongs(str(clone), copy)
    copy.mkdir()
    assert not belongs(str(clone), copy)


def test_what_names_no_folder_belongs_nowhere(clone: Path) -> None:
    assert not belongs("", clone)
    assert not belongs("/", clone)
