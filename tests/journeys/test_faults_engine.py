"""The engine's misfortunes: each ends in a sentence, and the next `up` succeeds."""

from __future__ import annotations

import json
import signal
import socket

import psutil
import pytest

from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey


def test_a_port_that_is_taken_is_named_with_its_holder_and_another_will_do(broken: Clone) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        said = broken.refused("up", "--port", str(port))
        assert f"Port {port} of 127.0.0.1 is taken" in said
        assert "--port" in said
    broken.well("up")


def test_an_engine_killed_in_the_middle_of_an_update_is_built_anew(broken: Clone) -> None:
    running = broken.start("up")
    running.until_in_the_middle()
    pid = json.loads((broken.root / ".sandbox" / "engine.json").read_text())["pid"]
    psutil.Process(pid).kill()
    status, said = running.end()
    assert status != 0
    assert "Traceback" not in said
    assert "`sandbox up`" in said
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" in done.stderr
    assert broken.status()["engine"]["healthy"]


def test_state_of_an_engine_that_went_down_is_built_anew_and_said(broken: Clone) -> None:
    broken.well("up")
    before = broken.status()
    broken.well("down")
    assert broken.status() == {"endpoint": None, "engine": None, "accounts": {}, "stacks": {}}
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "LocalStack keeps nothing: building anew" in done.stderr
    assert broken.status()["accounts"] == before["accounts"]


def test_state_of_another_version_is_built_anew_and_said(broken: Clone) -> None:
    broken.well("up")
    record = broken.root / ".sandbox" / "deployment.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "schema": 99}))
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "state of version 99" in done.stderr
    assert "building anew" in done.stderr


def test_a_state_file_that_was_cut_short_is_built_anew_and_said(broken: Clone) -> None:
    broken.well("up")
    state = broken.root / ".sandbox" / "state" / ".pulumi" / "stacks" / "causeway" / "all.json"
    state.write_text(state.read_text()[:200])
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "all.json is no Pulumi state" in done.stderr


def test_another_organization_is_refused_until_the_sandbox_is_down(broken: Clone) -> None:
    broken.well("up")
    other = broken.root / "other.yaml"
    other.write_text((broken.root / "estate.yaml").read_text())
    said = broken.refused("up", "--estate", str(other))
    assert "`sandbox down`" in said
    assert "aws@gilt.example" in said


def test_a_second_up_while_one_runs_is_refused_and_does_no_harm(broken: Clone) -> None:
    first = broken.start("up")
    first.until_in_the_middle()
    said = broken.refused("up")
    assert f"process {first.process.pid}" in said
    assert "Wait for it to end" in said
    assert "at work on this clone" in broken.refused("down")
    status, said = first.end()
    assert status == 0, said


def test_ctrl_c_ends_in_order_and_the_next_up_carries_on(broken: Clone) -> None:
    running = broken.start("up")
    running.until_in_the_middle()
    running.process.send_signal(signal.SIGINT)
    status, said = running.end()
    assert status == 130
    assert "Stopped before the estate was whole." in said
    assert "`sandbox up`" in said
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" not in done.stderr


def test_an_up_that_was_killed_is_built_anew(broken: Clone) -> None:
    running = broken.start("up")
    running.until_in_the_middle()
    for process in [*running.process.children(recursive=True), running.process]:
        process.kill()
    running.end()
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" in done.stderr
