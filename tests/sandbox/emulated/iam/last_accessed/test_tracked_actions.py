"""The actions for which IAM reports the last attempt."""

from __future__ import annotations

import pytest

from sandbox.emulated.iam.last_accessed.tracked_actions import is_tracked


@pytest.mark.parametrize(
    ("action", "types"),
    [
        ("s3:CreateBucket", {"bucket"}),
        ("sqs:ListQueues", set()),
        ("iam:CreateRole", {"role"}),
        ("kms:Decrypt", {"key"}),
    ],
)
def test_management_actions_are_tracked(action: str, types: set[str]) -> None:
    assert is_tracked(action, frozenset(types))


@pytest.mark.parametrize(
    ("action", "types"),
    [
        ("s3:GetObject", {"object"}),
        ("sqs:SendMessage", {"queue"}),
        ("dynamodb:PutItem", {"table"}),
        ("lambda:InvokeFunction", {"function"}),
        ("iam:PassRole", {"role"}),
    ],
)
def test_data_events_and_passed_roles_are_not_tracked(action: str, types: set[str]) -> None:
    assert not is_tracked(action, frozenset(types))
