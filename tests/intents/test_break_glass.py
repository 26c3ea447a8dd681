"""Break-glass roles work, and only the operators of admin enter them."""

from __future__ import annotations

from sandbox.policytest import accounts, nobody, role
from tests.intents.estate import role_arn


def test_the_operators_of_admin_enter_every_break_glass_role():
    for account in accounts("departments"):
        role("admin/operator").can("sts:AssumeRole", role_arn(account, "break-glass"))


def test_no_other_principal_enters_a_break_glass_role():
    for account in accounts("departments"):
        nobody.but("admin/operator").can("sts:AssumeRole", role_arn(account, "break-glass"))


def test_the_operators_of_admin_need_mfa():
    """A session of a role carries no MFA key, so the break-glass role cannot require it again."""
    operator = role_arn("admin", "operator")
    nobody.but("admin/OrganizationAccountAccessRole").can("sts:AssumeRole", operator).when(mfa=False)
    nobody.but("admin/OrganizationAccountAccessRole").can("sts:AssumeRole", operator)
    role("admin/deployer").can("sts:AssumeRole", operator).when(mfa=True)


def test_break_glass_repairs_what_the_jobs_cannot():
    for account in accounts("departments"):
        break_glass = role(f"{account}/break-glass")
        break_glass.can("iam:DeleteRolePermissionsBoundary", role_arn(account, "worker"))
        break_glass.can("iam:UpdateAssumeRolePolicy", role_arn(account, "deployer"))
        break_glass.can(("iam:UpdateAccountPasswordPolicy", "ec2:TerminateInstances", "budgets:ModifyBudget"))


def test_break_glass_stays_in_the_organization_and_its_regions():
    for account in accounts("departments"):
        break_glass = role(f"{account}/break-glass")
        break_glass.cannot("organizations:LeaveOrganization").because_of("deny-leaving/DenyLeavingOrganization")
        elsewhere = break_glass.cannot("ec2:RunInstances").when(region="eu-west-1")
        elsewhere.because_of("allowed-regions/DenyOutsideAllowedRegions")
