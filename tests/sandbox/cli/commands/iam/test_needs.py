"""`sandbox iam needs` on the file of a plan, with nothing running."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sandbox.access.errors import UnknownName
from sandbox.cli.commands.iam import build
from tests.sandbox.needs.plan_documents import DEPLOYER, MANAGEMENT, MEMBER, ROLE, bucket, plan, step

BUCKET = "aws:s3/bucket:Bucket"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan of a bucket by the deployer and one in an account whose role it assumes, in a project without files."""
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    monkeypatch.chdir(tmp_path)
    document = plan(
        step("create", BUCKET, "logs", "management", new=bucket("logs", team="x")),
        step("create", BUCKET, "pictures", "member", new=bucket("pictures")),
    )
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), ["needs", *map(str, arguments)])


def test_the_tables_have_each_permission_with_its_resource_and_line(file: Path) -> None:
    shown = " ".join(run(file).stdout.split())
    assert "│ s3:CreateBucket │ arn:aws:s3:::logs │ aws:s3/bucket:Bucket logs │ __main__.py:7 │" in shown
    assert f"│ sts:AssumeRole │ {ROLE} │" in shown
    assert "The update calls 6 actions as 1 role and 1 user; 5 are not allowed:" in shown


def test_what_is_lacking_gives_exit_code_3_and_the_statement(file: Path) -> None:
    done = run(file, "--missing")
    assert done.exit_code == 3  # the plan does not create the role of the other account
    assert "┃" not in done.stdout
    assert f"sts:AssumeRole on {ROLE}" in done.stdout


def test_the_policy_of_one_principal_is_one_document(file: Path) -> None:
    done = run(file, "--policy", "json", "--principal", DEPLOYER)
    document = json.loads(done.stdout)
    assert {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE}.items() <= document["Statement"][
        -1
    ].items()


def test_the_policies_of_all_principals_are_listed_by_arn(file: Path) -> None:
    found = json.loads(run(file, "--policy", "json").stdout)
    assert set(found) == {DEPLOYER, ROLE}


def test_the_policy_as_pulumi_python_is_a_program(file: Path) -> None:
    done = run(file, "--policy", "python", "--principal", DEPLOYER)
    ast.parse(done.stdout)
    assert "aws.iam.UserPolicyAttachment" in done.stdout


def test_json_has_every_principal(file: Path) -> None:
    found = json.loads(run(file, "--json").stdout)
    assert [role["principal"] for role in found["roles"]] == [DEPLOYER, ROLE]
    assert found["unknown"] == []


def test_a_principal_that_does_not_call_is_refused_with_those_that_do(file: Path) -> None:
    done = run(file, "--principal", f"arn:aws:iam::{MEMBER}:root")
    assert done.exit_code == 2
    assert "the update does not call as" in done.stderr


def test_another_deployer_is_a_user_of_the_plan_and_what_denies_it_has_the_smallest_edit(file: Path) -> None:
    document = json.loads(file.read_text())
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    deny = {"Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow, deny]})
    user = {"name": "ci", "path": "/", "tagsAll": {}}
    inline = {"user": "ci", "name": "own", "policy": policy}
    document["steps"] = [
        *document["steps"][:3],
        step("create", "aws:iam/user:User", "ci", "management", new=user),
        step("create", "aws:iam/userPolicy:UserPolicy", "own", "management", new=inline),
    ]
    file.write_text(json.dumps(document))
    done = run(file, "--missing", "--deployer", f"arn:aws:iam::{MANAGEMENT}:user/ci")
    assert done.exit_code == 3
    assert "s3:CreateBucket on arn:aws:s3:::logs: explicit deny by identity-based policy own" in done.stdout
    assert "s3:CreateBucket: smallest edit: " in done.stdout
    assert "s3:CreateBucket:   with it: allow" in done.stdout


def test_an_unknown_deployer_is_refused(file: Path) -> None:
    done = run(file, "--deployer", f"arn:aws:iam::{MANAGEMENT}:user/cy")
    assert isinstance(done.exception, UnknownName)
