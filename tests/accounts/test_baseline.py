"""The baseline of an account: alias, password policy, public access block and budget."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of

pytestmark = pytest.mark.pulumi


def test_an_account_alias_has_the_names_of_the_estate_and_the_account(whole: Plan, estate: Estate) -> None:
    aliases = {entered(s): s["inputs"]["accountAlias"] for s in of(whole, "aws:iam/accountAlias:AccountAlias").values()}
    assert aliases == {name: f"gilt-{name}" for name in estate.accounts}


def test_the_password_policy_requires_length_character_types_and_no_reuse(whole: Plan) -> None:
    for said in inputs(whole, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy").values():
        assert said["minimumPasswordLength"] >= 14
        assert said["passwordReusePrevention"] == 24
        assert all(
            said[f"require{kind}"] for kind in ("LowercaseCharacters", "UppercaseCharacters", "Numbers", "Symbols")
        )


def test_every_account_blocks_public_buckets(whole: Plan) -> None:
    for said in inputs(whole, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").values():
        locks = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        assert all(said[lock] for lock in locks)


def test_a_budget_notifies_the_account_before_its_limit(whole: Plan, estate: Estate) -> None:
    budgets = {entered(state): state["inputs"] for state in of(whole, "aws:budgets/budget:Budget").values()}
    for name, account in estate.accounts.items():
        assert (budgets[name]["limitAmount"], budgets[name]["timeUnit"]) == (str(account.budget), "MONTHLY")
        told = budgets[name]["notifications"]
        assert {tuple(each["subscriberEmailAddresses"]) for each in told} == {(account.email,)}
        warnings = {("FORECASTED", 100), ("ACTUAL", 80), ("ACTUAL", 100)}
        assert {(each["notificationType"], each["threshold"]) for each in told} == warnings
