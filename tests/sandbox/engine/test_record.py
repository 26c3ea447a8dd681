from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine import record
from sandbox.engine.errors import EngineOfAnotherVersion
from sandbox.engine.model import Record
from sandbox.project import Project
from sandbox.settings import Settings
from tests.repository import CLONE

records = st.builds(
    Record,
    made_by=st.just(record.MADE_BY),
    form=st.sampled_from(["host", "docker"]),
    endpoint=st.just("http://127.0.0.1:4566"),
    port=st.integers(1, 65535),
    instance=st.text("0123456789abcdef", min_size=16, max_size=16),
    pid=st.none() | st.integers(1, 2**22),
    created=st.none() | st.floats(0, 2e9),
    container=st.none() | st.just("causeway-1"),
    start_seconds=st.none() | st.floats(0, 100),
)


def sandbox(root: Path) -> Settings:
    return Settings(Project(root, CLONE / "estate.yaml"), "host", None, None, root / "cache")


@given(kept=records)
def test_a_record_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, kept: Record) -> None:
    settings = sandbox(tmp_path_factory.mktemp("record"))

    record.write(settings, kept)

    assert record.read(settings) == kept
    assert [path.name for path in settings.state.iterdir()] == ["engine.json"]


def test_without_a_record_there_is_no_engine(tmp_path: Path) -> None:
    assert record.read(sandbox(tmp_path)) is None


@pytest.mark.parametrize("content", [b"{}", b"[]", b"half a rec", b"", b"\xff\xfe", b"null", b'{"pid": 1}'])
def test_a_damaged_record_is_ignored(tmp_path: Path, content: bytes) -> None:
    settings = sandbox(tmp_path)
    settings.state.mkdir()
    record.path(settings).write_bytes(content)

    assert record.read(settings) is None


@pytest.mark.parametrize("text", ['{"made_by": "causeway 9.9.9"}', '{"made_by": 1}'])
def test_a_record_of_another_version_is_refused_with_the_next_step(tmp_path: Path, text: str) -> None:
    settings = sandbox(tmp_path)
    settings.state.mkdir()
    record.path(settings).write_text(text)

    with pytest.raises(EngineOfAnotherVersion, match="`sandbox down`, then `sandbox up`"):
        record.read(settings)


def test_a_secret_is_readable_only_by_its_owner(tmp_path: Path) -> None:
    record.replace(tmp_path / "secret", "key", 0o600)

    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
