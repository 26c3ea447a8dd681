"""The resources of each account, and accounts that are removed from the estate."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, Planner, account_of, resources_of
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
def test_every_account_has_one_baseline_of_its_own(reference_plan: Plan, estate: Estate, token: str) -> None:
    assert sorted(account_of(state) for state in resources_of(reference_plan, token).values()) == sorted(
        estate.accounts
    )


def test_only_departments_have_a_department_component(reference_plan: Plan, estate: Estate) -> None:
    assert set(resources_of(reference_plan, "causeway:accounts:Department")) == set(estate.departments)


def test_there_is_one_trail_with_its_bucket_in_the_security_account(reference_plan: Plan) -> None:
    assert set(resources_of(reference_plan, "causeway:accounts:OrganizationTrail")) == {"trail"}
    (bucket,) = resources_of(reference_plan, "aws:s3/bucket:Bucket").values()
    assert account_of(bucket) == "security"


KEPT = (
    "aws:organizations/account:Account",
    "aws:organizations/organizationalUnit:OrganizationalUnit",
    "aws:organizations/organization:Organization",
)


def test_accounts_and_units_are_retained_on_delete(reference_plan: Plan) -> None:
    kept = [state for token in KEPT for state in resources_of(reference_plan, token).values()]
    assert len(kept) == 11
    assert all(state["retainOnDelete"] for state in kept)
    assert not any(state["inputs"].get("closeOnDeletion") for state in kept)


def test_with_close_accounts_a_removed_account_is_closed(planner: Planner) -> None:
    plan = planner.plan(CLONE / "tests" / "estates" / "small.yaml", "organization", closeAccounts="true")
    removed = [state for token in KEPT for state in resources_of(plan, token).values()]
    assert len(removed) == 7
    assert not any(state.get("retainOnDelete") for state in removed)
    assert all(state["inputs"]["closeOnDeletion"] for state in resources_of(plan, KEPT[0]).values())
