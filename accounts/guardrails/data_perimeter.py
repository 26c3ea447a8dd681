"""Guardrail: data is available to the organization only, whatever a resource's own policy allows."""

from __future__ import annotations

from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext

_PROTECTED_ACTIONS = (
    "kms:*",
    "s3:*",
    "secretsmanager:*",
    "sqs:*",
    "sts:AssumeRole",
    "sts:SetSourceIdentity",
    "sts:TagSession",
)
"""Data, keys and roles. Federated access (`sts:AssumeRoleWith...`) has no organization id: trust policies limit it."""


def _document(context: GuardrailContext) -> Document:
    return document(
        {
            "Sid": "EnforceOrgIdentities",
            "Effect": "Deny",
            "Principal": "*",
            "Action": list(_PROTECTED_ACTIONS),
            "Resource": "*",
            "Condition": {
                "StringNotEqualsIfExists": {"aws:PrincipalOrgID": context.organization_id},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        },
        {
            # An AWS service acts for this organization or, as a confused deputy, for an external account.
            "Sid": "EnforceConfusedDeputyProtection",
            "Effect": "Deny",
            "Principal": "*",
            "Action": list(_PROTECTED_ACTIONS),
            "Resource": "*",
            "Condition": {
                "StringNotEqualsIfExists": {"aws:SourceOrgID": context.organization_id},
                "Null": {"aws:SourceAccount": "false"},
                "Bool": {"aws:PrincipalIsAWSService": "true"},
            },
        },
    )


GUARDRAIL = Guardrail(
    name="data-perimeter",
    kind="RESOURCE_CONTROL_POLICY",
    why="One resource policy can open data to external accounts; a resource control policy limits them all.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html",
    document=_document,
)
