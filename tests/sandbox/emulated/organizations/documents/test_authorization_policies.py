"""Documents of service control policies and resource control policies."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.organizations.documents import check

SCP = "SERVICE_CONTROL_POLICY"
RCP = "RESOURCE_CONTROL_POLICY"

STATEMENT: dict[str, Any] = {"Sid": "One", "Effect": "Deny", "Action": ["s3:Get*", "ec2:*"], "Resource": "*"}
RCP_STATEMENT: dict[str, Any] = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}


def _policy(*statements: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements), **more})


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"Effect": "Allow"},
        {"Action": "*"},
        {"Action": "ec2:*Describe?"},
        {"Resource": "arn:aws:iam::*:role/break-glass"},
        {"Condition": {"StringNotLikeIfExists": {"aws:PrincipalArn": ["arn:aws:iam::*:role/break-glass"]}}},
        {"Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}, "Null": {"aws:TokenIssueTime": True}}},
        {"Sid": ""},
    ],
)
def test_a_service_control_policy_has_the_grammar_of_iam(change: dict[str, Any]):
    assert check(SCP, _policy(STATEMENT | change)) is None


def test_a_single_statement_and_not_elements_are_accepted():
    negative = {"Effect": "Allow", "NotAction": "iam:*", "NotResource": ["arn:aws:s3:::keep/*"]}
    assert check(SCP, json.dumps({"Version": "2012-10-17", "Statement": negative})) is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"Principal": "*"}, "Statement[0].Principal"),
        ({"NotPrincipal": "*"}, "Statement[0].NotPrincipal"),
        ({"Effect": "deny"}, "Statement[0].Effect"),
        ({"Action": "S3GetObject"}, "Statement[0].Action"),
        ({"Action": "*:Get*"}, "Statement[0].Action"),
        ({"Action": []}, "Statement[0].Action"),
        ({"NotAction": "s3:*"}, "Statement[0]"),
        ({"Resource": "bucket"}, "Statement[0].Resource"),
        ({"Resource": "arn:aws:s3"}, "Statement[0].Resource"),
        ({"NotResource": "*"}, "Statement[0]"),
        ({"Condition": []}, "Statement[0].Condition"),
        ({"Condition": {"StringIs": {"aws:x": "y"}}}, "Statement[0].Condition.StringIs.aws:x"),
        ({"Condition": {"StringEquals": {}}}, "Statement[0].Condition.StringEquals"),
        ({"Condition": {"NullIfExists": {"aws:x": "true"}}}, "Statement[0].Condition.NullIfExists.aws:x"),
        ({"Condition": {"StringEquals": {"aws:x": {}}}}, "Statement[0].Condition.StringEquals.aws:x"),
        ({"Condition": {"Null": {"aws:x": "maybe"}}}, "Statement[0].Condition.Null.aws:x"),
        ({"Condition": {"Bool": {"aws:x": "yes"}}}, "Statement[0].Condition.Bool.aws:x"),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "here"}}}, "Statement[0].Condition.IpAddress.aws:SourceIp"),
        ({"Condition": {"NumericEquals": {"aws:x": "many"}}}, "Statement[0].Condition.NumericEquals.aws:x"),
        (
            {"Condition": {"ForAllValues:ForAnyValue:StringLike": {"aws:x": "y"}}},
            "Statement[0].Condition.ForAllValues:ForAnyValue:StringLike.aws:x",
        ),
        ({"Sid": "two words"}, "Statement[0].Sid"),
        ({"Extra": 1}, "Statement[0].Extra"),
    ],
)
def test_an_error_in_a_service_control_policy_is_named_with_its_path(change: dict[str, Any], place: str):
    problem = check(SCP, _policy(STATEMENT | change))
    assert problem is not None
    assert problem.startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "It is not JSON"),
        ("[]", "A policy is a JSON object."),
        ("{}", "Version"),
        ('{"Version": "2008-10-17", "Statement": []}', "Version"),
        ('{"Version": "2012-10-17"}', "Statement: The element is missing."),
        ('{"Version": "2012-10-17", "Statement": []}', "Statement: It must be"),
        ('{"Version": "2012-10-17", "Statement": ["Deny"]}', "Statement[0]: A statement is an object."),
        ('{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": []}', "The key is a duplicate"),
        ('{"Version": NaN}', "NaN is not a JSON value."),
    ],
)
def test_a_document_that_is_not_a_policy_is_refused(content: str, message: str):
    problem = check(SCP, content)
    assert problem is not None
    assert message in problem


def test_duplicate_sids_and_unknown_elements_are_refused():
    assert "is a duplicate" in str(check(SCP, _policy(STATEMENT, STATEMENT)))
    assert "Id" in str(check(SCP, _policy(STATEMENT, Id="mine")))


@pytest.mark.parametrize("missing", ["Effect", "Action", "Resource"])
def test_missing_elements_of_a_statement_are_named(missing: str):
    statement = {key: value for key, value in STATEMENT.items() if key != missing}
    assert check(SCP, _policy(statement)) is not None


def test_a_resource_control_policy_denies_every_principal():
    assert check(RCP, _policy(RCP_STATEMENT)) is None


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"Effect": "Allow"}, "Statement[0].Effect"),
        ({"Principal": {"AWS": "*"}}, "Statement[0].Principal"),
        ({"Action": "*"}, "Statement[0].Action"),
        ({"Action": "ec2:RunInstances"}, "Statement[0].Action"),
        ({"NotAction": "s3:*"}, "Statement[0].NotAction"),
        ({"NotPrincipal": "*"}, "Statement[0].NotPrincipal"),
    ],
)
def test_a_resource_control_policy_with_other_elements_is_refused(change: dict[str, Any], place: str):
    problem = check(RCP, _policy(RCP_STATEMENT | change))
    assert problem is not None
    assert problem.startswith(f"{place}: ")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
KEYS = st.sampled_from(["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition", "Principal"])


@given(st.sampled_from([SCP, RCP]), JSON | st.dictionaries(KEYS, JSON))
def test_any_document_is_accepted_or_refused_with_a_message(kind: str, value: object):
    for document in (value, {"Version": "2012-10-17", "Statement": value}):
        assert check(kind, json.dumps(document)) is None or check(kind, json.dumps(document))
