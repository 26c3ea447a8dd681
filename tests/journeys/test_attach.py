"""An engine that somebody else runs: used, never ended, never wiped."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from sandbox import engine as engine_room
from sandbox.engine import Engine, ports
from sandbox.settings import Settings
from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey


@pytest.fixture
def theirs(sandbox_of_its_own: Settings) -> Iterator[Engine]:
    """An engine that no clone started, with nothing on it."""
    yield engine_room.start(sandbox_of_its_own, print)
    engine_room.stop(sandbox_of_its_own, print)


def test_an_estate_stands_on_an_attached_engine_and_down_leaves_it_running(
    broken: Clone, theirs: Engine, sandbox_of_its_own: Settings
) -> None:
    there = ("--engine", "attach", "--endpoint", theirs.endpoint)
    first = json.loads(broken.well("up", *there, "--json"))
    assert first["endpoint"] == theirs.endpoint
    assert first["changes"]["create"] > 100

    found = broken.status()  # without a flag: where the estate stands is remembered
    assert (found["endpoint"], found["engine"]["form"], found["engine"]["pid"]) == (theirs.endpoint, "attach", None)
    assert found["engine"]["healthy"]
    assert set(found["accounts"]) == {"kiosk-management", "network", "security", "legacy", "mobile"}
    assert broken.variables("--account", "mobile", "--role", "reader")["AWS_ENDPOINT_URL"] == theirs.endpoint
    assert "Its log is where it runs" in broken.refused("logs")

    assert set(json.loads(broken.well("up", "--json"))["changes"]) == {"same"}
    assert "restart the engine where it runs" in broken.refused("up", *there, "--split")

    assert "it runs on" in broken.sandbox("down").stderr
    assert broken.processes() == []
    assert broken.status()["engine"] is None
    left = engine_room.inspect(sandbox_of_its_own)
    assert left is not None
    assert (left.pid, left.healthy) == (theirs.pid, True)

    assert set(json.loads(broken.well("up", *there, "--json"))["changes"]) == {"same"}


def test_an_engine_that_holds_somebody_elses_estate_is_left_to_them(broken: Clone, standing: Clone) -> None:
    before = standing.status()
    said = broken.refused("up", "--endpoint", before["endpoint"])
    assert "not deployed from here" in said
    assert "Restart it where it runs" in said
    assert json.loads(standing.well("up", "--json"))["changes"].keys() == {"same"}
    assert broken.status()["engine"] is None


def test_a_clone_with_an_engine_of_its_own_does_not_attach_to_another(broken: Clone, theirs: Engine) -> None:
    broken.well("up")
    before = broken.status()
    said = broken.refused("up", "--endpoint", theirs.endpoint)
    assert f"stands on the engine at {before['endpoint']}" in said
    assert "`sandbox down`" in said
    assert broken.status()["accounts"] == before["accounts"]


def test_an_endpoint_where_nothing_answers_or_that_is_elsewhere_is_refused(broken: Clone) -> None:
    nobody = f"http://127.0.0.1:{ports.any_free()}"
    said = broken.refused("up", "--endpoint", nobody)
    assert f"Nothing that speaks LocalStack answers at {nobody}" in said
    assert "`sandbox up` without --engine" in said
    assert "is not on this machine" in broken.refused("up", "--endpoint", "http://192.0.2.1:4566")
    assert "is not on this machine" in broken.refused("status", CAUSEWAY_ENDPOINT="https://sts.amazonaws.com")
    assert broken.processes() == []
