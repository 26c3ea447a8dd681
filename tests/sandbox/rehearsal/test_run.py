"""Many events in many files: several processes and groups of events give what each event gives by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.iam import Policy, Snapshot
from sandbox.rehearsal import rehearsal, run
from sandbox.rehearsal.outcome import Effect
from sandbox.rehearsal.policy_change import with_version
from sandbox.rehearsal.rehearsal import Change
from sandbox.rehearsal.resource_groups import ResourceGroups
from sandbox.rehearsal.run import rehearse
from sandbox.rehearsal.tally import Tally
from tests.speed.recorded_events import STRICTER, large_organization, write_events

EVENTS = 6_000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_events(tmp_path_factory.mktemp("events"), EVENTS)


@pytest.fixture(scope="module")
def change() -> Change:
    before: Snapshot = large_organization()
    return Change(before, with_version(before, Policy("rail-0", STRICTER)))


@pytest.fixture(scope="module")
def expected(files: list[Path], change: Change) -> Tally:
    tally = rehearse(change, files).tally
    assert tally.events == EVENTS
    assert tally.effects[Effect.DENIED] > 50
    assert {subject.action for subject in tally.lines} == {"s3:GetObject", "kms:Decrypt", "dynamodb:Scan"}
    return tally


def test_several_processes_count_the_same(
    files: list[Path], change: Change, expected: Tally, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(run, "_WORTH_PROCESSES", 0)
    done: list[tuple[int, int]] = []
    found = rehearse(change, files, lambda one, all_: done.append((one, all_)))
    assert found.tally == expected
    assert done == [(1, 2), (2, 2)]


def test_each_event_by_itself_has_the_result_of_its_group(
    files: list[Path], change: Change, expected: Tally, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rehearsal, "_REMEMBERED", 0)
    monkeypatch.setattr(rehearsal, "_distinguish_sessions", lambda *_: True)
    monkeypatch.setattr(ResourceGroups, "group", lambda _self, _action, resource: resource)
    assert rehearse(change, files).tally == expected


def test_memory_is_bounded(files: list[Path], change: Change, expected: Tally, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rehearsal, "_REMEMBERED", 500)
    assert rehearse(change, files).tally == expected
