from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.toolchain import content
from sandbox.toolchain.errors import NoSpaceLeft

texts = st.lists(st.text(max_size=5), max_size=4)


@given(texts, texts)
def test_different_parts_give_different_keys(one: list[str], other: list[str]) -> None:
    assert (content.key(*one) == content.key(*other)) == (one == other)


def test_content_is_kept_and_not_built_again(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "tool").write_text("made")

    first = content.kept(tmp_path / "thing", make, needed_mb=1)
    second = content.kept(tmp_path / "thing", make, needed_mb=1)

    assert first == second
    assert (first / "tool").read_text() == "made"
    assert len(made) == 1


def test_concurrent_clones_share_one_build(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        time.sleep(0.2)
        (folder / "tool").write_text("made")

    clones = [
        threading.Thread(target=content.kept, args=(tmp_path / "thing", make), kwargs={"needed_mb": 1})
        for _ in range(4)
    ]
    for clone in clones:
        clone.start()
    for clone in clones:
        clone.join()

    assert len(made) == 1
    assert (tmp_path / "thing" / "tool").read_text() == "made"


def test_an_interrupted_build_leaves_nothing_and_is_repeated(tmp_path: Path) -> None:
    def break_off(folder: Path) -> None:
        (folder / "half").write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        content.kept(tmp_path / "thing", break_off, needed_mb=1)
    assert [path.name for path in tmp_path.iterdir()] == ["thing.lock"]

    made = content.kept(tmp_path / "thing", lambda folder: (folder / "whole").touch(), needed_mb=1)

    assert [path.name for path in made.iterdir()] == ["whole"]


def test_a_full_disk_is_reported_with_the_next_step(tmp_path: Path) -> None:
    def fill(_folder: Path) -> None:
        Path("/dev/full").write_bytes(b"one byte too many")

    with pytest.raises(NoSpaceLeft, match=r"No space left .* Free 7 MB there, or set CAUSEWAY_CACHE"):
        content.kept(tmp_path / "thing", fill, needed_mb=7)

    assert not (tmp_path / "thing").exists()


def test_a_build_without_enough_free_space_is_not_started(tmp_path: Path) -> None:
    begun: list[Path] = []

    with pytest.raises(NoSpaceLeft):
        content.kept(tmp_path / "thing", begun.append, needed_mb=10**9)

    assert begun == []
