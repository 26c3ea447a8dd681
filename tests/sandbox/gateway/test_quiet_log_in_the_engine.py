"""The log of a healthy engine has no errors or warnings."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from sandbox import engine as sandbox_engine
from sandbox.engine import Engine
from sandbox.settings import Settings

pytestmark = pytest.mark.engine

PROBLEMS = ("ERROR", "WARN", "Traceback", "deprecat", "Exception")


@pytest.fixture
def without_docker(own_sandbox: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Settings, Engine]:
    """An engine on a machine with a docker command and no docker daemon."""
    (tmp_path / "docker").write_text("#!/bin/sh\necho Cannot connect to the Docker daemon; exit 1\n")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return own_sandbox, sandbox_engine.start(own_sandbox, print)


def test_a_healthy_engine_logs_no_errors(without_docker: tuple[Settings, Engine]):
    settings, engine = without_docker
    keys = {"aws_access_key_id": "111111111111", "aws_secret_access_key": "test", "region_name": "us-east-1"}

    def client(service: str) -> Any:
        return boto3.client(service, endpoint_url=engine.endpoint, **keys)

    kms = client("kms")
    kms.create_alias(AliasName="alias/a", TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    assert kms.list_aliases()["Aliases"]
    queue = client("sqs").create_queue(QueueName="q")["QueueUrl"]
    client("sqs").send_message(QueueUrl=queue, MessageBody="m")
    client("logs").create_log_group(logGroupName="g")
    with suppress(ClientError):
        client("iam").get_role(RoleName="absent")

    lines = sandbox_engine.log(settings).read_text().splitlines()
    assert "Ready." in lines
    assert [line for line in lines if any(sign in line for sign in PROBLEMS)] == []
