from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import psutil
import pytest
from botocore.exceptions import ClientError

from sandbox import engine as sandbox_engine
from sandbox.engine import Engine, health, host, ports, process, record, token
from sandbox.engine.errors import (
    EngineNotHealthy,
    EngineNotThere,
    EngineOfAnotherVersion,
    NoLog,
    OtherEngine,
    PortTaken,
    TokenRefused,
)
from sandbox.engine.model import Record
from sandbox.gateway.internal_endpoints import HEADER
from sandbox.settings import Settings
from tests.conftest import sandbox_at

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Engine]]:
    """An engine for tests that damage its record."""
    settings = sandbox_at(tmp_path_factory.mktemp("lasting"))
    yield settings, sandbox_engine.start(settings, print)
    sandbox_engine.stop(settings, print)


def s3(engine: Engine) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=engine.endpoint,
        region_name="us-east-1",
        aws_access_key_id="222222222222",
        aws_secret_access_key="test",
    )


def listening(pid: int) -> list[str]:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return [
        each.laddr.ip
        for member in family
        for each in member.net_connections(kind="inet")
        if each.status == psutil.CONN_LISTEN or each.type == socket.SOCK_DGRAM
    ]


def test_an_account_id_as_access_key_is_the_root_user_of_the_account(client: Any, account: str) -> None:
    answer = client("sts", account=account).get_caller_identity()

    assert answer["Account"] == account
    assert answer["Arn"] == f"arn:aws:iam::{account}:root"


def test_a_started_engine_is_healthy_and_describes_itself(engine: Engine) -> None:
    assert engine.healthy
    assert engine.version == "4.14.0"
    assert engine.pid is not None
    assert engine.rss_mb > 100
    assert engine.start_seconds is not None


def test_starting_again_returns_the_running_engine(engine: Engine, settings: Settings) -> None:
    again = sandbox_engine.start(settings, print)

    assert (again.pid, again.instance, again.endpoint) == (engine.pid, engine.instance, engine.endpoint)


def test_the_engine_listens_only_on_loopback(engine: Engine) -> None:
    assert engine.pid is not None

    assert set(listening(engine.pid)) == {"127.0.0.1"}


def test_the_engine_writes_only_under_its_state(engine: Engine, settings: Settings) -> None:
    assert engine.pid is not None
    folders = psutil.Process(engine.pid).environ()

    for name in ("HOME", "TEMP", "XDG_CACHE_HOME", "FILESYSTEM_ROOT", "LOCALSTACK_VOLUME_DIR"):
        assert Path(folders[name]).is_relative_to(settings.state)


def forge_internal_call(request: Any, **_event: Any) -> None:
    request.headers["x-localstack-data"] = "{}"


def test_localstacks_header_of_internal_calls_has_no_effect_from_outside(client: Any, account: str) -> None:
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    role = client("iam", account=account).create_role(
        RoleName="reader", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )
    sts = client("sts", account=account)
    sts.meta.events.register("before-send.sts.AssumeRole", forge_internal_call)

    with pytest.raises(ClientError, match="Roles may not be assumed by root accounts"):
        sts.assume_role(RoleArn=role["Role"]["Arn"], RoleSessionName="forged")


def test_an_operation_without_an_implementation_is_refused_by_name(client: Any) -> None:
    with pytest.raises(Exception, match=r"(?s)InternalFailure.*does not emulate DescribeScheduledInstances of ec2"):
        client("ec2").describe_scheduled_instances()


def test_an_unknown_internal_route_is_not_found(engine: Engine) -> None:
    connection = http.client.HTTPConnection(engine.endpoint.removeprefix("http://"))
    connection.request("GET", "/_causeway/nothing", headers={HEADER: str(engine.token)})

    assert connection.getresponse().status == http.client.NOT_FOUND
    connection.close()


def test_an_engine_keeps_running_after_the_command_that_started_it(own_sandbox: Settings) -> None:
    script = (
        "import sys; from pathlib import Path; from sandbox.settings import Settings; "
        "from sandbox.project import Project; from sandbox import engine;"
        "root = Path(sys.argv[1]);"
        "s = Settings(Project(root), 'host', None, None, root / 'cache'); print(engine.start(s, len).pid)"
    )
    started = subprocess.run(
        [sys.executable, "-c", script, str(own_sandbox.root)], capture_output=True, text=True, check=True, timeout=120
    )

    running = sandbox_engine.inspect(own_sandbox)

    assert running is not None
    assert running.healthy
    assert running.pid == int(started.stdout)


def test_two_engines_have_separate_objects(engine: Engine, own_sandbox: Settings) -> None:
    other = sandbox_engine.start(own_sandbox, print)
    for each, body in ((engine, b"first"), (other, b"second")):
        s3(each).create_bucket(Bucket="side-by-side")
        s3(each).put_object(Bucket="side-by-side", Key="key", Body=body)

    assert s3(engine).get_object(Bucket="side-by-side", Key="key")["Body"].read() == b"first"
    assert s3(other).get_object(Bucket="side-by-side", Key="key")["Body"].read() == b"second"
    assert other.endpoint != engine.endpoint

    sandbox_engine.stop(own_sandbox, print)

    assert sandbox_engine.inspect(own_sandbox) is None
    assert s3(engine).get_object(Bucket="side-by-side", Key="key")["Body"].read() == b"first"


