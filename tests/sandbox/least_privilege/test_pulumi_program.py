"""Policies as Pulumi Python compile, are formatted, and are what the program creates."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller
from sandbox.least_privilege.generation import generate
from sandbox.least_privilege.pulumi_program import literal, pulumi_program
from tests.plans import Planner, resources_of
from tests.sandbox.least_privilege.requests import ROLE, recorded, recording
from tests.sandbox.policytest.snapshots import MOBILE, small, statement

QUOTES = 'arn:aws:s3:::gilt-data/it\'s "new" \\ \n ü'
OPERATOR = Caller(f"arn:aws:iam::{MOBILE}:role/jobs/operator", MOBILE)
CALL = """
mobile = aws.Provider("mobile", region="us-east-1")
mobile_deployer_policies(opts=pulumi.ResourceOptions(provider=mobile))
"""
SPLIT = 120
"""Queues whose policy is larger than one managed policy."""


def policies(*names: str) -> list[Policy]:
    document = {"Version": "2012-10-17", "Statement": [statement("Allow", ["s3:GetObject"], Resource=[QUOTES, "*"])]}
    return [Policy(name, document) for name in names]


def program(generated: Iterable[Policy], principal: Caller = OPERATOR) -> str:
    return pulumi_program("Allow what mobile/operator called.", principal, generated, "mobile")


def test_a_policy_is_attached_to_the_role_by_its_name():
    assert program([Policy("operator-least-privilege", {"Version": "2012-10-17", "Statement": []})]) == (
        "import json\n"
        "\n"
        "import pulumi\n"
        "import pulumi_aws as aws\n"
        "\n"
        "\n"
        "def mobile_operator_policies(\n"
        '    role: pulumi.Input[str] = "operator",\n'
        "    opts: pulumi.ResourceOptions | None = None,\n"
        ") -> None:\n"
        '    """Allow what mobile/operator called."""\n'
        "    policy = aws.iam.Policy(\n"
        '        "mobile-operator-least-privilege",\n'
        "        policy=json.dumps(\n"
        "            {\n"
        '                "Version": "2012-10-17",\n'
        '                "Statement": [],\n'
        "            }\n"
        "        ),\n"
        "        opts=opts,\n"
        "    )\n"
        "    aws.iam.RolePolicyAttachment(\n"
        '        "mobile-operator-least-privilege",\n'
        "        role=role,\n"
        "        policy_arn=policy.arn,\n"
        "        opts=opts,\n"
        "    )\n"
    )


def test_a_users_policy_is_attached_to_the_user():
    ann = Caller(f"arn:aws:iam::{MOBILE}:user/ann", MOBILE)
    text = program(policies("ann-least-privilege"), ann)
    assert '    user: pulumi.Input[str] = "ann",\n' in text
    assert 'aws.iam.UserPolicyAttachment(\n        "mobile-ann-least-privilege",\n        user=user,' in text


def test_the_program_is_formatted_and_compiles():
    text = program(policies("one", "two"))
    compile(text, "program", "exec")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", "--stdin-filename", "program.py", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10))
def test_a_literal_has_the_value(value: object):
    assert ast.literal_eval("\n".join(literal(value))) == value


def test_a_name_that_python_does_not_take_becomes_an_identifier():
    ops = Caller(f"arn:aws:iam::{MOBILE}:role/a.b@c,d", MOBILE)
    text = pulumi_program("Allow.", ops, policies("a.b@c,d-least-privilege"), "111122223333")
    compile(text, "program", "exec")
    assert "def _111122223333_a_b_c_d_policies(" in text


def test_an_accounts_name_cannot_end_the_docstring():
    text = pulumi_program('Allow what a""" + \\ called.', OPERATOR, policies("one"), "mobile")
    compile(text, "program", "exec")
    assert text.count('"""') == 2


@pytest.mark.pulumi
def test_a_preview_of_the_program_creates_the_policies(planner: Planner) -> None:
    queues = [recorded("sqs:SendMessage", f"arn:aws:sqs:us-east-1:{MOBILE}:orders-{n:020}") for n in range(SPLIT)]
    snapshot = small()
    quoted = recorded("s3:GetObject", QUOTES, owner=MOBILE)
    found = generate(recording(*queues, quoted), snapshot.callers[ROLE], snapshot)
    assert len(found.policies) > 1
    text = pulumi_program("Allow what mobile/deployer called.", found.principal, found.policies, "mobile")
    plan = planner.preview(text + CALL, "least-privilege")
    created = resources_of(plan, "aws:iam/policy:Policy")
    assert {name: json.loads(state["inputs"]["policy"]) for name, state in created.items()} == {
        f"mobile-{one.name}": one.document for one in found.policies
    }
    attached = resources_of(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    assert {state["inputs"]["role"] for state in attached.values()} == {"deployer"}
    assert attached.keys() == created.keys()
