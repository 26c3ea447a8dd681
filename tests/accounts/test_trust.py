"""Trust policies of jobs and break-glass roles, with the policies of the callers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from accounts.trust import assume_other_jobs, break_glass_trust, job_trust, needs_mfa, trusted_accounts
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

ORGANIZATION = "o-abcdefghij"
FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

type CanAssume = Callable[..., bool]


@pytest.fixture
def can_assume(estate: Estate, ids: Mapping[str, str]) -> CanAssume:
    """Return whether identity policy and trust policy allow it: `can_assume("admin/operator", "mobile/reader")`."""

    def can_assume_with(
        principal: str, target: str, *, identity: Any = None, organization: str = ORGANIZATION, **context: Any
    ) -> bool:
        (account, job), (owner, role) = principal.split("/"), target.split("/")
        known = job in estate.jobs
        identity_policy = identity or (assume_other_jobs(estate, account, job) if known else FULL)
        trust = (
            break_glass_trust(estate, ids, "200000000000")
            if role == "break-glass"
            else job_trust(estate, owner, role, ids)
        )
        request = Request.of(
            f"arn:aws:sts::{ids[account]}:assumed-role/{job}/ann",
            "sts:AssumeRole",
            f"arn:aws:iam::{ids[owner]}:role/{role}",
            context={"aws:PrincipalOrgID": ORGANIZATION, "aws:ResourceOrgID": organization}
            | {key.replace("_", ":"): value for key, value in context.items()},
        )
        layers = Layers(
            identity=PolicySet.of([identity_policy], Kind.IDENTITY), resource=PolicySet.of([trust], Kind.TRUST)
        )
        return decide(request, layers).decision is Decision.ALLOW

    return can_assume_with


def test_a_job_is_assumed_by_the_job_that_the_estate_names(can_assume: CanAssume) -> None:
    assert can_assume("admin/operator", "mobile/reader")
    assert can_assume("personalisation/operator", "data/reader")


@pytest.mark.parametrize(
    ("principal", "target"),
    [
        ("admin/reader", "mobile/reader"),
        ("common/operator", "mobile/reader"),
        ("admin/operator", "mobile/deployer"),
        ("mobile/operator", "data/reader"),
    ],
)
def test_a_job_is_not_assumed_by_other_jobs_of_other_accounts(
    can_assume: CanAssume, principal: str, target: str
) -> None:
    assert not can_assume(principal, target)


def test_a_reader_does_not_assume_deployer_in_its_own_account(can_assume: CanAssume) -> None:
    assert not can_assume("mobile/reader", "mobile/deployer")


def test_roles_of_the_same_account_need_only_their_own_policies(can_assume: CanAssume) -> None:
    assert can_assume("mobile/people", "mobile/deployer", identity=FULL)


def test_jobs_of_another_organization_are_not_assumed(can_assume: CanAssume) -> None:
    assert not can_assume("admin/operator", "mobile/reader", organization="o-external00")


def test_an_operator_of_admin_needs_mfa_in_its_own_account(can_assume: CanAssume) -> None:
    assert not can_assume("admin/people", "admin/operator", identity=FULL)
    assert can_assume("admin/people", "admin/operator", identity=FULL, aws_MultiFactorAuthPresent=True)


def test_the_entry_role_assumes_a_job_without_mfa(can_assume: CanAssume) -> None:
    assert can_assume("admin/OrganizationAccountAccessRole", "admin/operator", identity=FULL)


def test_a_job_with_mfa_requires_it_in_every_account(estate: Estate, ids: Mapping[str, str]) -> None:
    strict = {name: job.model_copy(update={"mfa": True}) for name, job in estate.jobs.items()}
    document = job_trust(estate.model_copy(update={"jobs": strict}), "mobile", "deployer", ids)
    assert document["Statement"][0]["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


@pytest.mark.parametrize("account", ["common", "mobile", "admin", "personalisation", "data"])
def test_operators_of_admin_assume_every_break_glass_role(can_assume: CanAssume, account: str) -> None:
    assert can_assume("admin/operator", f"{account}/break-glass")


@pytest.mark.parametrize("principal", ["admin/reader", "admin/deployer", "mobile/operator"])
def test_other_jobs_do_not_assume_break_glass_even_with_full_access(can_assume: CanAssume, principal: str) -> None:
    assert not can_assume(principal, "mobile/break-glass", identity=FULL)


def test_without_that_job_the_management_account_assumes_break_glass_with_mfa(estate: Estate) -> None:
    rest = {name: job for name, job in estate.jobs.items() if name != "operator"}
    (only,) = break_glass_trust(estate.model_copy(update={"jobs": rest}), {}, "200000000000")["Statement"]
    assert only["Principal"] == {"AWS": "arn:aws:iam::200000000000:root"}
    assert only["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def test_break_glass_is_assumed_by_the_job_that_the_estate_names(estate: Estate, ids: Mapping[str, str]) -> None:
    organization = estate.organization.model_copy(update={"break_glass": "data/deployer"})
    other = estate.model_copy(update={"organization": organization})
    (only,) = break_glass_trust(other, ids, "200000000000")["Statement"]
    assert only["Condition"] == {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ids['data']}:role/deployer"}}
    assert needs_mfa(other, "data", "deployer")
    assert not needs_mfa(other, "admin", "operator")
    assert [each["Sid"] for each in assume_other_jobs(other, "data", "deployer")["Statement"]] == [
        "AllowJobsOfOtherAccounts",
        "AllowBreakGlass",
    ]


def test_a_trust_policy_has_only_the_ids_of_trusted_accounts(estate: Estate) -> None:
    assert trusted_accounts(estate, "data") == {"data", "personalisation"}


def test_a_trust_policy_names_accounts_so_that_no_role_must_exist_first(estate: Estate, ids: Mapping[str, str]) -> None:
    document = job_trust(estate, "mobile", "reader", ids)
    assert all(statement["Principal"]["AWS"].endswith(":root") for statement in document["Statement"])
