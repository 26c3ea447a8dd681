"""Documents that services save as policies of resources, and those that they refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.iam.resource_document_check import check_resource_policy

STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}


def without(element: str) -> dict[str, Any]:
    return {key: value for key, value in STATEMENT.items() if key != element}


def document(statement: Any = STATEMENT, **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statement} | more)


@pytest.mark.parametrize(
    "text",
    [
        document(),
        document([STATEMENT]),
        document(Version="2008-10-17", Id="__default_policy_ID"),
        json.dumps({"Statement": STATEMENT}),
        document(STATEMENT | {"Sid": "__default statement-ID"}),
        document(STATEMENT | {"Principal": {"AWS": "111122223333", "Service": "sns.amazonaws.com"}}),
        document([STATEMENT | {"Sid": "a"}, STATEMENT | {"Sid": "b", "Effect": "Deny"}]),
        document(STATEMENT | {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:orders"}}}),
    ],
)
def test_a_policy_is_saved(text: str) -> None:
    assert check_resource_policy(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "This policy contains invalid Json"),
        ("[]", "This policy contains invalid Json"),
        ("{}", "Missing required field Statement"),
        (document([]), "Could not parse the policy: Statement is empty!"),
        (document(["x"]), "Invalid policy syntax."),
        (document(Version="2013-10-17"), "The policy must contain a valid version string"),
        *((document(without(name)), f"Missing required field {name}") for name in STATEMENT),
        (document(STATEMENT | {"Effect": "Perhaps"}), "Invalid policy syntax."),
        (document(STATEMENT | {"Principle": "*"}), "Invalid policy syntax."),
        (document(STATEMENT | {"Principal": {"User": "ann"}}), "Invalid policy syntax."),
        (document(STATEMENT | {"Condition": {"StringEqualz": {"aws:SourceArn": "x"}}}), "Invalid policy syntax."),
        (document(STATEMENT | {"Condition": {"Bool": {"aws:SecureTransport": "maybe"}}}), "Invalid policy syntax."),
    ],
)
def test_a_malformed_policy_is_refused(text: str, message: str) -> None:
    refusal = check_resource_policy(text)
    assert refusal is not None
    assert refusal.message == message
    assert refusal.reason
