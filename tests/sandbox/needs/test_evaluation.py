"""Which needed permissions are lacking, and the statements that give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.iam import Layer, Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node
from sandbox.needs.evaluation import lacks, policy_documents, with_deployer
from sandbox.needs.model import Lack, Needs
from sandbox.needs.needed import needs
from sandbox.needs.planned_update import read_update
from tests.sandbox.needs.plan_documents import DEPLOYER, MANAGEMENT, bucket, plan, step

NOW = datetime(2026, 11, 30, tzinfo=UTC)
BUCKET = "aws:s3/bucket:Bucket"


def statement(effect: str, *actions: str, resource: str = "*") -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": list(actions), "Resource": resource}]}


def deployer(*policies: dict[str, Any], boundary: dict[str, Any] | None = None) -> Caller:
    written = tuple(Policy("own", policy) for policy in policies)
    return Caller(DEPLOYER, MANAGEMENT, written, Policy("limit", boundary) if boundary else None)


def planned(tmp_path: Path) -> tuple[Needs, Snapshot]:
    update = read_update(plan(step("create", BUCKET, "logs", "management", new=bucket("logs", team="x"))), tmp_path)
    return needs(update, DEPLOYER), update.snapshot


def lack_of(caller: Caller, tmp_path: Path) -> Lack | None:
    needed, snapshot = planned(tmp_path)
    found = lacks(needed, with_deployer(snapshot, caller), NOW)
    assert len(found) <= 1
    return found[0] if found else None


def test_an_administrator_lacks_nothing(tmp_path: Path) -> None:
    assert lack_of(deployer(statement("Allow", "*")), tmp_path) is None


def test_what_no_policy_allows_is_lacking_with_the_statement_to_add(tmp_path: Path) -> None:
    lack = lack_of(deployer(statement("Allow", "s3:Get*", "s3:CreateBucket")), tmp_path)
    assert lack is not None
    assert [one.needed.action for one in lack.missing] == ["s3:PutBucketTagging"]
    assert lack.denied == ()
    [added] = lack.statements
    assert added["Action"] == "s3:PutBucketTagging"
    assert added["Resource"] == "arn:aws:s3:::logs"
    given = {"Version": "2012-10-17", "Statement": [added]}
    assert lack_of(deployer(statement("Allow", "s3:Get*", "s3:CreateBucket"), given), tmp_path) is None


def test_a_boundary_is_named_and_no_statement_of_the_deployers_own_is_offered(tmp_path: Path) -> None:
    lack = lack_of(deployer(statement("Allow", "*"), boundary=statement("Allow", "s3:Get*", "s3:Put*")), tmp_path)
    assert lack is not None
    [denied] = lack.denied
    assert denied.needed.action == "s3:CreateBucket"
    assert denied.trace.verdict.layer is Layer.BOUNDARY
    assert lack.statements == ()


def test_what_is_denied_with_the_statements_too_is_left_out_of_them(tmp_path: Path) -> None:
    lack = lack_of(deployer(statement("Deny", "s3:PutBucketTagging")), tmp_path)
    assert lack is not None
    [denied] = lack.denied
    assert denied.needed.action == "s3:PutBucketTagging"
    assert "s3:PutBucketTagging" not in str(lack.statements)
    assert "s3:CreateBucket" in str(lack.statements)


def test_a_service_control_policy_of_the_plan_is_evaluated(tmp_path: Path) -> None:
    needed, snapshot = planned(tmp_path)
    scp = Policy("no-buckets", statement("Deny", "s3:CreateBucket"))
    allow = Policy("all", statement("Allow", "*"))
    nodes = {"r-1": Node("r-1", "Root", None, (allow, scp)), "node": Node("node", "shop", "r-1", (allow,))}
    account = Account(MANAGEMENT, "shop", "node")
    limited = replace(snapshot, organization="o-1", nodes=nodes, accounts={MANAGEMENT: account})
    [lack] = lacks(needed, with_deployer(limited, deployer(statement("Allow", "*"))), NOW)
    [denied] = lack.denied
    assert (denied.needed.action, denied.trace.verdict.layer) == ("s3:CreateBucket", Layer.SCP)


def test_the_generated_policies_give_exactly_what_is_needed(tmp_path: Path) -> None:
    needed, snapshot = planned(tmp_path)
    documents = policy_documents(needed.needed)
    assert lack_of(deployer(*documents), tmp_path) is None
    actions = {one.action for one in needed.needed}
    assert actions
    for action in actions:
        taken = deployer(*documents, statement("Deny", action))
        [lack] = lacks(needed, with_deployer(snapshot, taken), NOW)
        assert {one.needed.action for one in lack.missing} == {action}
