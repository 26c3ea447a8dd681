"""Failures of the engine and of commands: each ends in a message, and the next `up` succeeds."""

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


def test_a_port_in_use_is_named_and_another_works(empty: Clone) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        output = empty.refusal_of("up", "--port", str(port))
        assert f"Port {port} of 127.0.0.1 is taken" in output
        assert "--port" in output
    empty.output_of("up")


def test_an_engine_killed_during_an_update_is_rebuilt(empty: Clone) -> None:
    running = empty.start("up")
    running.until_resources_are_made()
    pid = json.loads((empty.root / ".sandbox" / "engine.json").read_text())["pid"]
    psutil.Process(pid).kill()
    status, output = running.end()
    assert status != 0
    assert "Traceback" not in output
    assert "`sandbox up`" in output
    assert empty.status()["ended"]["endpoint"].startswith("http://127.0.0.1:")
    assert "ended without `sandbox down`" in empty.refusal_of("env")
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "rebuilding the estate" in done.stderr
    assert empty.status()["engine"]["healthy"]


def test_after_down_the_next_up_rebuilds_with_a_message(small: Clone) -> None:
    before = small.status()
    small.output_of("down")
    assert small.status() == {
        "endpoint": None,
        "engine": None,
        "enforcement": None,
        "ended": None,
        "deployed": False,
        "estate": None,
        "accounts": {},
        "lines": [],
        "stacks": {},
    }
    done = small.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "LocalStack keeps no state: rebuilding the estate" in done.stderr
    assert small.status()["accounts"] == before["accounts"]


def test_a_record_of_another_version_is_rebuilt_with_a_message(small: Clone) -> None:
    record = small.root / ".sandbox" / "deployment.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "schema": 99}))
    done = small.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "deployment.json was written by another version (schema 99)" in done.stderr
    assert "rebuilding the estate" in done.stderr


def test_a_damaged_stack_is_named_and_rebuilt(small: Clone) -> None:
    state = small.root / ".sandbox" / "state" / ".pulumi" / "stacks" / "causeway" / "all.json"
    state.write_text(state.read_text()[:200])
    for command in ("status", "preview", "env --account mobile"):
        refusal = small.refusal_of(*command.split())
        assert f"{state} is damaged" in refusal
        assert "Run `sandbox up`" in refusal
    done = small.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "all.json is damaged" in done.stderr


def test_a_damaged_record_is_named_and_rebuilt(small: Clone) -> None:
    record = small.root / ".sandbox" / "deployment.json"
    record.write_text("{")
    for command in ("status", "preview", "env"):
        refusal = small.refusal_of(*command.split())
        assert f"{record} is damaged" in refusal
        assert "Run `sandbox up`" in refusal
    assert "rebuilding the estate" in small.sandbox("up").stderr
    record.unlink()
    done = small.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert f"{record} is missing" in done.stderr


def test_damaged_bgp_keys_are_named_with_what_to_type(small: Clone) -> None:
    keys = small.root / ".sandbox" / "bgp-keys.json"
    keys.write_text("[")
    for command in ("preview", "up"):
        refusal = small.refusal_of(command)
        assert f"{keys} is damaged" in refusal
        assert f"`rm {keys}`" in refusal
    keys.unlink()
    assert json.loads(small.output_of("up", "--json"))["changes"]["same"] > 100


def test_another_organization_is_refused_until_the_sandbox_is_down(small: Clone) -> None:
    other = small.root / "other.yaml"
    other.write_text((small.root / "estate.yaml").read_text())
    output = small.refusal_of("up", "--estate", str(other))
    assert "`sandbox down`" in output
    assert "aws@gilt.example" in output


def test_a_second_up_while_one_runs_is_refused(empty: Clone) -> None:
    first = empty.start("up")
    first.until_resources_are_made()
    output = empty.refusal_of("up")
    assert f"process {first.process.pid}" in output
    assert "Wait for it to end" in output
    assert "changing this project's sandbox" in empty.refusal_of("down")
    status, output = first.end()
    assert status == 0, output


def test_ctrl_c_stops_in_order_and_the_next_up_continues(empty: Clone) -> None:
    running = empty.start("up")
    running.until_resources_are_made()
    running.process.send_signal(signal.SIGINT)
    status, output = running.end()
    assert status == 130
    assert "Stopped before the estate was complete." in output
    assert "`sandbox up`" in output
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "rebuilding the estate" not in done.stderr


def test_ctrl_c_stops_an_up_that_a_script_started_in_the_background(empty: Clone) -> None:
    running = empty.start("up", ignore_sigint=True)
    running.until_resources_are_made()
    running.process.send_signal(signal.SIGINT)
    status, output = running.end()
    assert status == 130
    assert "Stopped before the estate was complete." in output