def test_stop_ends_every_process_and_the_next_start_uses_the_same_port(own_sandbox: Settings) -> None:
    first = sandbox_engine.start(own_sandbox, print)
    assert first.pid is not None

    sandbox_engine.stop(own_sandbox, print)

    assert process.of_instance(first.instance, host.home(own_sandbox)) == []
    assert ports.free(int(first.endpoint.rsplit(":", 1)[1]))
    assert sandbox_engine.start(own_sandbox, print).endpoint == first.endpoint


def test_a_killed_engine_is_reported_and_the_next_start_rebuilds(own_sandbox: Settings) -> None:
    messages: list[str] = []
    first = sandbox_engine.start(own_sandbox, print)
    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(first.pid)] if psutil.pid_exists(first.pid) else [], timeout=5)

    assert sandbox_engine.inspect(own_sandbox) is None
    death = sandbox_engine.death(own_sandbox)
    assert death is not None
    assert death.endpoint == first.endpoint
    assert death.cause == "it was killed (SIGKILL), manually or by the kernel's out-of-memory killer"
    assert death.log == str(host.log_path(own_sandbox))
    assert "Ready." in death.last_lines

    second = sandbox_engine.start(own_sandbox, messages.append)

    assert second.healthy
    assert second.instance != first.instance
    assert "the previous engine has ended and its state is lost: starting a new one" in messages
    assert sandbox_engine.death(own_sandbox) is None
    sandbox_engine.stop(own_sandbox, print)
    assert sandbox_engine.death(own_sandbox) is None


@pytest.mark.parametrize("content", [None, b"", b"{", b"{}", b"\xff"])
def test_an_engine_without_a_valid_record_is_found_and_used(
    shared: tuple[Settings, Engine], content: bytes | None
) -> None:
    own_sandbox, first = shared
    if content is None:
        record.path(own_sandbox).unlink()
    else:
        record.path(own_sandbox).write_bytes(content)

    found = sandbox_engine.inspect(own_sandbox)

    assert found is not None
    assert (found.pid, found.instance, found.endpoint) == (first.pid, first.instance, first.endpoint)
    assert sandbox_engine.death(own_sandbox) is None
    assert sandbox_engine.start(own_sandbox, print).pid == first.pid


def test_down_stops_an_engine_without_a_valid_record(own_sandbox: Settings) -> None:
    first = sandbox_engine.start(own_sandbox, print)
    record.path(own_sandbox).write_text("{")

    assert sandbox_engine.stop(own_sandbox, print) == "host"

    assert process.of_instance(first.instance, host.home(own_sandbox)) == []
    assert not record.path(own_sandbox).exists()
    assert sandbox_engine.stop(own_sandbox, print) is None


def test_a_damaged_record_without_an_engine_is_removed(own_sandbox: Settings) -> None:
    record.path(own_sandbox).write_text("{")

    assert sandbox_engine.inspect(own_sandbox) is None
    assert sandbox_engine.stop(own_sandbox, print) is None
    assert not record.path(own_sandbox).exists()


def test_a_reused_pid_is_not_the_engine(own_sandbox: Settings) -> None:
    stale = Record(
        made_by=record.MADE_BY,
        form="host",
        endpoint="http://127.0.0.1:9",
        port=9,
        instance="long-gone",
        pid=os.getpid(),
        created=psutil.Process().create_time() - 3600,
    )
    record.write(own_sandbox, stale)

    assert sandbox_engine.inspect(own_sandbox) is None

    sandbox_engine.stop(own_sandbox, print)

    assert psutil.Process().is_running()
    assert record.read(own_sandbox) is None


def test_a_record_that_names_another_process_does_not_stop_it(engine: Engine, own_sandbox: Settings) -> None:
    unrelated = subprocess.Popen(["/bin/sleep", "60"])
    foreign = Record(
        made_by=record.MADE_BY,
        form="host",
        endpoint=engine.endpoint,
        port=9,
        instance="another-instance",
        pid=unrelated.pid,
        created=psutil.Process(unrelated.pid).create_time(),
    )
    try:
        copied = replace(foreign, pid=engine.pid, instance=engine.instance)  # as in the copy of a clone
        for each in (foreign, copied):
            record.write(own_sandbox, each)

            assert sandbox_engine.inspect(own_sandbox) is None
            sandbox_engine.stop(own_sandbox, print)

            assert unrelated.poll() is None
            assert engine.pid is not None
            assert psutil.pid_exists(engine.pid)
            assert record.read(own_sandbox) is None
    finally:
        unrelated.kill()
        unrelated.wait()


def test_an_engine_of_a_moved_clone_is_found_and_stopped(own_sandbox: Settings) -> None:
    first = sandbox_engine.start(own_sandbox, print)
    assert first.pid is not None
    moved = replace(
        own_sandbox,
        project=replace(own_sandbox.project, root=own_sandbox.root.rename(own_sandbox.root.with_name("moved"))),
    )

    found = sandbox_engine.inspect(moved)

    assert found is not None
    assert found.pid == first.pid
    sandbox_engine.stop(moved, print)
    assert not process.alive(psutil.Process(first.pid)) if psutil.pid_exists(first.pid) else True


