"""Words of `when` are condition keys; what IAM knows of whom a request is about, it fills in itself."""

from __future__ import annotations

import pytest

from sandbox.access.conditions import condition_keys, implied_keys
from sandbox.access.errors import InvalidQuery, UnknownName
from tests.sandbox.policytest.snapshots import DATA, LIMIT, MOBILE, small

BOUND, FREE = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"


def test_tags_of_a_request_are_told_one_by_one_and_by_their_keys():
    assert condition_keys({"tags": {"team": "data", "cost": "1"}}) == {
        "aws:requesttag/team": "data",
        "aws:requesttag/cost": "1",
        "aws:tagkeys": ["team", "cost"],
    }
    assert condition_keys({"principal_tags": {"team": "data"}}) == {"aws:principaltag/team": "data"}


def test_keys_go_as_they_are_in_whatever_case_and_none_takes_one_away():
    assert condition_keys({"keys": {"EC2:Region": "x"}, "mfa": None}) == {
        "ec2:region": "x",
        "aws:multifactorauthpresent": None,
    }


@pytest.mark.parametrize(("words", "error"), [({"mfaa": True}, UnknownName), ({"resource_tags": "team"}, InvalidQuery)])
def test_another_word_and_another_shape_are_refused(words: dict[str, object], error: type[Exception]):
    with pytest.raises(error):
        condition_keys(words)


@pytest.mark.parametrize(
    "action",
    [
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
        "iam:DetachRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:deleterolepermissionsboundary",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:DeleteRole",
    ],
)
def test_a_change_of_a_role_carries_the_boundary_that_it_has(action: str):
    assert implied_keys(small(), action, BOUND) == {"iam:permissionsboundary": LIMIT}
    assert implied_keys(small(), action, FREE) == {}
    assert implied_keys(small(), action, f"{BOUND}-2") == {}


@pytest.mark.parametrize("action", ["iam:CreateRole", "iam:PutRolePermissionsBoundary"])
def test_a_boundary_that_a_request_sets_is_said_by_the_request_alone(action: str):
    assert implied_keys(small(), action, BOUND) == {}


@pytest.mark.parametrize("action", ["iam:TagRole", "iam:PassRole", "iam:ListRoles", "sts:AssumeRole"])
def test_a_request_that_knows_no_such_key_carries_none(action: str):
    assert implied_keys(small(), action, BOUND) == {}
