"""A grant of an access control list names callers and allows actions as AWS's tables have it."""

from __future__ import annotations

import pytest

from sandbox.iam import Principal
from sandbox.iam.access_control_list import PERMISSIONS, AclGrant
from sandbox.iam.principals import Grade

ACCOUNT, OTHER = "111122223333", "444455556666"
ANONYMOUS, USER, ROOT = None, f"arn:aws:iam::{ACCOUNT}:user/ann", ACCOUNT
LOGS, TRAIL = "logging.s3.amazonaws.com", "cloudtrail.amazonaws.com"


@pytest.mark.parametrize(
    ("grantee", "caller", "grade"),
    [
        ("AllUsers", ANONYMOUS, Grade.DIRECT),
        ("AllUsers", USER, Grade.DIRECT),
        ("AuthenticatedUsers", ANONYMOUS, Grade.NONE),
        ("AuthenticatedUsers", "graph.facebook.com", Grade.NONE),
        ("AuthenticatedUsers", USER, Grade.DIRECT),
        ("LogDelivery", LOGS, Grade.DIRECT),
        ("LogDelivery", TRAIL, Grade.NONE),
        ("LogDelivery", USER, Grade.NONE),
        (ACCOUNT, USER, Grade.ACCOUNT),
        (ACCOUNT, ROOT, Grade.DIRECT),
        (ACCOUNT, ANONYMOUS, Grade.NONE),
        (OTHER, USER, Grade.NONE),
    ],
)
def test_a_grant_names_its_callers(grantee: str, caller: str | None, grade: Grade):
    assert AclGrant(grantee, "READ").grade(Principal.parse(caller)) is grade


@pytest.mark.parametrize(
    ("action", "permission"),
    [
        ("s3:listbucket", "READ"),
        ("s3:listbucketversions", "READ"),
        ("s3:listbucketmultipartuploads", "READ"),
        ("s3:getbucketacl", "READ_ACP"),
        ("s3:putbucketacl", "WRITE_ACP"),
        ("s3:putobject", "WRITE"),
    ],
)
def test_a_permission_on_a_bucket_allows_its_actions(action: str, permission: str):
    allowing = [one for one in PERMISSIONS if AclGrant(ACCOUNT, one).allows_on_bucket(action, ACCOUNT, None)]
    assert allowing == [permission, "FULL_CONTROL"]


@pytest.mark.parametrize(
    ("action", "permission"),
    [
        ("s3:getobject", "READ"),
        ("s3:getobjectversion", "READ"),
        ("s3:getobjectacl", "READ_ACP"),
        ("s3:getobjectversionacl", "READ_ACP"),
        ("s3:putobjectacl", "WRITE_ACP"),
        ("s3:putobjectversionacl", "WRITE_ACP"),
    ],
)
def test_a_permission_on_an_object_allows_its_actions(action: str, permission: str):
    allowing = [one for one in PERMISSIONS if AclGrant(ACCOUNT, one).allows_on_object(action)]
    assert allowing == [permission, "FULL_CONTROL"]


@pytest.mark.parametrize("action", ["s3:getobject", "s3:deletebucket", "s3:putbucketpolicy", "s3:getobjecttagging"])
def test_full_control_of_a_bucket_is_not_every_action(action: str):
    assert not AclGrant(ACCOUNT, "FULL_CONTROL").allows_on_bucket(action, ACCOUNT, None)


@pytest.mark.parametrize(("owner", "allowed"), [(None, False), (ACCOUNT, True), (OTHER, False)])
def test_writers_delete_their_own_objects(owner: str | None, allowed: bool):
    assert AclGrant(ACCOUNT, "WRITE").allows_on_bucket("s3:deleteobject", ACCOUNT, owner) is allowed
