"""Each account is entered by its own people, and by whom the estate trusts."""

from __future__ import annotations

from sandbox.policytest import accounts, anonymous, everybody, external_principal, external_role, nobody, role
from tests.intents.estate import JOBS, KEEPERS, TRUSTS, role_arn


def test_nobody_enters_another_departments_account():
    for account in accounts("departments"):
        for job in JOBS:
            trusted = TRUSTS.get(f"{account}/{job}")
            others = nobody.outside(account)
            (others.but(trusted) if trusted else others).can("sts:AssumeRole", role_arn(account, job))


def test_whom_the_estate_trusts_gets_in():
    for job, friend in TRUSTS.items():
        role(friend).can("sts:AssumeRole", role_arn(*job.split("/")))


def test_a_reader_does_not_become_the_deployer():
    for account in accounts("departments"):
        for job in ("reader", "operator"):
            asks = role(f"{account}/{job}").cannot("sts:AssumeRole", role_arn(account, "deployer"))
            asks.because_of("jobs-elsewhere/JobsElsewhere")


def test_no_stranger_gets_in():
    for account in accounts("departments"):
        theirs = [role_arn(account, name) for name in (*JOBS, *KEEPERS)]
        entry = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
        external_principal().cannot(entry, theirs).because_of("data-perimeter/OurPrincipals")
        anonymous().cannot("sts:AssumeRole", theirs)


def test_nobody_is_lured_into_another_organization():
    lures = [external_role(name) for name in (*JOBS, *KEEPERS)]
    lured = everybody.inside("departments").named("operator", "reader")
    lured.cannot("sts:AssumeRole", lures).because_of("jobs-elsewhere/JobsElsewhere")
    role("admin/operator").cannot("sts:AssumeRole", lures).because_of("jobs-elsewhere/BreakGlass")


def test_nobody_enters_by_the_deployments_role():
    for account in accounts():
        nobody.outside("management").can("sts:AssumeRole", role_arn(account, "OrganizationAccountAccessRole"))
