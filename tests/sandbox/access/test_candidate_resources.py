"""Resources of an assertion without one: a new one, those of the snapshot, and those that policies name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.access.candidate_resources import arn_patterns, candidate_resources, matches
from sandbox.access.external_account import is_external, with_external_account
from tests.sandbox.policytest.snapshots import BUCKET, MOBILE, policy, small, statement

READER = "arn:aws:iam::444455556666:role/reader"


def test_an_action_without_resource_types_is_about_any_resource():
    assert candidate_resources(small(), MOBILE, "s3:ListAllMyBuckets") == ("*",)


def test_a_new_resource_is_in_the_account_and_existing_ones_follow():
    found = candidate_resources(small(), MOBILE, "iam:CreateRole")
    assert found[0] == f"arn:aws:iam::{MOBILE}:role/anything"
    assert READER in found


def test_objects_are_not_buckets():
    assert f"{BUCKET}/anything" in candidate_resources(small(), MOBILE, "s3:GetObject")
    assert f"{BUCKET}/anything" not in candidate_resources(small(), MOBILE, "s3:DeleteBucket")


def test_resources_that_policies_name_are_candidates_with_examples_for_wildcards():
    named = policy("own", statement("Allow", "sqs:*") | {"Resource": "arn:aws:sqs:us-east-1:*:orders-?"})
    snapshot = small()
    callers = {arn: replace(c, identity=(named,)) for arn, c in snapshot.callers.items()}
    found = candidate_resources(replace(snapshot, callers=callers), MOBILE, "sqs:SendMessage")
    assert {f"arn:aws:sqs:us-east-1:{account}:orders-x" for account in snapshot.accounts} <= set(found)


def test_roles_of_the_external_account_are_no_candidates():
    extended = with_external_account(small())
    external = [arn for arn, caller in extended.callers.items() if is_external(extended, caller.account)]
    found = candidate_resources(extended, MOBILE, "sts:AssumeRole")
    assert READER in found
    assert external
    assert not set(external) & set(found)


@pytest.mark.parametrize(
    ("arn", "fits"),
    [(f"arn:aws:iam::{MOBILE}:role/a/b", True), (f"arn:aws:iam::{MOBILE}:user/a", False), ("*", False)],
)
def test_an_arn_matches_the_pattern_of_its_type(arn: str, *, fits: bool):
    (pattern,) = arn_patterns("iam:CreateRole")
    assert matches(pattern, arn) is fits