def test_an_up_that_was_killed_is_rebuilt(empty: Clone) -> None:
    running = empty.start("up")
    running.until_resources_are_made()
    for process in [*running.process.children(recursive=True), running.process]:
        with contextlib.suppress(psutil.NoSuchProcess):  # some exit by themselves when another is killed
            process.kill()
    running.end()
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "rebuilding the estate" in done.stderr


def test_sigterm_stops_in_order(empty: Clone) -> None:
    running = empty.start("up")
    running.until_resources_are_made()
    running.process.terminate()
    status, output = running.end()
    assert status == 130
    assert "Stopped before the estate was complete." in output
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "rebuilding the estate" not in done.stderr


def test_closing_the_terminal_stops_in_order(empty: Clone) -> None:
    with Terminal(empty, "up", "--verbose") as terminal:
        terminal.until(": create ", 40)
        terminal.close()
        assert terminal.process.wait(timeout=120) == 130
    assert not [process for process in empty.processes() if process.name() == "pulumi"]
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "rebuilding the estate" not in done.stderr


def test_down_works_at_any_time(empty: Clone) -> None:
    for _ in range(2):
        assert "Nothing was running in this project." in empty.sandbox("down").stderr
    empty.output_of("up")
    two = [empty.start("down", log=f"down-{number}.log") for number in range(2)]
    ends = [each.end() for each in two]
    assert 0 in [status for status, _ in ends]
    assert all(status == 0 or "changing this project's sandbox" in output for status, output in ends)
    assert empty.processes() == []
    empty.output_of("down")


def test_a_moved_clone_is_taken_down_from_its_new_path(small: Clone) -> None:
    before = small.processes()
    assert len(before) >= 3  # engine, warm host, provider's host
    moved = Clone(small.root.with_name("moved"), small.environment)
    small.root.rename(moved.root)
    try:
        done = moved.run("make", "sandbox-down")
        assert done.returncode == 0, done.stderr
        assert not [process for process in before if process.is_running()]
        moved.output_of("up")
        assert moved.status()["engine"]["healthy"]
        moved.output_of("down")
        assert moved.processes() == []
    finally:
        moved.root.rename(small.root)
    assert small.run("make", "environment").returncode == 0


def test_a_copy_of_a_clone_does_not_stop_processes_of_the_original(small: Clone) -> None:
    before = small.status()
    copy = Clone(small.root.with_name("copy"), small.environment)
    shutil.copytree(small.root, copy.root, symlinks=True, ignore=shutil.ignore_patterns("*.sock", "venv", "venvs"))
    try:
        assert copy.run("make", "sandbox-down").returncode == 0
        assert copy.status()["engine"] is None
        assert small.status()["engine"]["pid"] == before["engine"]["pid"]
        assert set(json.loads(small.output_of("up", "--json"))["changes"]) == {"same"}
    finally:
        shutil.rmtree(copy.root)


def test_a_second_ctrl_c_stops_immediately_and_the_next_up_rebuilds(empty: Clone) -> None:
    running = empty.start("up")
    running.until_resources_are_made()
    running.process.send_signal(signal.SIGINT)
    running.until_output_has("Stopping after the operations in progress")
    running.process.send_signal(signal.SIGINT)
    status, output = running.end()
    assert status == 130
    assert "Traceback" not in output
    assert not [process for process in empty.processes() if process.name() == "pulumi"]
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    killed = "rebuilds the estate" in output  # it may have stopped in order in between
    assert ("rebuilding the estate" in done.stderr) == killed


def test_a_pulumi_that_was_killed_is_reported_and_the_next_up_rebuilds(empty: Clone) -> None:
    running = empty.start("up")
    running.until_resources_are_made()
    (pulumi,) = [process for process in running.process.children() if process.name() == "pulumi"]
    pulumi.kill()
    status, output = running.end()
    assert status == 1
    assert "Traceback" not in output
    assert "Stack all failed" in output
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "rebuilding the estate" in done.stderr
    empty.output_of("down")
    assert empty.processes() == []


def test_an_aws_error_is_reported_with_resource_code_and_next_step(empty: Clone) -> None:
    empty.output_of("up")
    variables = empty.variables()
    document = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}]}'
    taken = (
        "import boto3; boto3.client('organizations').create_policy("
        f"Name='no-outside-sharing', Type='SERVICE_CONTROL_POLICY', Description='', Content={document!r})"
    )
    assert empty.run(str(empty.executable.with_name("python")), "-c", taken, **variables).returncode == 0
    grown = empty.root / "grown.yaml"
    text = with_a_department((CLONE / SMALL).read_text())
    grown.write_text(text.replace("root: [deny-leaving,", "root: [no-outside-sharing, deny-leaving,", 1))
    output = empty.refusal_of("up", "--estate", str(grown))
    assert "aws:organizations/policy:Policy no-outside-sharing: DuplicatePolicyException" in output, output
    assert "what was built stays" in output
    grown.write_text(text)
    changes = json.loads(empty.output_of("up", "--json", "--estate", str(grown)))["changes"]
    assert changes["same"] > 100
    assert "delete" not in changes
