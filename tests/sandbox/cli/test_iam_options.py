"""The order of accounts in tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.cli.iam_options import table_order
from sandbox.iam.snapshot import Account
from tests.repository import CLONE
from tests.sandbox.access.snapshots import snapshot

IDS = {
    "mobile": "111111111111",
    "network": "222222222222",
    "gilt-management": "333333333333",
    "another": "444444444444",
}
ARNS = [f"arn:aws:iam::{number}:role/{name}" for number in IDS.values() for name in ("b", "a")]


def ordered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(folder)
    accounts = {number: Account(number, name) for name, number in IDS.items()}
    return sorted(ARNS, key=table_order(replace(snapshot(), accounts=accounts)))


def test_accounts_are_in_the_order_of_the_estate_file(monkeypatch: pytest.MonkeyPatch):
    found = ordered(CLONE, monkeypatch)
    names = {number: name for name, number in IDS.items()}
    assert [names[arn.split(":")[4]] for arn in found[::2]] == ["gilt-management", "network", "mobile", "another"]
    assert found[0].endswith("role/a")


def test_without_an_estate_file_accounts_have_the_snapshots_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "sandbox.toml").touch()
    found = ordered(tmp_path, monkeypatch)
    assert [arn.split(":")[4] for arn in found[::2]] == list(IDS.values())


def test_principals_without_an_account_are_last(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(CLONE)
    principals = [None, "ec2.amazonaws.com", ARNS[0]]
    assert sorted(principals, key=table_order(snapshot())) == [ARNS[0], None, "ec2.amazonaws.com"]
