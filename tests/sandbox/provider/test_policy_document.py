"""Policies that IAM would refuse to save are problems of the preview."""

import json
from typing import Any

from sandbox.iam import Kind
from sandbox.provider.policy_document import PolicyDocument
from sandbox.provider.values import UNKNOWN

STATEMENT: dict[str, Any] = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


def text(**more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{**STATEMENT, **more}]})


def test_booleans_are_condition_values():
    condition = {"Bool": {"aws:MultiFactorAuthPresent": True}}
    assert list(PolicyDocument().problems(text(Condition=condition), "policy")) == []


def test_what_iam_refuses_is_a_problem_with_its_reason():
    condition = {"Bool": {"aws:MultiFactorAuthPresent": "yes"}}
    assert list(PolicyDocument().problems(text(Condition=condition), "policy")) == [
        (
            "policy",
            "is not a policy that IAM takes: Bool on aws:MultiFactorAuthPresent: 'yes' is neither true nor false",
        )
    ]


def test_the_kind_decides_which_elements_belong():
    ((path, reason),) = PolicyDocument(Kind.TRUST).problems(text(), "assumeRolePolicy")
    assert (path, reason.partition(": ")[2]) == ("assumeRolePolicy", "a role is its trust policy's only resource")


def test_an_unknown_document_is_no_problem_yet():
    assert list(PolicyDocument().problems(UNKNOWN, "policy")) == []
