"""Unused access of the users and roles in moto's store, days after they were made: in the engine's environment."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sandbox.settings import Settings
from sandbox.toolchain import engine_python

pytestmark = pytest.mark.engine

SCRIPT = """
import json
from datetime import UTC, datetime, timedelta

from moto.iam.models import iam_backends

from sandbox.emulated.accessanalyzer.model import Analyzer
from sandbox.emulated.accessanalyzer.unused.analysis import unused_access
from sandbox.emulated.caller import Caller, CallerKind, Session
from sandbox.emulated.iam.last_accessed.attempts import note

ACCOUNT = "111111111111"
now = datetime.now(UTC)
later = now + timedelta(days=40)
iam = iam_backends[ACCOUNT]["aws"]
trust = json.dumps({"Version": "2012-10-17", "Statement": []})
policy = json.dumps({"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Action": ["sqs:CreateQueue", "sqs:DeleteQueue", "kms:Decrypt"], "Resource": "*"}})
for name in ("idle", "busy", "excluded"):
    iam.create_role(name, trust, "/", None, "", [{"Key": "team", "Value": name}], 3600)
    iam.put_role_policy(name, "queues", policy)
iam.create_user("us-east-1", "ann", "/", [])
iam.create_login_profile("ann", "Pass-word-1")
keys = [iam.create_access_key("ann") for _ in range(2)]
session = Session("s", f"arn:aws:iam::{ACCOUNT}:role/busy", now, later)
busy = Caller(CallerKind.ROLE_SESSION, ACCOUNT, f"arn:aws:sts::{ACCOUNT}:assumed-role/busy/s", session=session)
note(busy, "aws", "sqs", ["sqs:CreateQueue"], region="us-east-1", now=later - timedelta(days=1))
ann = Caller(CallerKind.USER, ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/ann", keys[0].access_key_id)
note(ann, "aws", "sqs", ["sqs:CreateQueue"], region="us-east-1", now=later - timedelta(days=2))

exclusions = [{"resourceTags": [{"team": "excluded"}]}]
analyzer = Analyzer("a", "ACCOUNT_UNUSED_ACCESS", ACCOUNT, "us-east-1", "aws", now, configuration={
    "unusedAccess": {"unusedAccessAge": 30, "analysisRule": {"exclusions": exclusions}}})
shown = {}
for name, moment in (("now", now), ("later", later)):
    resources, observed = unused_access(analyzer, (ACCOUNT,), moment)
    shown[name] = sorted(
        [one.resource.rpartition("/")[2], one.type, [detail for detail in one.details]] for one in observed)
    shown["resources"] = sorted(one.arn.rpartition("/")[2] for one in resources)
shown["unused_key"] = keys[1].access_key_id
print(json.dumps(shown, default=lambda value: (later - value).days))
"""


@pytest.fixture(scope="module")
def shown(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the script finds; times as days before the later analysis."""
    folder = tmp_path_factory.mktemp("unused")
    python = engine_python(settings, print)
    environment = {
        "PATH": "/usr/bin:/bin",
        "OVERRIDE_IN_DOCKER": "0",
        "HOME": str(folder),
        "FILESYSTEM_ROOT": str(Path(python).parents[1].resolve() / "static"),
    }
    done = subprocess.run(
        [str(python), "-c", SCRIPT], capture_output=True, text=True, check=False, cwd=folder, env=environment
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_new_entities_have_no_findings(shown: dict[str, Any]) -> None:
    assert shown["now"] == []
    assert shown["resources"] == ["ann", "busy", "idle"]


def test_what_was_not_used_since_is_found_later(shown: dict[str, Any]) -> None:
    unused_action = {"serviceNamespace": "sqs", "lastAccessed": 1, "actions": [{"action": "sqs:DeleteQueue"}]}
    assert shown["later"] == [
        ["ann", "UnusedIAMUserAccessKey", [{"accessKeyId": shown["unused_key"]}]],
        ["ann", "UnusedIAMUserPassword", [{}]],
        ["busy", "UnusedPermission", [{"serviceNamespace": "kms"}, unused_action]],
        ["idle", "UnusedIAMRole", [{}]],
    ]
