from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.estate.source import Location, Position, Source, dotted, steps

FILE = Path("estate.yaml")


@pytest.mark.parametrize(
    "path", [(), ("accounts", "mobile", "vpc"), ("datacentre", "lines", 0, "vlan"), ("endpoints", "a/b")]
)
def test_a_path_is_read_as_it_was_written(path: tuple[str | int, ...]):
    assert steps(dotted(path)) == path


def test_a_missing_part_is_located_at_its_nearest_parent():
    source = Source(FILE, {("a",): Position(2, 1), ("a", "b"): Position(3, 3)}, {("a", "b"): Position(3, 6)})
    assert source.value(("a", "b")) == Location(FILE, 3, 6)
    assert source.key(("a", "b")) == Location(FILE, 3, 3)
    assert source.value(("a", "c", "d")) == Location(FILE, 2, 1)
    assert source.key(("z",)) == Location(FILE, 1, 1)
    assert str(source.key(("a",))) == "estate.yaml:2"
