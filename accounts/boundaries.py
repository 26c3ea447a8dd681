"""The permissions boundary of a department's roles, and the actions that could weaken it."""

from __future__ import annotations

from typing import Any

from accounts.document import Document, document
from accounts.names import BOUNDARY, baseline_roles
from sandbox.estate import Estate

CHANGES = (
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
)
"""The actions whose requests have `iam:PermissionsBoundary`, the boundary that the role or user has or gets."""

REMOVALS = ("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")
"""Their key is the present boundary, so a condition on it would allow the removal of exactly this one."""

POLICY_CHANGES = (
    "iam:CreatePolicyVersion",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:SetDefaultPolicyVersion",
)

ROLE_CHANGES = (
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
"""Every action that changes a role; creating it again after a deletion is one."""

WITHOUT_BOUNDARY: dict[str, Any] = {
    "StringNotEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::${{aws:PrincipalAccount}}:policy/{BOUNDARY}"}
}
"""Also true where the request has no boundary. Exact on purpose: with `*` for the account, `StringNotLike` would
accept `policy/x:policy/boundary`, a policy that anyone may create, as ours."""

_IDENTITY_PROVIDER_CHANGES = (
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreateSAMLProvider",
    "iam:UpdateSAMLProvider",
)
"""Federated access, which neither the data perimeter nor a trust of the estate limits."""

_HUB = (
    "directconnect:Accept*",
    "directconnect:Associate*",
    "directconnect:Confirm*",
    "directconnect:Create*",
    "directconnect:Delete*",
    "ec2:AttachVpnGateway",
    "ec2:CreateTransitGateway*",
    "ec2:CreateVpnGateway",
    "ec2:DeleteTransitGateway*",
    "ec2:ModifyTransitGateway*",
    "ram:DisassociateResourceShare",
    "route53resolver:AssociateResolverRule",
    "route53resolver:DisassociateResolverRule",
)


def boundary(estate: Estate) -> Document:
    """Return the permissions boundary of every job, and of every role and user that a job creates."""
    return document(
        {"Sid": "AllowAllActions", "Effect": "Allow", "Action": "*", "Resource": "*"},
        {
            "Sid": "DenyChangesWithoutBoundary",
            "Effect": "Deny",
            "Action": list(CHANGES),
            "Resource": "*",
            "Condition": WITHOUT_BOUNDARY,
        },
        {"Sid": "DenyBoundaryRemoval", "Effect": "Deny", "Action": list(REMOVALS), "Resource": "*"},
        {
            "Sid": "DenyBoundaryPolicyChanges",
            "Effect": "Deny",
            "Action": list(POLICY_CHANGES),
            "Resource": f"arn:aws:iam::*:policy/{BOUNDARY}",
        },
        {
            "Sid": "DenyBaselineRoleChanges",
            "Effect": "Deny",
            "Action": list(ROLE_CHANGES),
            "Resource": baseline_roles(estate),
        },
        {
            "Sid": "DenyIdentityProviderChanges",
            "Effect": "Deny",
            "Action": list(_IDENTITY_PROVIDER_CHANGES),
            "Resource": "*",
        },
        {"Sid": "DenyHubChanges", "Effect": "Deny", "Action": list(_HUB), "Resource": "*"},
    )
