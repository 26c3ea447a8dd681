"""The engine's misfortunes: each ends in a sentence, and the next `up` succeeds."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import socket

import psutil
import pytest

from tests.journeys.clone import SMALL, Clone, with_a_department
from tests.journeys.terminal import Terminal
from tests.repository import CLONE

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
        with contextlib.suppress(psutil.NoSuchProcess):  # some end by themselves when another is killed
            process.kill()
    running.end()
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" in done.stderr


def test_a_polite_kill_ends_in_order_too(broken: Clone) -> None:
    running = broken.start("up")
    running.until_in_the_middle()
    running.process.terminate()
    status, said = running.end()
    assert status == 130
    assert "Stopped before the estate was whole." in said
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" not in done.stderr


def test_a_terminal_that_is_closed_ends_an_up_in_order_too(broken: Clone) -> None:
    with Terminal(broken, "up") as terminal:
        terminal.until(": create ", 40)
        terminal.close()
        assert terminal.process.wait(timeout=120) == 130
    assert not [process for process in broken.processes() if process.name() == "pulumi"]
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" not in done.stderr


def test_down_may_be_typed_at_any_time(broken: Clone) -> None:
    for _ in range(2):
        assert "Nothing ran in this clone." in broken.sandbox("down").stderr
    broken.well("up")
    two = [broken.start("down", log=f"down-{number}.log") for number in range(2)]
    ends = [each.end() for each in two]
    assert 0 in [status for status, _ in ends]
    assert all(status == 0 or "at work on this clone" in said for status, said in ends)
    assert broken.processes() == []
    broken.well("down")


def test_a_clone_that_was_moved_is_taken_down_from_where_it_is(broken: Clone) -> None:
    broken.well("up")
    before = broken.processes()
    assert len(before) >= 3  # engine, warm host, provider's host
    moved = Clone(broken.root.with_name("moved"), broken.environment)
    broken.root.rename(moved.root)
    try:
        done = moved.run("make", "sandbox-down")
        assert done.returncode == 0, done.stderr
        assert not [process for process in before if process.is_running()]
        moved.well("up")
        assert moved.status()["engine"]["healthy"]
        moved.well("down")
        assert moved.processes() == []
    finally:
        moved.root.rename(broken.root)
    assert broken.run("make", "environment").returncode == 0


def test_a_copy_of_a_clone_does_not_end_what_the_original_runs(broken: Clone) -> None:
    broken.well("up")
    before = broken.status()
    copy = Clone(broken.root.with_name("copy"), broken.environment)
    shutil.copytree(broken.root, copy.root, symlinks=True, ignore=shutil.ignore_patterns("*.sock", "venv", "venvs"))
    try:
        assert copy.run("make", "sandbox-down").returncode == 0
        assert copy.status()["engine"] is None
        assert broken.status()["engine"]["pid"] == before["engine"]["pid"]
        assert set(json.loads(broken.well("up", "--json"))["changes"]) == {"same"}
    finally:
        shutil.rmtree(copy.root)


def test_ctrl_c_twice_stops_at_once_and_the_next_up_builds_anew(broken: Clone) -> None:
    running = broken.start("up")
    running.until_in_the_middle()
    running.process.send_signal(signal.SIGINT)
    running.until_it_says("Stopping:")
    running.process.send_signal(signal.SIGINT)
    status, said = running.end()
    assert status == 130
    assert "Traceback" not in said
    assert not [process for process in broken.processes() if process.name() == "pulumi"]
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert ("building anew" in done.stderr) == ("builds anew" in said)  # it may have come to its end in between


def test_a_pulumi_that_was_killed_is_told_and_the_next_up_builds_anew(broken: Clone) -> None:
    running = broken.start("up")
    running.until_in_the_middle()
    (pulumi,) = [process for process in running.process.children() if process.name() == "pulumi"]
    pulumi.kill()
    status, said = running.end()
    assert status == 1
    assert "Traceback" not in said
    assert "Stack all failed" in said
    done = broken.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "building anew" in done.stderr
    broken.well("down")
    assert broken.processes() == []


def test_what_aws_refuses_is_told_with_its_resource_and_code_and_what_was_built_stays(broken: Clone) -> None:
    broken.well("up")
    variables = broken.variables()
    taken = (
        "import boto3; boto3.client('organizations').create_account(Email='aws+gifts@kiosk.example', AccountName='x')"
    )
    assert broken.run(str(broken.executable.with_name("python")), "-c", taken, **variables).returncode == 0
    grown = broken.root / "grown.yaml"
    text = with_a_department((CLONE / SMALL).read_text())
    grown.write_text(text)
    said = broken.refused("up", "--estate", str(grown))
    assert "aws:organizations/account:Account gifts: " in said
    assert "EMAIL_ALREADY_EXISTS" in said
    assert "what was built stays" in said
    grown.write_text(text.replace("aws+gifts@", "aws+presents@"))
    changes = json.loads(broken.well("up", "--json", "--estate", str(grown)))["changes"]
    assert changes["same"] > 100
    assert "delete" not in changes
