"""Secrets of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.deploy import secrets
from sandbox.deploy.errors import StateDamaged
from sandbox.estate import load
from tests.repository import CLONE

LINES = load(CLONE / "estate.yaml").datacentre.lines


def test_the_passphrase_is_kept_and_readable_only_by_its_owner(tmp_path: Path) -> None:
    path = secrets.passphrase_file(tmp_path)
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert secrets.passphrase_file(tmp_path).read_text() == first
    assert len(first) >= 32


def test_two_projects_share_no_secret(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert secrets.passphrase_file(one).read_text() != secrets.passphrase_file(other).read_text()
    assert secrets.make_bgp_keys(one, LINES) != secrets.make_bgp_keys(other, LINES)


def test_each_interface_of_each_line_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = secrets.make_bgp_keys(tmp_path, LINES)
    flat = [key for line in keys.values() for key in line.values()]
    assert set(keys) == {line.name for line in LINES}
    assert len(set(flat)) == len(flat) == 2 * len(LINES)
    assert (tmp_path / "bgp-keys.json").stat().st_mode & 0o777 == 0o600


def test_a_line_keeps_its_keys_while_other_estates_are_deployed(tmp_path: Path) -> None:
    first, *others = LINES
    before = secrets.make_bgp_keys(tmp_path, LINES)
    assert secrets.make_bgp_keys(tmp_path, (first,)) == {first.name: before[first.name]}
    assert secrets.make_bgp_keys(tmp_path, tuple(others)) == {line.name: before[line.name] for line in others}
    assert secrets.make_bgp_keys(tmp_path, LINES) == before


def test_a_plan_uses_existing_keys_and_writes_none(tmp_path: Path) -> None:
    first, *_ = LINES
    assert secrets.planned_bgp_keys(tmp_path, LINES) == secrets.planned_bgp_keys(tmp_path, LINES)
    assert list(tmp_path.iterdir()) == []
    made = secrets.make_bgp_keys(tmp_path, (first,))
    content = secrets.bgp_keys_file(tmp_path).read_bytes()
    planned = secrets.planned_bgp_keys(tmp_path, LINES)
    assert planned[first.name] == made[first.name]
    assert set(planned) == {line.name for line in LINES}
    assert secrets.bgp_keys_file(tmp_path).read_bytes() == content


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[1]", '{"line-east": {}}', '{"line-east": 1}'])
def test_a_damaged_file_of_keys_is_named_with_the_next_step(tmp_path: Path, text: str) -> None:
    path = secrets.bgp_keys_file(tmp_path)
    path.write_text(text)
    for read in (secrets.make_bgp_keys, secrets.planned_bgp_keys):
        with pytest.raises(StateDamaged) as refused:
            read(tmp_path, LINES)
        assert str(path) in refused.value.happened
        assert f"`rm {path}`" in refused.value.next_step
    assert path.read_text() == text
