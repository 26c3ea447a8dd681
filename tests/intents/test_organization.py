"""The guardrails of the organization apply to every member account."""

from __future__ import annotations

from sandbox.policytest import accounts, everybody, role, root
from tests.intents.estate import JOBS, REGIONS

_MEMBERS = ("departments", "infrastructure")


def test_no_account_leaves_the_organization():
    leaving = ("organizations:LeaveOrganization", "account:CloseAccount")
    everybody.inside(*_MEMBERS).cannot(leaving).because_of("deny-leaving/DenyLeavingOrganization")


def test_root_users_can_do_nothing():
    actions = ("ec2:RunInstances", "iam:CreateUser", "iam:CreateAccessKey", "s3:GetObject", "kms:Decrypt")
    for account in accounts():
        root(account).cannot(actions).because_of("deny-root-user/DenyRootUser")


def test_only_allowed_regions_are_used():
    work = ("ec2:RunInstances", "rds:CreateDBInstance", "s3:CreateBucket", "lambda:CreateFunction", "sqs:CreateQueue")
    for region in ("eu-west-1", "ap-southeast-2", "us-east-2"):
        members = everybody.inside(*_MEMBERS)
        members.cannot(work).when(region=region).because_of("allowed-regions/DenyOutsideAllowedRegions")


def test_departments_work_in_the_regions():
    for account in accounts("departments"):
        for region in REGIONS:
            role(f"{account}/deployer").can(("ec2:RunInstances", "rds:CreateDBInstance")).when(region=region)


def test_global_services_are_exempt_from_the_regions():
    role("mobile/reader").can(("iam:ListRoles", "route53:ListHostedZones")).when(region="us-east-1")
    role("mobile/deployer").can("route53:CreateHostedZone").when(region="eu-central-1")


def test_internet_gateways_are_created_only_where_allowed():
    gateways = (
        "ec2:AttachInternetGateway",
        "ec2:CreateDefaultVpc",
        "ec2:CreateEgressOnlyInternetGateway",
        "ec2:CreateInternetGateway",
    )
    closed = [account for account in accounts("departments") if account != "mobile"]
    everybody.inside(*closed).cannot(gateways).because_of("no-internet-gateway/DenyInternetGateway")
    role("mobile/deployer").can(("ec2:AttachInternetGateway", "ec2:CreateInternetGateway"))


def test_no_principal_bypasses_the_network_hub():
    bypasses = (
        "ec2:AcceptVpcPeeringConnection",
        "ec2:CreateClientVpnEndpoint",
        "ec2:CreateVpcPeeringConnection",
        "ec2:CreateVpnConnection",
        "globalaccelerator:CreateAccelerator",
        "globalaccelerator:CreateCustomRoutingAccelerator",
    )
    everybody.inside("departments").cannot(bypasses).because_of("no-internet-gateway/DenyHubBypass")


def test_readers_change_nothing():
    writing = ("ec2:RunInstances", "s3:PutObject", "iam:CreateUser", "dynamodb:DeleteTable", "rds:DeleteDBInstance")
    everybody.inside("departments").named("reader").cannot(writing)
    for account in accounts("departments"):
        for job in JOBS:
            role(f"{account}/{job}").can(("ec2:DescribeInstances", "s3:ListAllMyBuckets"))
