"""No guardrail locks out the role that deploys the estate."""

from __future__ import annotations

from sandbox.policytest import accounts, bucket, key, role, service
from tests.intents.estate import policy_arn, role_arn

_EVERYWHERE = (
    "budgets:ModifyBudget",
    "ec2:CreateTransitGatewayVpcAttachment",
    "ec2:CreateVpc",
    "iam:CreateAccountAlias",
    "iam:UpdateAccountPasswordPolicy",
    "route53:CreateHostedZone",
    "s3:PutAccountPublicAccessBlock",
)


def _entry(account: str) -> str:
    return f"{account}/OrganizationAccountAccessRole"


def test_the_deployment_works_in_every_account():
    for account in accounts():
        role(_entry(account)).can(_EVERYWHERE)


def test_the_deployment_creates_and_changes_the_roles_of_a_department():
    work = ("iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy")
    for account in accounts("departments"):
        for job in ("deployer", "break-glass", "worker"):
            role(_entry(account)).can(work, role_arn(account, job))
        role(_entry(account)).can("iam:CreatePolicyVersion", policy_arn(account, "boundary"))


def test_the_deployment_maintains_the_trail():
    entry = role(_entry("security"))
    entry.can(("s3:PutBucketPolicy", "s3:PutEncryptionConfiguration"), bucket("gilt-organization-trail"))
    aliases = {"kms:ResourceAliases": ["alias/organization-trail"]}
    role(_entry("security")).can("kms:PutKeyPolicy", key("security")).when(keys=aliases)


def test_the_deployment_creates_an_internet_gateway_in_mobile():
    role(_entry("mobile")).can(("ec2:CreateInternetGateway", "ec2:AttachInternetGateway"))


def test_services_without_a_source_do_not_write_to_the_trail():
    folder = bucket("gilt-organization-trail", "AWSLogs/x")
    service("cloudtrail.amazonaws.com").cannot("s3:PutObject", folder)
    service("logging.s3.amazonaws.com").cannot("s3:PutObject", folder)