def test_a_record_of_another_version_is_recognised_and_stop_clears_it(own_sandbox: Settings) -> None:
    record.path(own_sandbox).write_text('{"made_by": "causeway 0.0.9", "pid": 1}')

    with pytest.raises(EngineOfAnotherVersion, match=r"another version of the sandbox \(causeway 0.0.9"):
        sandbox_engine.start(own_sandbox, print)

    sandbox_engine.stop(own_sandbox, print)

    assert sandbox_engine.inspect(own_sandbox) is None


def test_a_requested_port_in_use_is_refused_with_the_process(own_sandbox: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortTaken, match=rf"Port {port} of 127.0.0.1 is taken by .*\({os.getpid()}\)"):
            sandbox_engine.start(replace(own_sandbox, port=port), print)


@pytest.fixture
def trusted(engine: Engine, own_sandbox: Settings) -> Settings:
    """A project that has the token of the session's engine."""
    token.write(own_sandbox, str(engine.token))
    return own_sandbox


def test_attaching_to_another_projects_engine_needs_its_token(engine: Engine, own_sandbox: Settings) -> None:
    with pytest.raises(TokenRefused, match=r"Copy that project's .sandbox/engine-token to .*own/.sandbox/engine-token"):
        sandbox_engine.start(replace(own_sandbox, engine="attach", endpoint=engine.endpoint), print)

    assert record.read(own_sandbox) is None


def test_an_attached_engine_is_recorded_used_and_not_stopped(engine: Engine, trusted: Settings) -> None:
    own_sandbox = trusted
    found = sandbox_engine.start(replace(own_sandbox, engine="attach", endpoint=engine.endpoint), print)

    assert (found.form, found.pid, found.instance, found.healthy) == ("attach", None, engine.instance, True)
    assert sandbox_engine.inspect(own_sandbox) == found
    assert sandbox_engine.start(own_sandbox, print) == found
    with pytest.raises(NoLog, match="Its log is where it runs"):
        sandbox_engine.log(own_sandbox)

    messages: list[str] = []
    sandbox_engine.stop(own_sandbox, messages.append)

    assert messages == [f"{engine.endpoint} was not started here, so it keeps running"]
    assert sandbox_engine.inspect(own_sandbox) is None
    assert process.of_instance(engine.instance, Path("/")) == []  # of another home, so not to be stopped from here
    assert sandbox_engine.inspect(replace(own_sandbox, engine="attach", endpoint=engine.endpoint)) == found


def test_a_clone_uses_one_engine_at_a_time(engine: Engine, trusted: Settings) -> None:
    own_sandbox = trusted
    sandbox_engine.start(replace(own_sandbox, engine="attach", endpoint=engine.endpoint), print)
    elsewhere = f"http://127.0.0.1:{ports.any_free()}"

    with pytest.raises(OtherEngine, match=rf"{engine.endpoint} \(form attach\).*attach at {elsewhere}.*`sandbox down`"):
        sandbox_engine.start(replace(own_sandbox, engine="attach", endpoint=elsewhere), print)
    with pytest.raises(OtherEngine, match="options name docker"):
        sandbox_engine.start(replace(own_sandbox, engine="docker"), print)

    sandbox_engine.stop(own_sandbox, print)
    mine = sandbox_engine.start(own_sandbox, print)
    with pytest.raises(OtherEngine, match=rf"{mine.endpoint} \(form host\).*attach at {engine.endpoint}"):
        sandbox_engine.start(replace(own_sandbox, engine="attach", endpoint=engine.endpoint), print)
    with pytest.raises(OtherEngine, match="host on port 4"):
        sandbox_engine.start(replace(own_sandbox, port=4), print)

    sandbox_engine.stop(replace(own_sandbox, engine="attach", endpoint=engine.endpoint), print)

    assert (
        sandbox_engine.inspect(own_sandbox) is None
    )  # an engine that was started here is stopped, whatever the options


def test_an_engine_that_lacks_services_of_the_estate_is_refused(
    engine: Engine, trusted: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_sandbox = trusted
    monkeypatch.setattr(health, "PROBES", {**health.PROBES, "ec2": ("describe_scheduled_instances", {})})
    with pytest.raises(EngineNotHealthy, match=r"ec2: .*Attach to an engine that has this project's plugins"):
        sandbox_engine.start(replace(own_sandbox, engine="attach", endpoint=engine.endpoint), print)

    assert record.read(own_sandbox) is None


def test_attaching_without_an_engine_there_is_refused(own_sandbox: Settings) -> None:
    nowhere = replace(own_sandbox, engine="attach", endpoint=f"http://127.0.0.1:{ports.any_free()}")

    assert sandbox_engine.inspect(nowhere) is None
    with pytest.raises(EngineNotThere, match="No LocalStack answers at http://127"):
        sandbox_engine.start(nowhere, print)
