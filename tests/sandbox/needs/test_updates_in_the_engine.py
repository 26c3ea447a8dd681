"""Updates of a program by a user who has exactly the policies that are generated from its plan."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from sandbox import toolchain
from sandbox.engine import Engine
from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller
from sandbox.needs.evaluation import lacks, policy_documents, with_deployer
from sandbox.needs.model import Needs
from sandbox.needs.needed import needs
from sandbox.needs.planned_update import PlannedUpdate, read_update
from sandbox.provider import install as provider
from sandbox.provider.functions_file import FUNCTIONS_FILE, recorded_functions
from sandbox.settings import Settings
from tests.conftest import Client

pytestmark = [pytest.mark.engine, pytest.mark.pulumi]

PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

changed = pulumi.Config().get("step") == "changed"
network = aws.ec2.Vpc("shop", cidr_block="10.0.0.0/16", tags={"Name": "shop"})
zone = aws.get_availability_zones().names[0]
group = aws.ec2.SecurityGroup(
    "shop",
    vpc_id=network.id,
    egress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}],
)
if not changed:
    aws.ec2.Subnet("shop", vpc_id=network.id, cidr_block="10.0.1.0/24", availability_zone=zone)
orders = aws.sqs.Queue("orders", visibility_timeout_seconds=60 if changed else 30)
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
role = aws.iam.Role("shop", assume_role_policy=json.dumps(trust), tags={"team": "two" if changed else "one"})
allow = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": orders.arn}
sends = aws.iam.Policy("sends", policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [allow]}))
aws.iam.RolePolicyAttachment("sends", role=role.name, policy_arn=sends.arn)
profile = aws.iam.InstanceProfile("shop", role=role.name)
aws.s3.Bucket("pictures", bucket=f"pictures-{pulumi.Config().require('account')}{'-2' if changed else ''}")
"""
NOW = datetime(2026, 11, 30, tzinfo=UTC)


@dataclass
class Project:
    """A program with one stack in an account of its own, updated by a user."""

    folder: Path
    environment: dict[str, str]
    account: str

    def pulumi(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pulumi", "--non-interactive", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *arguments: str) -> str:
        done = self.pulumi(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def deployer(self) -> str:
        return f"arn:aws:iam::{self.account}:user/deployer"

    def update(self, *arguments: str) -> PlannedUpdate:
        """Return the planned update: of the program, or of a destruction."""
        functions = self.folder.parent / "functions"
        functions.unlink(missing_ok=True)
        self.environment[FUNCTIONS_FILE] = str(functions)
        plan: dict[str, Any] = json.loads(self.run(*(arguments or ("preview",)), "--json"))
        plan["functions"] = recorded_functions(functions)
        states = sorted((self.folder.parent / "backend" / ".pulumi" / "stacks" / "shop").glob("*.json"))
        return read_update(plan, self.folder, states=states)


@dataclass
class Deployer:
    """The user, whose policies the account's administrator sets."""

    iam: Any

    def set(self, documents: tuple[dict[str, object], ...]) -> None:
        """Give the user these policies and no others."""
        for attached in self.iam.list_attached_user_policies(UserName="deployer")["AttachedPolicies"]:
            self.iam.detach_user_policy(UserName="deployer", PolicyArn=attached["PolicyArn"])
            self.iam.delete_policy(PolicyArn=attached["PolicyArn"])
        for number, document in enumerate(documents):
            made = self.iam.create_policy(PolicyName=f"update-{number}", PolicyDocument=json.dumps(document))
            self.iam.attach_user_policy(UserName="deployer", PolicyArn=made["Policy"]["Arn"])


@pytest.fixture
def deployer(client: Client, account: str) -> Deployer:
    iam = client("iam", account)
    iam.create_user(UserName="deployer")
    return Deployer(iam)


@pytest.fixture
def project(settings: Settings, engine: Engine, deployer: Deployer, account: str, tmp_path: Path) -> Iterator[Project]:
    tools = toolchain.ensure(settings, print)
    home, backend, folder = (tmp_path / name for name in ("home", "backend", "project"))
    for made in (home, backend, folder):
        made.mkdir()
    provider.install(home, Path(sys.executable))
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (folder / "__main__.py").write_text(PROGRAM)
    key = deployer.iam.create_access_key(UserName="deployer")["AccessKey"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))}
    environment = kept | {
        "PATH": os.pathsep.join([str(tools.bin), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PULUMI_HOME": str(home),
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "test",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "AWS_ENDPOINT_URL": engine.endpoint,
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        "AWS_REGION": "us-east-1",
    }
    made_project = Project(folder, environment, account)
    made_project.run("stack", "init", "dev")
    made_project.run("config", "set", "account", account)
    made_project.run("config", "set", "aws:allowedAccountIds", json.dumps([account]))
    yield made_project
    provider.stop(home)


def without(documents: tuple[dict[str, Any], ...], action: str) -> tuple[dict[str, Any], ...]:
    """Return the documents without one action."""
    return tuple(
        {**document, "Statement": [one for one in (_without(s, action) for s in document["Statement"]) if one]}
        for document in documents
    )


def _without(statement: dict[str, Any], action: str) -> dict[str, Any] | None:
    listed = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
    left = [one for one in listed if one != action]
    return {**statement, "Action": left} if left else None


def assert_the_preview_names_each_action_that_is_taken(update: PlannedUpdate, needed: Needs, deployer: str) -> None:
    """Take each needed action in turn from a deployer with exactly the generated policies."""
    documents = policy_documents(needed.needed)
    actions = {one.action for one in needed.needed}
    assert actions
    assert named_as_missing(update, needed, deployer, documents) == set()
    for action in actions:
        assert named_as_missing(update, needed, deployer, without(documents, action)) == {action}


def named_as_missing(update: PlannedUpdate, needed: Needs, deployer: str, documents: tuple[Any, ...]) -> set[str]:
    """Return the actions that the preview names as missing where the deployer has these policies."""
    user = Caller(deployer, update.management, tuple(Policy("own", document) for document in documents))
    found = lacks(needed, with_deployer(update.snapshot, user), NOW)
    return {one.needed.action for lack in found for one in lack.missing}


def test_updates_pass_with_the_generated_policies_alone_and_fail_without_an_action_that_the_preview_names(
    project: Project, deployer: Deployer
) -> None:
    def passes(update: PlannedUpdate, *command: str, fails_without: tuple[str, ...] = ()) -> set[str]:
        found = needs(update, project.deployer)
        assert not found.unknown
        assert_the_preview_names_each_action_that_is_taken(update, found, project.deployer)
        documents = policy_documents(found.needed)
        lacking = set(fails_without)
        while lacking:  # a program may end at its first refused resource, so that an update names some of them
            deployer.set(reduce(without, lacking, documents))
            failed = project.pulumi(*command, "--yes", "--skip-preview", "--continue-on-error")
            named = set(re.findall(r"is not authorized to perform: (\S+)", failed.stdout + failed.stderr))
            assert failed.returncode != 0
            assert named
            assert named <= lacking
            lacking -= named
        deployer.set(documents)
        project.run(*command, "--yes", "--skip-preview")
        return {step.step.operation for step in update.steps}

    taken = ("iam:PassRole", "s3:CreateBucket", "sqs:CreateQueue", "ec2:AuthorizeSecurityGroupEgress")
    assert passes(project.update(), "up", fails_without=taken) == {"create"}
    project.run("config", "set", "step", "changed")
    changed = passes(project.update(), "up")
    assert changed >= {"update", "delete", "create-replacement", "delete-replaced"}
    assert passes(project.update("destroy", "--preview-only"), "destroy") == {"delete"}
