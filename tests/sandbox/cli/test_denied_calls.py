"""Options and the table of denied calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import typer

from sandbox.cli import console
from sandbox.cli.denied_calls import principal_name, show, since
from tests.sandbox.denials.calls import denied_call
from tests.sandbox.policytest.snapshots import MOBILE, small

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
NAMES = {MOBILE: "mobile"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (None, None),
        ("90s", NOW - timedelta(seconds=90)),
        ("10m", NOW - timedelta(minutes=10)),
        ("1d", NOW - timedelta(days=1)),
        ("2026-11-30T11:00:00Z", NOW - timedelta(hours=1)),
        ("2026-11-30T11:00:00", NOW - timedelta(hours=1)),
        ("2026-11-30T12:00:00+01:00", NOW - timedelta(hours=1)),
    ],
)
def test_since_is_a_duration_or_a_time(text: str | None, moment: datetime | None):
    assert since(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "m", "10", "10 m", "-1h", "yesterday"])
def test_another_since_is_refused(text: str):
    with pytest.raises(typer.BadParameter, match="neither a duration"):
        since(text, NOW)


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        (None, "anonymous"),
        (f"arn:aws:iam::{MOBILE}:user/team/ann", "mobile/ann"),
        (f"arn:aws:iam::{MOBILE}:root", "mobile/root"),
        (f"arn:aws:sts::{MOBILE}:assumed-role/ops/kim", "mobile/ops/kim"),
        ("arn:aws:iam::999999999999:user/bob", "999999999999/bob"),
        ("ec2.amazonaws.com", "ec2.amazonaws.com"),
    ],
)
def test_principals_have_the_names_of_their_accounts(arn: str | None, name: str):
    assert principal_name(arn, NAMES) == name


def test_the_table_has_a_row_for_each_call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(console.out, "_width", 200)  # the variable COLUMNS is read when a console is made
    call = denied_call(small(), f"arn:aws:iam::{MOBILE}:role/deployer", "s3:GetObject", "arn:aws:s3:::gilt-data/a")
    show([call, replace(call, refused=False), replace(call, request=None)], NAMES)
    shown = capsys.readouterr().out
    assert shown.count("1f0c2a9e") == 3
    assert shown.count("mobile/deployer") == 2
    assert shown.count("audit") == 1
    assert "no mapping to an action" in shown
