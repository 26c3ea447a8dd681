"""`why`, `matrix`, `diff` and policy tests evaluate a role as a session of it, and agree in every case of a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sandbox.cli.commands.iam import build
from sandbox.policytest import role, root, user
from sandbox.policytest.evaluate import run
from sandbox.snapshot import exported, load
from tests.sandbox.snapshot.exports import ACCOUNT, BOUNDARY, FILES, ROLE

SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/check"
OTHER_SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/alice"
ROLE_ID, USER_ID = "AROAREADER", "AIDAANN"
ACTION, OBJECT, OBJECTS = "s3:GetObject", "arn:aws:s3:::pictures/a", "arn:aws:s3:::pictures/*"
DETAILS = f"accounts/{ACCOUNT}/authorization-details.json"
BUCKET = f"accounts/{ACCOUNT}/bucket-pictures.json"

type Statement = dict[str, Any]


def statement(effect: str, **elements: Any) -> Statement:
    principals = {} if "NotPrincipal" in elements else {"Principal": "*"}
    return {"Effect": effect, "Action": ACTION, "Resource": OBJECTS, **principals, **elements}


def only(operator: str, key: str, *values: str) -> dict[str, Any]:
    return {"Condition": {operator: {key: list(values)}}}


@dataclass(frozen=True)
class Case:
    """A bucket policy, what the role's own policies allow, and whether the role may read an object."""

    bucket: Statement
    allowed: bool
    identity: str = "ec2:*"
    boundary: str | None = field(default=None)


CASES = {
    "the session passes the boundary": Case(statement("Allow", Principal={"AWS": SESSION}), True, boundary="ec2:*"),
    "the role does not pass the boundary": Case(statement("Allow", Principal={"AWS": ROLE}), False, boundary="ec2:*"),
    "the role passes the identity policy": Case(statement("Allow", Principal={"AWS": ROLE}), True, boundary="s3:*"),
    "another session": Case(statement("Allow", Principal={"AWS": OTHER_SESSION}), False),
    "the role's unique id": Case(statement("Allow", Principal={"AWS": ROLE_ID}), True),
    "another role's unique id": Case(statement("Allow", Principal={"AWS": "AROAOTHER"}), False),
    "all but the role and its account": Case(statement("Deny", NotPrincipal={"AWS": [ROLE, ACCOUNT]}), False, "s3:*"),
    "all but the session, its role and its account": Case(
        statement("Deny", NotPrincipal={"AWS": [SESSION, ROLE, ACCOUNT]}), True, "s3:*"
    ),
    "aws:PrincipalArn of the role": Case(statement("Allow", **only("ArnEquals", "aws:PrincipalArn", ROLE)), True),
    "aws:PrincipalArn of the session": Case(
        statement("Allow", **only("ArnEquals", "aws:PrincipalArn", SESSION)), False
    ),
    "aws:PrincipalType": Case(statement("Allow", **only("StringEquals", "aws:PrincipalType", "AssumedRole")), True),
    "aws:PrincipalType of a user": Case(statement("Allow", **only("StringEquals", "aws:PrincipalType", "User")), False),
    "aws:userid of the role's sessions": Case(
        statement("Allow", **only("StringLike", "aws:userid", f"{ROLE_ID}:*")), True
    ),
    "aws:userid without a session": Case(statement("Allow", **only("StringEquals", "aws:userid", ROLE_ID)), False),
    "aws:userid that is spared": Case(
        statement("Deny", **only("StringNotLike", "aws:userid", f"{ROLE_ID}:*")), True, "s3:*"
    ),
}


def document(*statements: Statement) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allows(action: str) -> dict[str, Any]:
    return document({"Effect": "Allow", "Action": action, "Resource": OBJECTS})


