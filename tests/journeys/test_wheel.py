"""The wheel with engine and Pulumi outside the clone: deploy and test a new project, then an existing one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.clone import give_port
from tests.journeys.installation import Installation, install

pytestmark = pytest.mark.journey

FOREIGN = {
    "Pulumi.yaml": "name: foreign\nruntime: python\n",
    "__main__.py": """
import pulumi_aws as aws

from accounts.names import BUCKET
from estate.trust import trust

aws.s3.Bucket("data", bucket=BUCKET)
aws.iam.Role("worker", name="worker", assume_role_policy=trust("lambda.amazonaws.com"))
""",
    "accounts/names.py": 'BUCKET = "foreign-data"\n',
    "estate/trust.py": """
import json
import sys


def trust(service):
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
""",
}
"""A program whose folders are named like those of the reference estate and of this repository."""

READ_RESOURCES = """
import boto3

print([bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]])
print(boto3.client("iam").get_role(RoleName="worker")["Role"]["Arn"])
"""


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("wheel")
    return install(wheel, folder, sys.executable, "[sandbox]")


@pytest.fixture(scope="module")
def project(installed: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new project, whose processes are stopped afterwards."""
    folder = tmp_path_factory.mktemp("projects") / "acme"
    installed.succeeds(folder.parent, "sandbox", "init", "acme")
    give_port(folder)
    yield folder
    installed.run(folder, "sandbox", "down")


def test_a_new_project_is_deployed_and_its_policy_tests_pass_on_every_snapshot(
    installed: Installation, project: Path
) -> None:
    assert "LocalStack" in installed.succeeds(project, "sandbox", "doctor")
    assert "is valid" in installed.succeeds(project, "sandbox", "estate", "check")
    plan = json.loads(installed.succeeds(project, "sandbox", "preview", "--json"))
    assert plan["changeSummary"]["create"] > 300
    assert "4 passed" in installed.succeeds(project, "pytest", "-q")

    made = json.loads(installed.succeeds(project, "sandbox", "up", "--json"))

    assert {account["name"] for account in made["estate"]["accounts"]} >= {"acme-management", "shop", "data"}
    assert "4 passed" in installed.succeeds(project, "pytest", "-q", "--snapshot", "live")
    installed.succeeds(project, "sandbox", "iam", "export", "export")
    assert "4 passed" in installed.succeeds(project, "pytest", "-q", "--snapshot", "export")
    inside = project / "tests" / "intents"
    assert "same" in installed.succeeds(inside, "sandbox", "preview"), "found from a folder below the project's root"
    installed.succeeds(project, "sandbox", "down")
    assert json.loads(installed.succeeds(project, "sandbox", "status", "--json"))["engine"] is None


def test_a_repository_with_only_a_program_is_deployed_to_a_management_account(
    installed: Installation, project: Path
) -> None:
    folder = project.with_name("foreign")
    for name, text in FOREIGN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    give_port(folder)
    for environment in (project / ".sandbox").glob("engine-env-*/"):  # the same lock, so it need not be installed again
        (folder / ".sandbox" / environment.name).symlink_to(environment)
    try:
        made = json.loads(installed.succeeds(folder, "sandbox", "up", "--json"))
        (folder / "look.py").write_text(READ_RESOURCES)
        seen = installed.succeeds(folder, "sh", "-c", 'eval "$(sandbox env)" && python look.py').splitlines()
        status = json.loads(installed.succeeds(folder, "sandbox", "status", "--json"))
        again = installed.succeeds(folder, "sandbox", "preview")
        explained = installed.run(folder, "sandbox", "iam", "why", "management/worker", "s3:GetObject")
    finally:
        installed.run(folder, "sandbox", "down")

    (account,) = made["estate"]["accounts"]
    assert seen == ["['foreign-data']", f"arn:aws:iam::{account['id']}:role/worker"]
    assert list(status["accounts"].values()) == [{"id": account["id"], "role_arn": None}]
    assert "same. Nothing was changed." in again
    assert "causeway:" not in (folder / "Pulumi.all.yaml").read_text(), (
        "the stack settings have configuration of causeway"
    )
    assert "no identity-based policy allows the s3:GetObject action" in explained.stdout
