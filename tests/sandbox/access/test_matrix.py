from __future__ import annotations

from sandbox.access import Answer, matrix
from sandbox.iam.evaluator import Evaluator
from tests.sandbox.access.snapshots import ACTIONS, EVERYTHING, READER, snapshot

_GET = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::pictures/*"}
_TAGGED = {
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:RequestTag/team": "mobile"}},
}


def test_each_action_has_an_answer() -> None:
    found = matrix(snapshot(_GET, _TAGGED), ACTIONS)
    answers = {action: found.answer(READER, action) for action in ACTIONS}
    assert answers == {
        "iam:CreateRole": Answer.NO,
        "s3:DeleteBucket": Answer.NO,
        "s3:GetObject": Answer.YES,
        "s3:PutObject": Answer.IF,
        "sts:AssumeRole": Answer.NO,
    }


def test_every_yes_and_if_is_an_allowed_request() -> None:
    read = snapshot(_GET, _TAGGED)
    found = matrix(read, ACTIONS)
    for cell in found.cells:
        if cell.answer is not Answer.NO:
            for action in found.actions.names_in(cell.actions):
                assert Evaluator(read).decide(READER, action, cell.resource, cell.context).allowed


def test_a_deny_with_a_condition_is_an_if() -> None:
    deny = {
        "Effect": "Deny",
        "Action": "iam:CreateRole",
        "Resource": "*",
        "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": "arn:aws:iam::${aws:PrincipalAccount}:policy/b"}},
    }
    found = matrix(snapshot(EVERYTHING, scp=(EVERYTHING, deny)), ACTIONS)
    assert found.answer(READER, "iam:CreateRole") is Answer.IF


def test_every_action_has_one_answer() -> None:
    found = matrix(snapshot(_GET), ACTIONS)
    assert sorted(name for cell in found.of(READER) for name in found.actions.names_in(cell.actions)) == sorted(ACTIONS)
