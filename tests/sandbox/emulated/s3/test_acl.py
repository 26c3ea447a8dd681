"""Canned lists, and what Object Ownership and Block Public Access ask of a list, are AWS's."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.emulated.s3 import acl
from sandbox.emulated.s3.canonical_user import account_of, canonical_user_id

WRITER, OWNER = "111122223333", "444455556666"
EVERYBODY = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"'


def test_a_canonical_user_id_is_that_of_one_account():
    made = canonical_user_id(WRITER)
    assert len(made) == 64
    assert account_of(made) == WRITER
    assert canonical_user_id(OWNER) != made
    assert account_of("75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a") is None
    assert account_of(f"{made[:52]}{OWNER}") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("private", []),
        ("public-read", [("AllUsers", "READ")]),
        ("public-read-write", [("AllUsers", "READ"), ("AllUsers", "WRITE")]),
        ("authenticated-read", [("AuthenticatedUsers", "READ")]),
        ("log-delivery-write", [("LogDelivery", "WRITE"), ("LogDelivery", "READ_ACP")]),
        ("bucket-owner-read", [(OWNER, "READ")]),
        ("bucket-owner-full-control", [(OWNER, "FULL_CONTROL")]),
    ],
)
def test_a_canned_list_grants_its_owner_full_control_and_more(name: str, expected: list[tuple[str, str]]):
    made = acl.canned_acl(name, acl.owner_member(WRITER), acl.owner_member(OWNER))
    assert list(acl.grants(made)) == [(WRITER, "FULL_CONTROL"), *expected]


def test_the_canned_list_for_ec2_grants_to_its_canonical_user():
    made = acl.canned_acl("aws-exec-read", acl.owner_member(WRITER), acl.owner_member(OWNER))
    assert made["Grants"][1]["Permission"] == "READ"
    assert list(acl.grants(made)) == [(WRITER, "FULL_CONTROL")]


@pytest.mark.parametrize(
    ("request_", "public"),
    [
        ({"ACL": "public-read"}, True),
        ({"ACL": "authenticated-read"}, True),
        ({"ACL": "log-delivery-write"}, False),
        ({"ACL": "private"}, False),
        ({"GrantRead": EVERYBODY}, True),
        ({"GrantRead": f'id="{canonical_user_id(OWNER)}"'}, False),
        (
            {"AccessControlPolicy": acl.canned_acl("public-read", acl.owner_member(OWNER), acl.owner_member(OWNER))},
            True,
        ),
        ({"AccessControlPolicy": acl.canned_acl("private", acl.owner_member(OWNER), acl.owner_member(OWNER))}, False),
        ({}, False),
    ],
)
def test_a_request_with_a_public_list_is_found(request_: dict[str, Any], public: bool):
    assert acl.requests_public(request_) is public


@pytest.mark.parametrize(
    ("request_", "same"),
    [
        ({"ACL": "bucket-owner-full-control"}, True),
        ({"ACL": "private"}, False),
        ({"GrantFullControl": f'id="{canonical_user_id(OWNER)}"'}, True),
        ({"GrantFullControl": f'id="{canonical_user_id(WRITER)}"'}, False),
        ({"GrantRead": f'id="{canonical_user_id(OWNER)}"'}, False),
        ({"AccessControlPolicy": acl.canned_acl("private", acl.owner_member(OWNER), acl.owner_member(OWNER))}, True),
        ({"AccessControlPolicy": acl.canned_acl("private", acl.owner_member(WRITER), acl.owner_member(OWNER))}, False),
    ],
)
def test_a_list_is_bucket_owner_full_control_in_each_form(request_: dict[str, Any], same: bool):
    assert acl.is_bucket_owner_full_control(request_, canonical_user_id(OWNER)) is same


def test_a_grant_to_an_email_address_is_found_in_header_and_body():
    grantee = {"Type": "AmazonCustomerByEmail", "EmailAddress": "a@example.com"}
    assert acl.names_email({"GrantRead": 'emailAddress="a@example.com"'})
    assert acl.names_email({"AccessControlPolicy": {"Grants": [{"Grantee": grantee, "Permission": "READ"}]}})
    assert not acl.names_email({"ACL": "private"})
