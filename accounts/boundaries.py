"""What no role of a department can do, whatever its own policies say; and what would weaken that."""

from __future__ import annotations

from typing import Any

from accounts.document import Document, document
from accounts.names import BOUNDARY, baseline_roles
from sandbox.estate.model import Estate

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
"""The actions whose requests say which boundary the role or user has, or is to get (`iam:PermissionsBoundary`)."""

LIFTS = ("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")
"""These carry the boundary that is there, so a condition on it would let exactly ours be lifted."""

REWRITES = (
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
"""Every way to make a role into something else; making it anew, after a deletion, is one."""

WITHOUT_BOUNDARY: dict[str, Any] = {
    "StringNotEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::${{aws:PrincipalAccount}}:policy/{BOUNDARY}"}
}
"""True too where the request names no boundary. Exact on purpose: with `*` for the account, `StringNotLike` would
take `policy/x:policy/boundary`, a policy that anyone may make, for ours."""

_FOREIGN_IDENTITIES = (
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreateSAMLProvider",
    "iam:UpdateSAMLProvider",
)
"""Federation is entry that neither the data perimeter nor a trust of the estate rules."""

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
    """Return the permission boundary of every job, and of every role and user that a job makes."""
    return document(
        {"Sid": "TheRestIsForPolicies", "Effect": "Allow", "Action": "*", "Resource": "*"},
        {
            "Sid": "OnlyWithTheBoundary",
            "Effect": "Deny",
            "Action": list(CHANGES),
            "Resource": "*",
            "Condition": WITHOUT_BOUNDARY,
        },
        {"Sid": "NobodyLiftsIt", "Effect": "Deny", "Action": list(LIFTS), "Resource": "*"},
        {
            "Sid": "NobodyRewritesIt",
            "Effect": "Deny",
            "Action": list(REWRITES),
            "Resource": f"arn:aws:iam::*:policy/{BOUNDARY}",
        },
        {
            "Sid": "BaselineRoles",
            "Effect": "Deny",
            "Action": list(ROLE_CHANGES),
            "Resource": baseline_roles(estate),
        },
        {"Sid": "NoForeignIdentities", "Effect": "Deny", "Action": list(_FOREIGN_IDENTITIES), "Resource": "*"},
        {"Sid": "TheHubIsNotOurs", "Effect": "Deny", "Action": list(_HUB), "Resource": "*"},
    )
