"""The account outside the organization that is added for the analysis, and its id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.access import differences
from sandbox.access.external_account import (
    account_id,
    is_external,
    user_arn,
    with_external_account,
    with_external_user,
)
from sandbox.iam import Evaluator, Snapshot
from sandbox.iam.snapshot import Account, Caller, Resource
from sandbox.policytest import external_principal, role
from sandbox.policytest.evaluate import run
from tests.sandbox.policytest.snapshots import BUCKET, FULL, MOBILE, policy, small, statement

FIRST, SECOND = "999999999999", "999999999998"
OWN = f"arn:aws:iam::{FIRST}:role/auditor"


def with_a_real_account() -> Snapshot:
    """Return a snapshot in which a member account has the id that is tried first."""
    snapshot = small()
    auditor = Caller(OWN, FIRST, identity=(FULL,))
    return replace(
        snapshot,
        accounts={**snapshot.accounts, FIRST: Account(FIRST, "audit")},
        callers={**snapshot.callers, OWN: auditor},
    )


def with_a_partner() -> Snapshot:
    """Return a snapshot whose bucket lets in an account outside the organization with the id that is tried first."""
    opened = policy("partner", {**statement("Allow", "s3:GetObject"), "Principal": {"AWS": FIRST}})
    return replace(small(), resources={BUCKET: Resource(BUCKET, MOBILE, policy=opened)})


@pytest.mark.parametrize(
    ("snapshot", "chosen"),
    [
        pytest.param(small(), FIRST, id="free"),
        pytest.param(with_a_real_account(), SECOND, id="an account"),
        pytest.param(with_a_partner(), SECOND, id="named in a policy"),
        pytest.param(replace(small(), resources={BUCKET: Resource(BUCKET, FIRST)}), SECOND, id="a resource's account"),
    ],
)
def test_the_id_is_one_that_the_snapshot_neither_has_nor_names(snapshot: Snapshot, chosen: str) -> None:
    assert account_id(snapshot) == chosen
    extended = with_external_account(snapshot)
    assert account_id(extended) == chosen
    assert user_arn(extended) in extended.callers
    assert [found.id for found in extended.accounts.values() if found.external] == [chosen]


def test_two_snapshots_that_are_compared_share_the_id() -> None:
    assert account_id(small(), with_a_real_account()) == SECOND
    assert account_id(with_external_user(small()), small()) == FIRST


def test_a_real_account_of_that_id_keeps_its_roles_and_its_name() -> None:
    extended = with_external_account(with_a_real_account())
    assert extended.accounts[FIRST] == Account(FIRST, "audit")
    assert extended.callers[OWN].trust is None
    assert not is_external(extended, FIRST)


def test_policy_tests_are_about_a_real_account_of_that_id() -> None:
    assert run(lambda: role("audit/auditor").can("ec2:DescribeVpcs"), with_a_real_account()).passed


def test_the_external_principal_is_not_a_partner_that_a_policy_lets_in() -> None:
    assert run(lambda: external_principal().cannot("s3:GetObject", f"{BUCKET}/x"), with_a_partner()).passed


def test_a_difference_of_a_real_account_of_that_id_is_found() -> None:
    before = with_a_real_account()
    reduced = replace(before.callers[OWN], identity=())
    after = replace(before, callers={**before.callers, OWN: reduced})
    found = differences(before, after, ["ec2:DescribeVpcs"])
    assert {difference.principal for difference in found} == {OWN}


def test_there_is_an_external_role_of_each_name_except_service_linked_roles() -> None:
    before = small()
    reader = next(caller for caller in before.callers.values() if caller.account != MOBILE)
    arns = (f"arn:aws:iam::{MOBILE}:role/{name}" for name in ("team/reader", "aws-service-role/ecs.amazonaws.com/Ecs"))
    more = {arn: replace(reader, arn=arn) for arn in arns}
    after = with_external_account(replace(before, callers={**before.callers, **more}))
    roles = {arn.partition(":role/")[2] for arn in after.callers if f"::{FIRST}:role/" in arn}
    assert roles == {"deployer", "reader", "team/reader"}
    deployer = f"arn:aws:iam::{MOBILE}:role/deployer"
    assert Evaluator(after).decide(deployer, "sts:AssumeRole", f"arn:aws:iam::{FIRST}:role/reader").allowed
