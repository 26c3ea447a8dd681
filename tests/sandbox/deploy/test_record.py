"""What is remembered of a deployment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.deploy import record, recovery
from sandbox.deploy.record import Record, Unreadable
from sandbox.engine import Engine

RECORD = Record(
    instance="life-1",
    endpoint="http://127.0.0.1:4566",
    form="split",
    management="aws@gilt.example",
    estate="estate.yaml",
    config="",
    complete=False,
)

LIVING = Engine("http://127.0.0.1:4566", 1, "4.14.0", "life-1", healthy=True, rss_mb=1, form="host")


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record.save(tmp_path, RECORD)
    assert record.load(tmp_path) == RECORD


def test_no_record_is_none(tmp_path: Path) -> None:
    assert record.load(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", '{"schema": 1}', '{"schema": 99}', '{"instance": "x"}'])
def test_a_record_of_another_version_is_unreadable(tmp_path: Path, text: str) -> None:
    record.path(tmp_path).write_text(text)
    with pytest.raises(Unreadable):
        record.load(tmp_path)


def test_an_update_that_did_not_close_its_state_was_interrupted(tmp_path: Path) -> None:
    record.save(tmp_path, replace(RECORD, closed=False))
    assert recovery.look(tmp_path, "causeway", LIVING).interrupted == ("the stacks of form split",)
    record.save(tmp_path, RECORD)
    assert recovery.look(tmp_path, "causeway", LIVING).interrupted == ()


def test_an_unreadable_record_is_told_with_its_reason(tmp_path: Path) -> None:
    record.path(tmp_path).write_text('{"schema": 99}')
    assert recovery.look(tmp_path, "causeway", None).unreadable == "state of version 99"
