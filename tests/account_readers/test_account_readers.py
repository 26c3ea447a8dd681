"""PMapper and Cloudsplaining read an account of the engine to their end."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.peers.install import HOME, python_environment

pytestmark = pytest.mark.engine

HERE = Path(__file__).parent
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"

type Run = Callable[..., str]


def policy(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(**principal: str) -> str:
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


@pytest.fixture
def populated(client: Any, account: str) -> str:
    """An account with a user that can assume an administrator's role, and a bucket with a policy."""
    iam, s3 = client("iam", account=account), client("s3", account=account)
    limit = iam.create_policy(
        PolicyName="limit", PolicyDocument=policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
    )["Policy"]["Arn"]
    iam.create_user(UserName="ann", PermissionsBoundary=limit)
    ann = iam.get_user(UserName="ann")["User"]["Arn"]
    iam.create_access_key(UserName="ann")
    iam.create_group(GroupName="people")
    iam.add_user_to_group(GroupName="people", UserName="ann")
    with_mfa = {"Bool": {"aws:MultiFactorAuthPresent": True}}
    iam.put_group_policy(
        GroupName="people",
        PolicyName="secrets",
        PolicyDocument=policy(
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": with_mfa},
        ),
    )
    iam.create_role(RoleName="admin", AssumeRolePolicyDocument=trust(AWS=ann))
    iam.attach_role_policy(RoleName="admin", PolicyArn=ADMINISTRATOR)
    iam.create_role(RoleName="server", AssumeRolePolicyDocument=trust(Service="ec2.amazonaws.com"))
    iam.create_instance_profile(InstanceProfileName="server")
    iam.add_role_to_instance_profile(InstanceProfileName="server", RoleName="server")
    bucket = f"logs-{account}"
    s3.create_bucket(Bucket=bucket)
    read = {
        "Effect": "Allow",
        "Principal": {"AWS": ann},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(read))
    return account


@pytest.fixture
def run(engine: Any, populated: str, tmp_path: Path) -> Run:
    """Run a command of the readers' environment against the account."""
    python = python_environment(HOME / "account-readers", HERE / "requirements.txt")
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": populated,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": engine.endpoint,
        "PMAPPER_STORAGE": str(tmp_path),
    }

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            [str(python), *map(str, command)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return f"{done.returncode}\n{done.stdout}{done.stderr}"

    return run


def test_principal_mapper_finds_escalation_to_administrator(run: Run, populated: str, tmp_path: Path):
    script = HERE / "principal_mapper.py"
    created = run(script, "graph", "create", "--ignore-orgs", "--include-regions", "us-east-1")
    assert created.startswith("0\n"), created
    graph = tmp_path / populated / "graph"
    nodes = {one["arn"].rpartition("/")[2]: one for one in json.loads((graph / "nodes.json").read_text())}
    assert {name: one["is_admin"] for name, one in nodes.items()} == {"ann": False, "admin": True, "server": False}
    edges = [(one["source"], one["destination"]) for one in json.loads((graph / "edges.json").read_text())]
    assert (nodes["ann"]["arn"], nodes["admin"]["arn"]) in edges
    policies = {one["name"] for one in json.loads((graph / "policies.json").read_text())}
    assert {"limit", "secrets", "AdministratorAccess", f"logs-{populated}"} <= policies
    escalation = run(script, "--account", populated, "query", "preset privesc *")
    assert "user/ann can escalate privileges" in escalation


def test_cloudsplaining_reports_on_the_account(run: Run, tmp_path: Path):
    download = "from cloudsplaining.bin.cli import main; main()"
    run("-c", download, "download", "--output", ".")
    details = json.loads((tmp_path / "default.json").read_text())
    assert [one["PolicyName"] for one in details["Policies"]] == ["AdministratorAccess"]
    scanned = run("-c", download, "scan", "--input-file", "default.json", "--output", ".", "--skip-open-report")
    assert scanned.startswith("0\n"), scanned
    results = json.loads((tmp_path / "iam-results-default.json").read_text())
    assert "admin" in {one["name"] for one in results["roles"].values()}
    assert (tmp_path / "iam-report-default.html").stat().st_size > 0
