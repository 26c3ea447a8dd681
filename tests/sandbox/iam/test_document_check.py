"""What IAM refuses to save, and its messages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam import Kind, PolicySet
from sandbox.iam.document_check import characters, check_document
from sandbox.iam.grammar import breaches, breaches_of_document

ALLOW: dict[str, Any] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
TRUST: dict[str, Any] = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}


def document(*statements: Any, **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements), **more})


@pytest.mark.parametrize(
    "condition",
    [
        {"Bool": {"aws:MultiFactorAuthPresent": True}},
        {"Bool": {"aws:MultiFactorAuthPresent": [True, "false"]}},
        {"Null": {"aws:TokenIssueTime": False}},
        {"NumericLessThan": {"aws:MultiFactorAuthAge": 300}},
        {"NumericLessThan": {"aws:MultiFactorAuthAge": 2.5}},
        {"DateLessThan": {"aws:CurrentTime": 1900000000}},
        {"StringEquals": {"aws:RequestTag/cost": 7}},
    ],
)
@pytest.mark.parametrize("kind", [Kind.IDENTITY, Kind.TRUST])
def test_json_booleans_and_numbers_are_condition_values(kind: Kind, condition: dict[str, Any]):
    statement = TRUST if kind is Kind.TRUST else ALLOW
    assert check_document(document({**statement, "Condition": condition}), kind) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Syntax errors in policy."),
        ("[]", "Syntax errors in policy."),
        ("{}", "Syntax errors in policy."),
        (document(), "Syntax errors in policy."),
        ('{"Version": "2012-10-17", "Version": "2012-10-17"}', "Syntax errors in policy."),
        (document(ALLOW, Id="x"), "Syntax errors in policy."),
        (document(ALLOW, Extra=1), "Syntax errors in policy."),
        (document({**ALLOW, "Condition": {"Bool": {"aws:SecureTransport": "yes"}}}), "Syntax errors in policy."),
        (document({**ALLOW, "Condition": {"Equals": {"aws:username": "x"}}}), "Syntax errors in policy."),
        (document({**ALLOW, "Condition": {"Bool": {"aws:SecureTransport": None}}}), "Syntax errors in policy."),
        (document({**ALLOW, "Effect": "allow"}), "Syntax errors in policy."),
        (document(ALLOW, Version="2008-10-17"), "Policy document must be version 2012-10-17 or greater."),
        (document({**ALLOW, "Principal": "*"}), "Policy document should not specify a principal."),
        (document({"Effect": "Allow", "Resource": "*"}), "Policy statement must contain actions."),
        (document({**ALLOW, "Action": []}), "Policy statement must contain actions."),
        (document({"Effect": "Allow", "Action": "*"}), "Policy statement must contain resources."),
        (
            document({**ALLOW, "Sid": "a"}, {**ALLOW, "Sid": "a"}),
            "Statement IDs (SID) in a single policy must be unique.",
        ),
        (
            document({**ALLOW, "Sid": "a b"}),
            (
                "Statement IDs (SID) must be alpha-numeric. "
                "Check that your input satisfies the regular expression [0-9A-Za-z]*"
            ),
        ),
        (
            document({**ALLOW, "Action": "GetObject"}),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (document({**ALLOW, "Action": "s3:Get:Object"}), "Actions/Condition can contain only one colon."),
        (document({**ALLOW, "Action": "s_3:GetObject"}), "Vendor s_3 is not valid"),
        (document({**ALLOW, "Resource": "bucket"}), 'Resource bucket must be in ARN format or "*".'),
        (
            document({**ALLOW, "Resource": "arn:aws:s3::bucket"}),
            "The policy failed legacy parsing",
        ),
        (
            document({**ALLOW, "Resource": "arn:azure:s3:::bucket"}),
            'Partition "azure" is not valid for resource "arn:azure:s3:::bucket".',
        ),
        (
            document({**ALLOW, "Resource": "arn:aws:s*:::bucket"}),
            "Resource vendor must be fully qualified and cannot contain regexes.",
        ),
        (
            document({**ALLOW, "Resource": "arn:aws:iam:us-east-1:111122223333:role/x"}),
            "IAM resource arn:aws:iam:us-east-1:111122223333:role/x cannot contain region information.",
        ),
    ],
)
def test_a_document_is_refused_with_the_message_of_iam(text: str, message: str):
    refusal = check_document(text, Kind.IDENTITY)
    assert refusal is not None
    assert refusal.message == message
    assert refusal.reason


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "This policy contains invalid Json"),
        (document({**TRUST, "Resource": "*"}), "Has prohibited field Resource."),
        (document({"Effect": "Allow", "Action": "sts:AssumeRole"}), "Missing required field Principal."),
        (
            document({"Effect": "Allow", "Principal": {}, "Action": "sts:AssumeRole"}),
            "Missing required field Principal cannot be empty!",
        ),
        (document({**TRUST, "Principal": {"AWS": "nobody"}}), "Syntax errors in policy."),
    ],
)
def test_a_trust_policy_is_refused_with_the_message_of_iam(text: str, message: str):
    refusal = check_document(text, Kind.TRUST)
    assert refusal is not None
    assert refusal.message == message


def test_a_trust_policy_may_be_old():
    assert check_document(document(TRUST, Version="2008-10-17"), Kind.TRUST) is None


VALUES = st.one_of(
    st.booleans(), st.integers(), st.text("ab:/*${}1", max_size=8), st.none(), st.just("true"), st.just("2026-01-01")
)
STATEMENTS = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny", "allow"])},
    optional={
        "Sid": st.sampled_from(["", "one", "a b"]),
        "Action": st.sampled_from(["*", "s3:Get*", "s3", [], ["s3:a", 1]]),
        "Resource": st.sampled_from(["*", "arn:aws:s3:::b/${aws:username}", "b", [], ["*", None]]),
        "Principal": st.sampled_from(["*", {"AWS": "111122223333"}, {"AWS": "x"}]),
        "Condition": st.dictionaries(
            st.sampled_from(["Bool", "Null", "StringLike", "NumericEqualsIfExists", "DateEquals", "Equals"]),
            st.dictionaries(
                st.sampled_from(["aws:username", "aws:SecureTransport", "name"]),
                st.one_of(VALUES, st.lists(VALUES, max_size=2)),
                max_size=2,
            ),
            max_size=2,
        ),
    },
)


@given(st.lists(STATEMENTS, min_size=1, max_size=2), st.sampled_from([Kind.IDENTITY, Kind.TRUST]))
def test_what_iam_saves_is_what_evaluation_understands(statements: list[dict[str, Any]], kind: Kind):
    written = {"Version": "2012-10-17", "Statement": statements}
    compiled = PolicySet.of([written], kind).statements
    flagged = (
        any(one.problems or one.empty for one in compiled)
        or any(True for _ in breaches_of_document(written, kind))
        or any(True for raw in statements for _ in breaches(raw, kind))
    )
    assert (check_document(json.dumps(written), kind) is not None) is flagged


def test_a_trust_policy_without_statements_is_refused():
    refusal = check_document(document(), Kind.TRUST)
    assert refusal is not None
    assert refusal.message == "Could not parse the policy: Statement is empty!"


def test_the_size_leaves_white_space_out():
    text = json.dumps({"Statement": []}, indent=8)
    assert characters(text) == len('{"Statement":[]}')
