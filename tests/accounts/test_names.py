"""Names that policies and resources share."""

from __future__ import annotations

from accounts.names import BREAK_GLASS, KEEPERS, baseline_roles, trail_bucket
from sandbox.estate import Estate


def test_the_trails_bucket_has_the_estates_name_and_the_accounts_id(estate: Estate) -> None:
    assert trail_bucket(estate, "200000000001") == "gilt-organization-trail-200000000001"


def test_the_baseline_has_the_entry_role_the_break_glass_role_and_every_job(estate: Estate) -> None:
    names = ["OrganizationAccountAccessRole", BREAK_GLASS, "deployer", "operator", "reader"]
    assert baseline_roles(estate) == [f"arn:aws:iam::*:role/{name}" for name in names]


def test_guardrails_exempt_only_the_entry_role_and_the_break_glass_role() -> None:
    assert [arn.rpartition("/")[2] for arn in KEEPERS] == ["OrganizationAccountAccessRole", BREAK_GLASS]
