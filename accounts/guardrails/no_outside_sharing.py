"""Guardrail: no sharing with external accounts."""

from __future__ import annotations

from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext


def _document(_: GuardrailContext) -> Document:
    return document(
        {
            # Without the parameter, RAM allows external principals: `IfExists` counts its absence as true.
            "Sid": "DenyExternalShareCreation",
            "Effect": "Deny",
            "Action": "ram:CreateResourceShare",
            "Resource": "*",
            "Condition": {"BoolIfExists": {"ram:RequestedAllowsExternalPrincipals": "true"}},
        },
        {
            "Sid": "DenyExternalShareUpdate",
            "Effect": "Deny",
            "Action": "ram:UpdateResourceShare",
            "Resource": "*",
            "Condition": {"Bool": {"ram:RequestedAllowsExternalPrincipals": "true"}},
        },
        {
            "Sid": "DenyExternalShareAssociation",
            "Effect": "Deny",
            "Action": "ram:AssociateResourceShare",
            "Resource": "*",
            "Condition": {"Bool": {"ram:AllowsExternalPrincipals": "true"}},
        },
        {
            # Shares inside the organization need no invitation.
            "Sid": "DenyShareInvitations",
            "Effect": "Deny",
            "Action": "ram:AcceptResourceShareInvitation",
            "Resource": "*",
        },
        {
            # No condition key of an image tells with whom it is shared: Service Authorization Reference, Amazon EC2.
            "Sid": "DenyImageSharing",
            "Effect": "Deny",
            "Action": "ec2:ModifyImageAttribute",
            "Resource": "*",
            "Condition": {"StringEqualsIgnoreCase": {"ec2:Attribute": "LaunchPermission"}},
        },
        {
            "Sid": "DenyPublicSnapshots",
            "Effect": "Deny",
            "Action": "ec2:ModifySnapshotAttribute",
            "Resource": "*",
            "Condition": {"StringEquals": {"ec2:Add/group": "all"}},
        },
        {
            "Sid": "DenySnapshotSharing",
            "Effect": "Deny",
            "Action": "ec2:ModifySnapshotAttribute",
            "Resource": "*",
            "Condition": {"Null": {"ec2:Add/userId": "false"}},
        },
        {
            "Sid": "DenyOtherPublicSharing",
            "Effect": "Deny",
            "Action": [
                "ecr-public:CreateRepository",
                "rds:ModifyDBClusterSnapshotAttribute",
                "rds:ModifyDBSnapshotAttribute",
                "ssm:ModifyDocumentPermission",
            ],
            "Resource": "*",
        },
        {
            "Sid": "DenyPublicFunctionUrls",
            "Effect": "Deny",
            "Action": ["lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"],
            "Resource": "*",
            "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
        },
    )


GUARDRAIL = Guardrail(
    name="no-outside-sharing",
    kind="SERVICE_CONTROL_POLICY",
    why="Sharing gives external accounts data and network without a packet that a firewall could stop.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_ram.html",
    document=_document,
)
