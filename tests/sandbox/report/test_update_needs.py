"""The text of what an update needs and who lacks what."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Caller
from sandbox.needs.evaluation import lacks, with_deployer
from sandbox.needs.model import Lack, Needs
from sandbox.needs.needed import needs
from sandbox.needs.planned_update import read_update
from sandbox.report.update_needs import lack_text, needs_json, summary, unknown_text
from tests.sandbox.needs.plan_documents import DEPLOYER, MANAGEMENT, bucket, plan, step

BUCKET = "aws:s3/bucket:Bucket"


def evaluated(tmp_path: Path, *actions: str, **more: Any) -> tuple[Needs, tuple[Lack, ...], Snapshot]:
    """Return what a plan with two buckets needs and lacks by a deployer who may do these actions."""
    two = (step("create", BUCKET, name, "management", new=bucket(name), line=9) for name in ("logs", "pictures"))
    update = read_update(plan(*two, **more), tmp_path)
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    snapshot = with_deployer(update.snapshot, Caller(DEPLOYER, MANAGEMENT, (Policy("own", document),)))
    found = needs(update, DEPLOYER)
    return found, lacks(found, snapshot, datetime(2026, 11, 30, tzinfo=UTC)), snapshot


def test_one_line_where_everything_is_allowed(tmp_path: Path) -> None:
    found, lacking, _ = evaluated(tmp_path, "s3:*")
    assert summary(found, lacking) == "The update calls 4 actions as 1 user; all are allowed."


def test_what_is_lacking_is_listed_with_its_resource_its_line_and_the_statement(tmp_path: Path) -> None:
    found, lacking, snapshot = evaluated(tmp_path, "s3:Get*")
    assert summary(found, lacking) == "The update calls 4 actions as 1 user; 1 is not allowed:"
    [lack] = lacking
    text = list(lack_text(lack, snapshot))
    assert text[0].endswith("/deployer lacks:")
    assert text[1] == (
        "  s3:CreateBucket on arn:aws:s3:::logs and 1 more: no identity-based policy allows it"
        "  (aws:s3/bucket:Bucket logs and 1 more  __main__.py:9)"
    )
    assert json.loads("".join(text[3:])) == {
        "Sid": "S3CreateBucket",
        "Effect": "Allow",
        "Action": "s3:CreateBucket",
        "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::pictures"],
    }


def test_an_update_without_steps_calls_nothing(tmp_path: Path) -> None:
    update = read_update(plan(), tmp_path)
    assert summary(needs(update, DEPLOYER), ()) == "The update calls no actions."


def test_json_has_every_permission_with_the_steps_that_call_it(tmp_path: Path) -> None:
    found, lacking, snapshot = evaluated(tmp_path, "s3:Get*")
    [role] = needs_json(found, lacking, snapshot, lambda _: True)["roles"]
    assert role["principal"] == DEPLOYER
    denied = [one for one in role["needed"] if not one["allowed"]]
    assert [(one["action"], one["resource"]) for one in denied] == [
        ("s3:CreateBucket", "arn:aws:s3:::logs"),
        ("s3:CreateBucket", "arn:aws:s3:::pictures"),
    ]
    assert denied[0]["calls"][0]["operation"] == "CreateBucket"
    assert [statement["Action"] for statement in role["statements"]] == ["s3:CreateBucket"]
    assert needs_json(found, lacking, snapshot, lambda _: False)["roles"] == []


def test_steps_with_unknown_calls_are_named(tmp_path: Path) -> None:
    update = read_update(plan(step("create", "aws:lambda/function:Function", "resize", "management", new={})), tmp_path)
    [line] = unknown_text(needs(update, DEPLOYER))
    assert line.startswith("not known: urn:pulumi:all::shop::aws:lambda/function:Function::resize: ")
