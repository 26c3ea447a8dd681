"""The resources of each account, and accounts that are removed from the estate."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, Planner, entered, of
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi


@pytest.mark.parametrize(
    "token",
    [
        "aws:iam/accountAlias:AccountAlias",
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        "aws:budgets/budget:Budget",
    ],
)
def test_every_account_has_one_baseline_of_its_own(whole: Plan, estate: Estate, token: str) -> None:
    assert sorted(entered(state) for state in of(whole, token).values()) == sorted(estate.accounts)


def test_only_departments_have_a_department_component(whole: Plan, estate: Estate) -> None:
    assert set(of(whole, "causeway:accounts:Department")) == set(estate.departments)


def test_there_is_one_trail_with_its_bucket_in_the_security_account(whole: Plan) -> None:
    assert set(of(whole, "causeway:accounts:OrganizationTrail")) == {"trail"}
    (bucket,) = of(whole, "aws:s3/bucket:Bucket").values()
    assert entered(bucket) == "security"


KEPT = (
    "aws:organizations/account:Account",
    "aws:organizations/organizationalUnit:OrganizationalUnit",
    "aws:organizations/organization:Organization",
)


def test_accounts_and_units_are_retained_on_delete(whole: Plan) -> None:
    kept = [state for token in KEPT for state in of(whole, token).values()]
    assert len(kept) == 11
    assert all(state["retainOnDelete"] for state in kept)
    assert not any(state["inputs"].get("closeOnDeletion") for state in kept)


def test_with_close_accounts_a_removed_account_is_closed(planner: Planner) -> None:
    plan = planner.plan(CLONE / "tests" / "estates" / "small.yaml", "organization", closeAccounts="true")
    going = [state for token in KEPT for state in of(plan, token).values()]
    assert len(going) == 7
    assert not any(state.get("retainOnDelete") for state in going)
    assert all(state["inputs"]["closeOnDeletion"] for state in of(plan, KEPT[0]).values())
