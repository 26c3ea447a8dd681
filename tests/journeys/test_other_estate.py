"""Commands while an estate other than the default one is deployed: they refer to it, and reading changes nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from tests.journeys.clone import SMALL, Clone, with_a_department
from tests.repository import CLONE

pytestmark = pytest.mark.journey

WATCHED = ("*.json", "*.yaml", "passphrase", "state/**/*", "pulumi-home/workspaces/*")
"""Files that a deploying command may write, without the scratch folder of plans."""


def content(clone: Clone) -> dict[Path, str]:
    state = clone.root / ".sandbox"
    files = [path for pattern in WATCHED for path in state.glob(pattern) if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def users(clone: Clone) -> set[str]:
    """Return the ARN of every IAM user in the management accounts of both estates."""
    program = (
        "import boto3, sys\n"
        "for account in sys.argv[2:]:\n"
        "    iam = boto3.client('iam', endpoint_url=sys.argv[1], region_name='us-east-1',\n"
        "                       aws_access_key_id=account, aws_secret_access_key='x')\n"
        "    for user in iam.list_users()['Users']: print(user['Arn'])\n"
    )
    accounts = [planned_account_id(email) for email in ("aws@kiosk.example", "aws@gilt.example")]
    python = str(clone.executable.with_name("python"))
    done = clone.run(python, "-c", program, clone.status()["endpoint"], *accounts)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_commands_refer_to_the_deployed_estate_and_write_nothing(empty: Clone) -> None:
    default = {"CAUSEWAY_ESTATE": "estate.yaml"}
    other = empty.root / "other.yaml"
    other.write_text((CLONE / SMALL).read_text().replace("name: line-west", "name: line-south"))
    up = empty.output_of("up", "--estate", str(other), **default)
    assert "sandbox shell --account mobile --role reader" in up
    before, deployers = content(empty), users(empty)
    assert before
    assert len(deployers) == 1

    found = json.loads(empty.output_of("status", "--json", **default))
    assert found["estate"] == "other.yaml"
    assert list(found["accounts"]) == ["kiosk-management", "security", "network", "legacy", "mobile"]
    for arguments in ([], ["--estate", str(other)]):
        plan = json.loads(empty.output_of("preview", "--json", *arguments, **default))
        assert set(plan["changeSummary"]) == {"same"}
    assert "export AWS_SESSION_TOKEN=" in empty.output_of("env", "--account", "mobile", **default)
    assert "Similar: mobile." in empty.refusal_of("env", "--account", "mobil", **default)
    assert "Similar: mobile/reader" in empty.refusal_of("env", "--account", "mobile", "--role", "reder", **default)

    for command in ("status", "env", "shell"):
        assert "aws@gilt.example" in empty.refusal_of(command, "--estate", "estate.yaml")
    done = empty.sandbox("preview", "--estate", "estate.yaml")
    warning, *_ = [line for line in done.stderr.splitlines() if line.startswith("warning:")]
    assert "other.yaml is deployed" in warning
    assert "`sandbox down`, which destroys everything" in warning
    assert " delete" not in done.stdout

    assert content(empty) == before
    assert users(empty) == deployers
    assert set(json.loads(empty.output_of("up", "--json", **default))["changes"]) == {"same"}


def test_a_preview_with_deletions_starts_with_a_warning(empty: Clone) -> None:
    grown = empty.root / "grown.yaml"
    grown.write_text(with_a_department((CLONE / SMALL).read_text()))
    empty.output_of("up", "--estate", str(grown))
    done = empty.sandbox("preview", "--estate", SMALL)
    assert done.returncode == 0, done.stderr
    assert "warning: this plan destroys " in done.stderr
    assert "grown.yaml is deployed" in done.stderr
    grown.unlink()
    refusal = empty.refusal_of("preview")
    assert f"{grown}, which no longer exists" in refusal
    assert "deployed-estate.yaml" in refusal
    assert "gifts" in empty.status()["accounts"]


TEAM = 'import pulumi_aws as aws\naws.s3.Bucket("data", bucket="team-data")\n'


def test_a_users_own_project_works_in_any_folder_and_its_stack_survives_the_engine(empty: Clone) -> None:
    empty.output_of("up")
    team = empty.root.parent / "team"
    team.mkdir()
    (team / "Pulumi.yaml").write_text("name: team\nruntime: python\n")
    (team / "__main__.py").write_text(TEAM)
    in_team = Clone(team, empty.environment)

    def pulumi(clone: Clone, *arguments: str) -> str:
        done = clone.run("pulumi", "--non-interactive", *arguments, **empty.variables("--account", "mobile"))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    pulumi(in_team, "stack", "init", "dev")
    assert "2 created" in pulumi(in_team, "up", "--yes", "--skip-preview")
    assert "2 unchanged" in pulumi(in_team, "preview")
    assert set(json.loads(empty.output_of("up", "--json"))["changes"]) == {"same"}

    empty.output_of("down")
    done = empty.sandbox("up")
    assert done.returncode == 0, done.stderr
    assert "kept the stacks that are not the estate's (team/dev)" in done.stderr
    assert "1 created" in pulumi(in_team, "up", "--refresh", "--yes", "--skip-preview")
