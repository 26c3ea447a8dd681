from __future__ import annotations

from pathlib import Path

from sandbox.engine import token
from sandbox.project import Project
from sandbox.settings import Settings


def sandbox(root: Path) -> Settings:
    return Settings(Project(root), "host", None, None, root / "cache")


def test_a_project_has_no_token_until_an_engine_starts(tmp_path: Path) -> None:
    assert token.read(sandbox(tmp_path)) is None


def test_the_token_stays_the_same_and_is_readable_only_by_its_owner(tmp_path: Path) -> None:
    made = token.read_or_create(sandbox(tmp_path))

    assert len(made) == 64
    assert token.read_or_create(sandbox(tmp_path)) == token.read(sandbox(tmp_path)) == made
    assert token.path(sandbox(tmp_path)).stat().st_mode & 0o777 == 0o600


def test_projects_have_different_tokens(tmp_path: Path) -> None:
    assert token.read_or_create(sandbox(tmp_path / "a")) != token.read_or_create(sandbox(tmp_path / "b"))


def test_an_empty_or_unreadable_file_is_replaced(tmp_path: Path) -> None:
    for content in (b"", b"\n", b"\xff\xfe"):
        token.write(sandbox(tmp_path), "x")
        token.path(sandbox(tmp_path)).write_bytes(content)

        assert token.read(sandbox(tmp_path)) is None
        assert len(token.read_or_create(sandbox(tmp_path))) == 64
