"""What a job calls in the running sandbox becomes its policy, with which a new role makes the same calls."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.journeys.clone import Clone
from tests.journeys.external_user import client

pytestmark = pytest.mark.journey

BOUNDARY = "accounts/boundaries.py:115"
CONNECTION = "dxcon-absent00"

type Clients = Callable[[str], Any]


@contextmanager
def clients(endpoint: str, *keys: str) -> Iterator[Clients]:
    """Give clients by service, which are closed at the end."""
    with ExitStack() as open_:
        yield lambda service: open_.enter_context(closing(client(service, endpoint, *keys)))


def work(to: Clients) -> None:
    """Make the calls of the job, the last of which the boundary denies."""
    to("ec2").describe_vpcs()
    to("sqs").list_queues()
    to("iam").get_role(RoleName="deployer")
    with pytest.raises(ClientError, match="explicit deny in a permissions boundary"):
        to("directconnect").delete_connection(connectionId=CONNECTION)


def test_recorded_calls_of_a_job_become_its_policy(deployed: Clone, tmp_path: Path) -> None:
    status = deployed.status()
    endpoint, mobile = status["endpoint"], status["accounts"]["mobile"]["id"]
    saved, program = tmp_path / "recording.json", tmp_path / "policies.py"
    deployed.output_of("iam", "record", "start")
    try:
        with clients(endpoint, *keys(deployed, "--role", "deployer")) as to:
            work(to)
    finally:
        stopped = deployed.output_of("iam", "record", "stop", "--output", str(saved), COLUMNS="200")
    assert "mobile/deployer" in stopped

    done = deployed.sandbox("iam", "generate", "mobile/deployer", "--include-denied")
    assert done.returncode == 0, done.stderr
    role = f"arn:aws:iam::{mobile}:role/deployer"
    statements = json.loads(done.stdout)["Statement"]
    assert [(one["Action"], one["Resource"]) for one in statements] == [
        ("ec2:DescribeVpcs", "*"),
        ("iam:GetRole", role),
        ("sqs:ListQueues", "*"),
    ]
    connection = f"arn:aws:directconnect:us-east-1:{mobile}:dxcon/{CONNECTION}"
    reason = f"explicit deny by permissions boundary (boundary)  {BOUNDARY}"
    assert f"left out: directconnect:DeleteConnection on {connection}: {reason}" in done.stderr
    written = ("--recording", str(saved), "--format", "python", "--output", str(program))
    deployed.output_of("iam", "generate", "mobile/deployer", *written)
    assert all(f'"{one["Action"]}"' in program.read_text() for one in statements)

    with clients(endpoint, *keys(deployed)) as entry, replayed(entry, mobile, done.stdout) as to:
        work(to)


def keys(deployed: Clone, *role: str) -> tuple[str, str, str]:
    """Return the credentials of the entry role of mobile, or of one of its jobs."""
    found = deployed.variables("--account", "mobile", *role)
    return found["AWS_ACCESS_KEY_ID"], found["AWS_SECRET_ACCESS_KEY"], found["AWS_SESSION_TOKEN"]


@contextmanager
def replayed(entry: Clients, account: str, document: str) -> Iterator[Clients]:
    """Give the clients of a new role with the policy alone, under the boundary; the role is deleted at the end."""
    iam, sts = entry("iam"), entry("sts")
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    made = iam.create_role(
        RoleName="replayed",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": trust}),
        PermissionsBoundary=f"arn:aws:iam::{account}:policy/boundary",
    )
    iam.put_role_policy(RoleName="replayed", PolicyName="generated", PolicyDocument=document)
    try:
        found = sts.assume_role(RoleArn=made["Role"]["Arn"], RoleSessionName="kim")["Credentials"]
        given = (found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"])
        with clients(iam.meta.endpoint_url, *given) as to:
            yield to
    finally:
        iam.delete_role_policy(RoleName="replayed", PolicyName="generated")
        iam.delete_role(RoleName="replayed")
