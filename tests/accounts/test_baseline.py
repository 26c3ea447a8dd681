"""The baseline of an account: alias, password policy, public access block and budget."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, account_of, inputs, resources_of

pytestmark = pytest.mark.pulumi


def test_an_account_alias_has_the_names_of_the_estate_and_the_account(reference_plan: Plan, estate: Estate) -> None:
    aliases = {
        account_of(s): s["inputs"]["accountAlias"]
        for s in resources_of(reference_plan, "aws:iam/accountAlias:AccountAlias").values()
    }
    assert aliases == {name: f"gilt-{name}" for name in estate.accounts}


def test_the_password_policy_requires_length_character_types_and_no_reuse(reference_plan: Plan) -> None:
    for values in inputs(reference_plan, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy").values():
        assert values["minimumPasswordLength"] >= 14
        assert values["passwordReusePrevention"] == 24
        assert all(
            values[f"require{kind}"] for kind in ("LowercaseCharacters", "UppercaseCharacters", "Numbers", "Symbols")
        )


def test_every_account_blocks_public_buckets(reference_plan: Plan) -> None:
    for values in inputs(reference_plan, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").values():
        locks = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        assert all(values[lock] for lock in locks)


def test_a_budget_notifies_the_account_before_its_limit(reference_plan: Plan, estate: Estate) -> None:
    budgets = {
        account_of(state): state["inputs"]
        for state in resources_of(reference_plan, "aws:budgets/budget:Budget").values()
    }
    for name, account in estate.accounts.items():
        assert (budgets[name]["limitAmount"], budgets[name]["timeUnit"]) == (str(account.budget), "MONTHLY")
        notifications = budgets[name]["notifications"]
        assert {tuple(each["subscriberEmailAddresses"]) for each in notifications} == {(account.email,)}
        warnings = {("FORECASTED", 100), ("ACTUAL", 80), ("ACTUAL", 100)}
        assert {(each["notificationType"], each["threshold"]) for each in notifications} == warnings
