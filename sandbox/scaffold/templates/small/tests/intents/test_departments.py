"""What the people of the departments may do; `sandbox iam why PRINCIPAL ACTION` explains a result."""

from __future__ import annotations

from sandbox.policytest import account_id, accounts, everybody, external_principal, nobody, role

JOBS = ("deployer", "operator", "reader")


def role_arn(account: str, name: str) -> str:
    """Return the ARN of a role."""
    return f"arn:aws:iam::{account_id(account)}:role/{name}"


def test_a_reader_reads_and_changes_nothing():
    for account in accounts("departments"):
        role(f"{account}/reader").can("s3:ListAllMyBuckets")
        role(f"{account}/reader").cannot(("s3:CreateBucket", "ec2:RunInstances", "iam:CreateRole"))


def test_nobody_in_a_department_removes_a_permissions_boundary():
    people = everybody.inside("departments").named(*JOBS)
    people.cannot("iam:DeleteRolePermissionsBoundary").because_of("boundary/DenyBoundaryRemoval")


def test_the_operator_of_the_shop_reads_in_data_and_nobody_else_outside_it():
    role("shop/operator").can("sts:AssumeRole", role_arn("data", "reader"))
    nobody.outside("data").but("shop/operator").can("sts:AssumeRole", role_arn("data", "reader"))


def test_external_accounts_assume_no_role():
    for account in accounts("departments"):
        jobs = [role_arn(account, job) for job in JOBS]
        external_principal().cannot("sts:AssumeRole", jobs).because_of("data-perimeter/EnforceOrgIdentities")
