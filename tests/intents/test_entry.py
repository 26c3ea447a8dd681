"""Each account is entered by its own jobs, and by those that the estate trusts."""

from __future__ import annotations

from sandbox.policytest import accounts, anonymous, everybody, external_principal, external_role, nobody, role
from tests.intents.estate import EXEMPT, JOBS, TRUSTS, role_arn


def test_no_principal_enters_the_account_of_another_department():
    for account in accounts("departments"):
        for job in JOBS:
            trusted = TRUSTS.get(f"{account}/{job}")
            others = nobody.outside(account)
            (others.but(trusted) if trusted else others).can("sts:AssumeRole", role_arn(account, job))


def test_trusted_jobs_of_other_departments_enter():
    for job, trusted_job in TRUSTS.items():
        role(trusted_job).can("sts:AssumeRole", role_arn(*job.split("/")))


def test_readers_and_operators_do_not_become_the_deployer():
    for account in accounts("departments"):
        for job in ("reader", "operator"):
            denied = role(f"{account}/{job}").cannot("sts:AssumeRole", role_arn(account, "deployer"))
            denied.because_of("jobs-elsewhere/AllowJobsOfOtherAccounts")


def test_no_external_principal_enters():
    for account in accounts("departments"):
        roles = [role_arn(account, name) for name in (*JOBS, *EXEMPT)]
        entry = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
        external_principal().cannot(entry, roles).because_of("data-perimeter/EnforceOrgIdentities")
        anonymous().cannot("sts:AssumeRole", roles)


def test_no_job_assumes_an_external_role():
    external = [external_role(name) for name in (*JOBS, *EXEMPT)]
    jobs = everybody.inside("departments").named("operator", "reader")
    jobs.cannot("sts:AssumeRole", external).because_of("jobs-elsewhere/AllowJobsOfOtherAccounts")
    role("admin/operator").cannot("sts:AssumeRole", external).because_of("jobs-elsewhere/AllowBreakGlass")


def test_only_the_management_account_uses_the_entry_role():
    for account in accounts():
        nobody.outside("management").can("sts:AssumeRole", role_arn(account, "OrganizationAccountAccessRole"))
