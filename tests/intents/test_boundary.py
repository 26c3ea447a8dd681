"""No job of a department escalates past its boundary: the boundary itself and a guardrail deny it."""

from __future__ import annotations

from sandbox.policytest import accounts, everybody, role
from tests.intents.estate import EXEMPT, JOBS, policy_arn, role_arn

_BOUNDARY_REQUIRED = ("boundary/DenyChangesWithoutBoundary", "protect-boundary/RequireBoundary")


def test_no_job_removes_a_boundary():
    jobs = everybody.inside("departments").named(*JOBS)
    removals = ("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")
    jobs.cannot(removals).because_of("boundary/DenyBoundaryRemoval", "protect-boundary/ProtectBoundaryAttachment")


def test_roles_are_created_with_the_boundary():
    changes = (
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
    )
    for account in accounts("departments"):
        new, boundary = role_arn(account, "worker"), policy_arn(account, "boundary")
        jobs = everybody.inside(account).named(*JOBS)
        jobs.cannot(changes, new).because_of(*_BOUNDARY_REQUIRED)
        jobs.cannot(changes, new).when(boundary=policy_arn(account, "x:policy/boundary")).because_of(
            *_BOUNDARY_REQUIRED
        )
        role(f"{account}/deployer").can(changes, new).when(boundary=boundary)


def test_users_are_created_with_the_boundary():
    changes = (
        "iam:AttachUserPolicy",
        "iam:CreateUser",
        "iam:DeleteUserPolicy",
        "iam:DetachUserPolicy",
        "iam:PutUserPermissionsBoundary",
        "iam:PutUserPolicy",
    )
    jobs = everybody.inside("departments").named(*JOBS)
    jobs.cannot(changes).because_of(*_BOUNDARY_REQUIRED)


def test_the_boundary_cannot_be_rewritten():
    rewrites = (
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
    )
    for account in accounts("departments"):
        jobs = everybody.inside(account).named(*JOBS)
        jobs.cannot(rewrites, policy_arn(account, "boundary")).because_of(
            "boundary/DenyBoundaryPolicyChanges", "protect-boundary/ProtectBoundaryPolicy"
        )
        role(f"{account}/deployer").can("iam:CreatePolicyVersion", policy_arn(account, "orders"))


def test_the_baseline_roles_cannot_be_changed():
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
        roles = [role_arn(account, name) for name in (*JOBS, *EXEMPT)]
        boundary = policy_arn(account, "boundary")
        jobs = everybody.inside(account).named(*JOBS)
        jobs.cannot(changes, roles).when(boundary=boundary).because_of(
            "boundary/DenyBaselineRoleChanges", "protect-baseline/ProtectBaselineRoles"
        )


def test_no_job_escalates_past_its_boundary():
    for account in accounts("departments"):
        for job in JOBS:
            may_break_glass = (account, job) == ("admin", "operator")
            break_glass = [f"{other}/break-glass" for other in accounts("departments")] if may_break_glass else ()
            role(f"{account}/{job}").cannot_escape_boundary(but=break_glass)


def test_no_job_adds_an_identity_provider():
    federation = (
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateSAMLProvider",
        "iam:UpdateSAMLProvider",
    )
    everybody.inside("departments").named(*JOBS).cannot(federation).because_of("boundary/DenyIdentityProviderChanges")


def test_no_job_changes_the_network_hub():
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
    everybody.inside("departments").named(*JOBS).cannot(hub).because_of("boundary/DenyHubChanges")
