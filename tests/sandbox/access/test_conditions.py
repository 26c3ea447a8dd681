"""Short names of `when` are condition keys; a request about a role has the key of its boundary."""

from __future__ import annotations

import pytest

from sandbox.access.conditions import condition_keys, implied_keys
from sandbox.access.errors import InvalidQuery, UnknownName
from tests.sandbox.policytest.snapshots import DATA, LIMIT, MOBILE, small

BOUNDED_ROLE, UNBOUNDED_ROLE = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"


def test_request_tags_set_each_tag_and_the_tag_keys():
    assert condition_keys({"tags": {"team": "data", "cost": "1"}}) == {
        "aws:requesttag/team": "data",
        "aws:requesttag/cost": "1",
        "aws:tagkeys": ["team", "cost"],
    }
    assert condition_keys({"principal_tags": {"team": "data"}}) == {"aws:principaltag/team": "data"}


def test_keys_are_taken_in_any_case_and_none_means_absent():
    assert condition_keys({"keys": {"EC2:Region": "x"}, "mfa": None}) == {
        "ec2:region": "x",
        "aws:multifactorauthpresent": None,
    }


@pytest.mark.parametrize(("given", "error"), [({"mfaa": True}, UnknownName), ({"resource_tags": "team"}, InvalidQuery)])
def test_an_unknown_name_and_a_value_of_the_wrong_type_are_refused(given: dict[str, object], error: type[Exception]):
    with pytest.raises(error):
        condition_keys(given)


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
def test_a_change_of_a_role_has_the_key_of_its_boundary(action: str):
    assert implied_keys(small(), action, BOUNDED_ROLE) == {"iam:permissionsboundary": LIMIT}
    assert implied_keys(small(), action, UNBOUNDED_ROLE) == {}
    assert implied_keys(small(), action, f"{BOUNDED_ROLE}-2") == {}


@pytest.mark.parametrize("action", ["iam:CreateRole", "iam:PutRolePermissionsBoundary"])
def test_a_request_that_sets_a_boundary_has_no_implied_key(action: str):
    assert implied_keys(small(), action, BOUNDED_ROLE) == {}


@pytest.mark.parametrize("action", ["iam:TagRole", "iam:PassRole", "iam:ListRoles", "sts:AssumeRole"])
def test_an_action_without_the_key_has_no_implied_key(action: str):
    assert implied_keys(small(), action, BOUNDED_ROLE) == {}
