"""The deployment is not locked out: no guard stands in the way of its own keeper."""

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


def test_it_works_in_every_account():
    for account in accounts():
        role(_entry(account)).can(_EVERYWHERE)


def test_it_makes_and_changes_a_departments_roles():
    work = ("iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy")
    for account in accounts("departments"):
        for job in ("deployer", "break-glass", "worker"):
            role(_entry(account)).can(work, role_arn(account, job))
        role(_entry(account)).can("iam:CreatePolicyVersion", policy_arn(account, "boundary"))


def test_it_keeps_the_trail():
    entry = role(_entry("security"))
    entry.can(("s3:PutBucketPolicy", "s3:PutEncryptionConfiguration"), bucket("gilt-organization-trail"))
    aliases = {"kms:ResourceAliases": ["alias/organization-trail"]}
    role(_entry("security")).can("kms:PutKeyPolicy", key("security")).when(keys=aliases)


def test_mobile_gets_its_internet_gateway():
    role(_entry("mobile")).can(("ec2:CreateInternetGateway", "ec2:AttachInternetGateway"))


def test_services_do_not_write_into_the_trail_uncalled():
    folder = bucket("gilt-organization-trail", "AWSLogs/x")
    service("cloudtrail.amazonaws.com").cannot("s3:PutObject", folder)
    service("logging.s3.amazonaws.com").cannot("s3:PutObject", folder)
