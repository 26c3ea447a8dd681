"""Secrets of a clone."""

from __future__ import annotations

from pathlib import Path

from sandbox.deploy import secrets
from sandbox.estate import load
from tests.repository import CLONE

LINES = load(CLONE / "estate.yaml").datacentre.lines


def test_the_passphrase_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = secrets.passphrase_file(tmp_path)
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert secrets.passphrase_file(tmp_path).read_text() == first
    assert len(first) >= 32


def test_two_clones_share_no_secret(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert secrets.passphrase_file(one).read_text() != secrets.passphrase_file(other).read_text()
    assert secrets.bgp_keys(one, LINES) != secrets.bgp_keys(other, LINES)


def test_each_interface_of_each_line_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = secrets.bgp_keys(tmp_path, LINES)
    flat = [key for line in keys.values() for key in line.values()]
    assert set(keys) == {line.name for line in LINES}
    assert len(set(flat)) == len(flat) == 2 * len(LINES)
    assert (tmp_path / "bgp-keys.json").stat().st_mode & 0o777 == 0o600


def test_a_line_that_comes_or_goes_leaves_the_others_their_keys(tmp_path: Path) -> None:
    first, *_ = LINES
    before = secrets.bgp_keys(tmp_path, LINES)
    assert secrets.bgp_keys(tmp_path, (first,)) == {first.name: before[first.name]}
    after = secrets.bgp_keys(tmp_path, LINES)
    assert after[first.name] == before[first.name]
