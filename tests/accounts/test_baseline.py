"""What an account is born with."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of

pytestmark = pytest.mark.pulumi


def test_an_account_is_called_by_the_estates_name_and_its_own(whole: Plan, estate: Estate) -> None:
    aliases = {entered(s): s["inputs"]["accountAlias"] for s in of(whole, "aws:iam/accountAlias:AccountAlias").values()}
    assert aliases == {name: f"gilt-{name}" for name in estate.accounts}


def test_a_password_is_long_and_of_every_kind_of_character_and_never_used_again(whole: Plan) -> None:
    for said in inputs(whole, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy").values():
        assert said["minimumPasswordLength"] >= 14
        assert said["passwordReusePrevention"] == 24
        assert all(
            said[f"require{kind}"] for kind in ("LowercaseCharacters", "UppercaseCharacters", "Numbers", "Symbols")
        )


def test_no_bucket_of_any_account_is_public(whole: Plan) -> None:
    for said in inputs(whole, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").values():
        locks = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        assert all(said[lock] for lock in locks)


def test_whoever_has_a_budget_hears_of_it_before_it_is_spent(whole: Plan, estate: Estate) -> None:
    budgets = {entered(state): state["inputs"] for state in of(whole, "aws:budgets/budget:Budget").values()}
    for name, account in estate.accounts.items():
        assert (budgets[name]["limitAmount"], budgets[name]["timeUnit"]) == (str(account.budget), "MONTHLY")
        told = budgets[name]["notifications"]
        assert {tuple(each["subscriberEmailAddresses"]) for each in told} == {(account.email,)}
        warnings = {("FORECASTED", 100), ("ACTUAL", 80), ("ACTUAL", 100)}
        assert {(each["notificationType"], each["threshold"]) for each in told} == warnings
