"""Nobody in a department gets out of its boundary, by two guards: the boundary itself and the organization's."""

from __future__ import annotations

from sandbox.policytest import accounts, everybody, role
from tests.intents.estate import JOBS, KEEPERS, policy_arn, role_arn

_MADE = ("boundary/OnlyWithTheBoundary", "protect-boundary/MadeWithTheBoundary")


def test_nobody_in_a_department_lifts_a_boundary():
    jobs = everybody.inside("departments").named(*JOBS)
    lifts = ("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")
    jobs.cannot(lifts).because_of("boundary/NobodyLiftsIt", "protect-boundary/TheBoundaryStays")


def test_whoever_is_made_is_made_with_the_boundary():
    made = (
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
    )
    for account in accounts("departments"):
        new, ours = role_arn(account, "worker"), policy_arn(account, "boundary")
        jobs = everybody.inside(account).named(*JOBS)
        jobs.cannot(made, new).because_of(*_MADE)
        jobs.cannot(made, new).when(boundary=policy_arn(account, "x:policy/boundary")).because_of(*_MADE)
        role(f"{account}/deployer").can(made, new).when(boundary=ours)


def test_so_are_users():
    made = (
        "iam:AttachUserPolicy",
        "iam:CreateUser",
        "iam:DeleteUserPolicy",
        "iam:DetachUserPolicy",
        "iam:PutUserPermissionsBoundary",
        "iam:PutUserPolicy",
    )
    jobs = everybody.inside("departments").named(*JOBS)
    jobs.cannot(made).because_of(*_MADE)


def test_nobody_rewrites_it():
    rewrites = (
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
    )
    for account in accounts("departments"):
        jobs = everybody.inside(account).named(*JOBS)
        jobs.cannot(rewrites, policy_arn(account, "boundary")).because_of(
            "boundary/NobodyRewritesIt", "protect-boundary/TheBoundaryIsNotRewritten"
        )
        role(f"{account}/deployer").can("iam:CreatePolicyVersion", policy_arn(account, "orders"))


def test_nobody_changes_the_roles_that_an_account_is_born_with():
    changes = (
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePermissionsBoundary",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
    )
    for account in accounts("departments"):
        theirs = [role_arn(account, name) for name in (*JOBS, *KEEPERS)]
        ours = policy_arn(account, "boundary")
        jobs = everybody.inside(account).named(*JOBS)
        jobs.cannot(changes, theirs).when(boundary=ours).because_of("boundary/BaselineRoles", "protect-baseline/Roles")


def test_nobody_escapes_it_by_what_they_may_create_change_or_become():
    for account in accounts("departments"):
        for job in JOBS:
            rescuer = (account, job) == ("admin", "operator")
            glass = [f"{other}/break-glass" for other in accounts("departments")] if rescuer else ()
            role(f"{account}/{job}").cannot_escape_boundary(but=glass)


def test_nobody_lets_strangers_identities_in():
    federation = (
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateSAMLProvider",
        "iam:UpdateSAMLProvider",
    )
    everybody.inside("departments").named(*JOBS).cannot(federation).because_of("boundary/NoForeignIdentities")


def test_nobody_touches_the_hub():
    hub = (
        "directconnect:AcceptDirectConnectGatewayAssociationProposal",
        "directconnect:AssociateVirtualInterface",
        "directconnect:ConfirmPrivateVirtualInterface",
        "directconnect:CreatePrivateVirtualInterface",
        "directconnect:DeleteConnection",
        "ec2:AttachVpnGateway",
        "ec2:CreateTransitGatewayRoute",
        "ec2:CreateVpnGateway",
        "ec2:DeleteTransitGatewayVpcAttachment",
        "ec2:ModifyTransitGateway",
        "ram:DisassociateResourceShare",
        "route53resolver:AssociateResolverRule",
        "route53resolver:DisassociateResolverRule",
    )
    everybody.inside("departments").named(*JOBS).cannot(hub).because_of("boundary/TheHubIsNotOurs")
