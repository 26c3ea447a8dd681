"""`sandbox iam denied` and `explain` on calls to a running engine, explained by exported files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from typer.testing import CliRunner, Result

from sandbox.cli import console
from sandbox.cli.commands.iam import build
from sandbox.denials.errors import NoDeniedCall
from sandbox.settings import Settings
from sandbox.snapshot import exported
from tests.sandbox.snapshot.exports import ACCOUNT, FILES

pytestmark = pytest.mark.engine


@pytest.fixture
def ann(
    client: Callable[..., Any], account: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Any]:
    """Clients of a user without policies, by service; commands are about the session's engine."""
    monkeypatch.setenv("CAUSEWAY_ROOT", str(settings.root))
    monkeypatch.setattr(console.out, "_width", 250)  # the variable COLUMNS is read when a console is made
    iam = client("iam", account=account)
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    return lambda service: client(service, account=key["AccessKeyId"], secret=key["SecretAccessKey"])


@pytest.fixture
def files(tmp_path: Path, account: str) -> Path:
    """Exported files of the user's account, in which a group lets it use S3."""
    exported.write(json.loads(json.dumps(FILES).replace(ACCOUNT, account)), tmp_path / "now")
    return tmp_path / "now"


def refused(call: Callable[..., Any], **parameters: Any) -> str:
    """Return the id of a request that is refused."""
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return str(error.value.response["ResponseMetadata"]["RequestId"])


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), [str(argument) for argument in arguments])


def test_denied_calls_of_an_account_are_listed_with_the_newest_last(ann: Callable[[str], Any], account: str) -> None:
    ids = [refused(ann("sqs").list_queues), refused(ann("s3").list_buckets)]
    listed = json.loads(run("denied", "--account", account, "--since", "10m", "--json").stdout)
    assert [call["id"] for call in listed] == ids
    assert [call["request"]["action"] for call in listed] == ["sqs:ListQueues", "s3:ListAllMyBuckets"]
    (newest,) = json.loads(run("denied", "--account", account, "--limit", 1, "--json").stdout)
    assert newest["id"] == ids[1]
    table = run("denied", "--account", account).stdout
    assert all(one[:8] in table for one in ids)
    assert table.count(f"{account}/ann") == 2
    assert "identity-based policy" in table


def test_no_denied_calls_are_stated(ann: Callable[[str], Any], account: str) -> None:
    ann("sts").get_caller_identity()
    assert run("denied", "--account", account).stdout == "No denied calls.\n"


def test_a_denied_call_is_explained_by_its_id(ann: Callable[[str], Any], files: Path) -> None:
    request = refused(ann("sqs").list_queues)
    refused(ann("s3").list_buckets)
    done = run("explain", request[:8], "--snapshot", files)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("sqs.ListQueues in us-east-1 at ")
    assert "implicit deny by identity-based policy" in lines
    assert any(line.startswith("smallest edit: in own, add sqs:ListQueues to Action of statement 1") for line in lines)
    found = json.loads(run("explain", request, "--snapshot", files, "--json").stdout)
    assert (found["confirmed"], found["remediation"]["decision"]) == (True, "allow")


def test_the_last_call_is_explained_by_default_and_a_changed_policy_is_noticed(
    ann: Callable[[str], Any], files: Path
) -> None:
    refused(ann("s3").list_buckets)
    done = run("explain", "--snapshot", files)
    assert "the engine's decision was implicit deny by identity-based policy" in done.stdout
    assert "smallest edit" not in done.stdout
    assert run("explain", "last", "--snapshot", files).stdout == done.stdout


@pytest.mark.usefixtures("ann")
def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(NoDeniedCall, match="No denied call 'none'"):
        raise run("explain", "none").exception or AssertionError