def export(folder: Path, case: Case, bucket: Statement) -> Path:
    """Write exported files in which the bucket has this statement."""
    details = json.loads(json.dumps(FILES[DETAILS]))
    (reader,) = details["RoleDetailList"]
    reader |= {"RoleId": ROLE_ID, "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": allows(case.identity)}]}
    if case.boundary is None:
        del reader["PermissionsBoundary"]
    else:
        version = {"Document": allows(case.boundary), "IsDefaultVersion": True}
        details["Policies"] = [{"Arn": BOUNDARY, "PolicyVersionList": [version]}]
    details["UserDetailList"][0]["UserId"] = USER_ID
    exported.write(FILES | {DETAILS: details, BUCKET: {"Policy": json.dumps(document(bucket))}}, folder)
    return folder


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", CASES)
def test_every_command_and_a_policy_test_agree(tmp_path: Path, name: str):
    case = CASES[name]
    now = export(tmp_path / "now", case, case.bucket)
    closed = export(tmp_path / "closed", case, statement("Deny"))

    why = json.loads(invoke("why", "mobile/reader", ACTION, OBJECT, "--snapshot", now, "--json").stdout)
    matrix = json.loads(
        invoke("matrix", "--principal", "mobile/reader", "--action", ACTION, "--snapshot", now, "--json").stdout
    )
    changes = json.loads(invoke("diff", closed, now, "--json").stdout)
    gained = [change for change in changes if change["change"] == "gains" and ROLE in change["principals"]]
    tested = run(lambda: role("mobile/reader").can(ACTION, OBJECT), load(str(now)))

    assert {
        "why": why["decision"] == "allow",
        "matrix": [cell["answer"] for cell in matrix] == ["yes"],
        "diff": [change["actions"] for change in gained] == [[ACTION]],
        "policy test": tested.passed,
    } == dict.fromkeys(("why", "matrix", "diff", "policy test"), case.allowed)


def test_a_named_session_is_evaluated_as_that_session(tmp_path: Path):
    now = export(tmp_path, Case(statement("Allow"), True), statement("Allow", Principal={"AWS": OTHER_SESSION}))
    named = json.loads(invoke("why", OTHER_SESSION, ACTION, OBJECT, "--snapshot", now, "--json").stdout)
    assert (named["decision"], named["principal"], named["session"]) == ("allow", ROLE, OTHER_SESSION)
    assert json.loads(invoke("why", "mobile/reader", ACTION, OBJECT, "--snapshot", now, "--json").stdout)["blocked_by"]


def test_users_and_root_users_stay_themselves(tmp_path: Path):
    ids = statement("Allow", **only("StringEquals", "aws:userid", USER_ID, ACCOUNT))
    now = export(tmp_path, Case(ids, True), ids)
    for principal, arn in (("mobile/ann", "user/ann"), ("mobile/root", "root")):
        found = json.loads(invoke("why", principal, ACTION, OBJECT, "--snapshot", now, "--json").stdout)
        assert (found["decision"], found["session"]) == ("allow", None)
        assert found["principal"] == f"arn:aws:iam::{ACCOUNT}:{arn}"
    read = load(str(now))
    assert run(lambda: user("mobile/ann").can(ACTION, OBJECT), read).passed
    assert run(lambda: root("mobile").can(ACTION, OBJECT), read).passed


def test_the_output_names_the_role_and_its_session(tmp_path: Path):
    case = Case(statement("Allow", Principal={"AWS": ROLE}), True)
    now, closed = export(tmp_path / "now", case, case.bucket), export(tmp_path / "closed", case, statement("Deny"))
    evaluated = "A role is evaluated as a session of it: assumed-role/ROLE/check."
    why = invoke("why", "mobile/reader", ACTION, OBJECT, "--snapshot", now).stdout
    assert f"principal: mobile/reader, as session {SESSION}" in why.splitlines()
    assert "principal: mobile/ann" in invoke("why", "mobile/ann", ACTION, OBJECT, "--snapshot", now).stdout.splitlines()
    page = tmp_path / "m.html"
    assert evaluated in " ".join(invoke("matrix", "--action", ACTION, "--snapshot", now, "--html", page).stdout.split())
    assert evaluated in page.read_text()
    assert evaluated in invoke("diff", closed, now).stdout
    assert invoke("diff", closed, now, "--markdown").stdout.splitlines()[-1] == evaluated
    assert evaluated not in invoke("diff", now, now).stdout
