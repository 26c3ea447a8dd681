"""`sandbox iam record` and `generate` on calls to a running engine, with the boundary of exported files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from typer.testing import CliRunner, Result

from sandbox.cli import console
from sandbox.cli.commands.iam import build
from sandbox.cli.recordings import RecordingNotReadable
from sandbox.deploy.errors import NothingToRecord, NotRecording, RecordingRuns
from sandbox.engine import Engine
from sandbox.engine.endpoint import enforce, recorded_calls
from sandbox.least_privilege.errors import NothingRecorded
from sandbox.settings import Settings
from sandbox.snapshot import exported
from tests.sandbox.gateway.authorization.people import allow, policy
from tests.sandbox.snapshot.exports import ACCOUNT, FILES

pytestmark = pytest.mark.engine


@pytest.fixture
def ann(
    client: Callable[..., Any], account: str, engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Any]]:
    """Clients of a user that may use SQS, by service; commands are about the session's engine."""
    monkeypatch.setenv("CAUSEWAY_ROOT", str(settings.root))
    monkeypatch.setattr(console.out, "_width", 250)  # the variable COLUMNS is read when a console is made
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy(allow("sqs:*")))
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    yield lambda service: client(service, account=key["AccessKeyId"], secret=key["SecretAccessKey"])
    recorded_calls(engine.endpoint, engine.token, running=False)


@pytest.fixture
def files(tmp_path: Path, account: str) -> Path:
    """Exported files of the user's account."""
    exported.write(json.loads(json.dumps(FILES).replace(ACCOUNT, account)), tmp_path / "now")
    return tmp_path / "now"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), [str(argument) for argument in arguments])


def error_of(*arguments: object) -> BaseException:
    found = run(*arguments).exception
    assert found is not None
    return found


def test_recorded_calls_become_a_policy(ann: Callable[[str], Any], account: str, files: Path, tmp_path: Path) -> None:
    assert run("record", "start").stdout.startswith("Recording.")
    ann("sqs").create_queue(QueueName="orders")
    ann("sqs").list_queues()
    with pytest.raises(ClientError, match="AuthorizationError"):
        ann("sns").list_topics()
    saved = tmp_path / "recording.json"
    stopped = run("record", "stop", "--output", saved)
    assert stopped.exit_code == 0
    assert f"{account}/ann" in stopped.stdout
    ann("sqs").get_queue_url(QueueName="orders")

    arn = f"arn:aws:iam::{account}:user/ann"
    done = run("generate", arn, "--snapshot", files)
    assert done.exit_code == 0, done.exception
    assert json.loads(done.stdout)["Statement"] == [
        {
            "Sid": "SqsCreateQueue",
            "Effect": "Allow",
            "Action": "sqs:CreateQueue",
            "Resource": f"arn:aws:sqs:us-east-1:{account}:orders",
        },
        {"Sid": "SqsListQueues", "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"},
    ]
    again = run("generate", arn, "--snapshot", files, "--recording", saved)
    assert again.stdout == done.stdout
    included = json.loads(run("generate", arn, "--snapshot", files, "--include-denied").stdout)
    assert [one["Action"] for one in included["Statement"]] == ["sns:ListTopics", "sqs:CreateQueue", "sqs:ListQueues"]
    written = tmp_path / "policies.py"
    assert run("generate", arn, "--snapshot", files, "--format", "python", "--output", written).stdout == ""
    compile(written.read_text(), str(written), "exec")


def test_the_state_of_the_recording_is_shown(ann: Callable[[str], Any], account: str) -> None:
    run("record", "start")
    ann("sqs").list_queues()
    ann("sqs").list_queues()
    assert "until now (UTC)" in run("record", "status").stdout
    (one,) = json.loads(run("record", "status", "--json").stdout)["requests"]
    assert (one["principal"], one["action"], one["allowed"]) == (
        f"arn:aws:iam::{account}:user/ann",
        "sqs:ListQueues",
        2,
    )


@pytest.mark.usefixtures("ann")
def test_a_running_recording_is_not_replaced() -> None:
    run("record", "start")
    assert isinstance(error_of("record", "start"), RecordingRuns)
    assert run("record", "stop").exit_code == 0
    assert isinstance(error_of("record", "stop"), NotRecording)
    assert run("record", "start").exit_code == 0


@pytest.mark.usefixtures("ann")
def test_a_recording_without_enforcement_is_refused(engine: Engine) -> None:
    enforce(engine.endpoint, engine.token, "off", account_id_keys=True)
    try:
        assert isinstance(error_of("record", "start"), NothingToRecord)
    finally:
        enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)


@pytest.mark.usefixtures("ann")
def test_a_principal_without_calls_is_refused(account: str, files: Path) -> None:
    run("record", "start")
    assert isinstance(error_of("generate", f"arn:aws:iam::{account}:user/ann", "--snapshot", files), NothingRecorded)


def test_a_file_that_is_no_recording_is_refused(files: Path, tmp_path: Path) -> None:
    for name, content in (("text", "no JSON"), ("list", "[]"), ("object", '{"requests": [{}]}')):
        (tmp_path / name).write_text(content)
        error = error_of("generate", "web/ann", "--snapshot", files, "--recording", tmp_path / name)
        assert isinstance(error, RecordingNotReadable)
        assert str(error).startswith(f"{tmp_path / name} is not a recording: ")
    assert isinstance(
        error_of("generate", "web/ann", "--snapshot", files, "--recording", tmp_path / "none"), RecordingNotReadable
    )
