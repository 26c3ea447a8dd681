"""Break-glass works, and for Admin's operators alone."""

from __future__ import annotations

from sandbox.policytest import accounts, nobody, role
from tests.intents.estate import role_arn


def test_admins_operators_break_the_glass_everywhere():
    for account in accounts("departments"):
        role("admin/operator").can("sts:AssumeRole", role_arn(account, "break-glass"))


def test_nobody_else_does():
    for account in accounts("departments"):
        nobody.but("admin/operator").can("sts:AssumeRole", role_arn(account, "break-glass"))


def test_admins_operators_come_with_a_second_factor():
    """A role's session carries no trace of it, so the glass cannot ask for it again."""
    operator = role_arn("admin", "operator")
    nobody.but("admin/OrganizationAccountAccessRole").can("sts:AssumeRole", operator).when(mfa=False)
    nobody.but("admin/OrganizationAccountAccessRole").can("sts:AssumeRole", operator)
    role("admin/deployer").can("sts:AssumeRole", operator).when(mfa=True)


def test_it_repairs_what_nobody_else_may_touch():
    for account in accounts("departments"):
        glass = role(f"{account}/break-glass")
        glass.can("iam:DeleteRolePermissionsBoundary", role_arn(account, "worker"))
        glass.can("iam:UpdateAssumeRolePolicy", role_arn(account, "deployer"))
        glass.can(("iam:UpdateAccountPasswordPolicy", "ec2:TerminateInstances", "budgets:ModifyBudget"))


def test_it_does_not_leave_the_organization_or_its_regions():
    for account in accounts("departments"):
        glass = role(f"{account}/break-glass")
        glass.cannot("organizations:LeaveOrganization").because_of("deny-leaving/NobodyLeaves")
        elsewhere = glass.cannot("ec2:RunInstances").when(region="eu-west-1")
        elsewhere.because_of("allowed-regions/OnlyAllowedRegions")
