"""Guardrail: no role or user in a department without the boundary, and no removal of it."""

from __future__ import annotations

from accounts.boundaries import CHANGES, POLICY_CHANGES, REMOVALS, WITHOUT_BOUNDARY
from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext
from accounts.names import BOUNDARY, KEEPERS


def _document(_: GuardrailContext) -> Document:
    keepers = {"ArnNotLike": {"aws:PrincipalArn": list(KEEPERS)}}
    return document(
        {
            "Sid": "RequireBoundary",
            "Effect": "Deny",
            "Action": list(CHANGES),
            "Resource": "*",
            "Condition": WITHOUT_BOUNDARY | keepers,
        },
        {
            "Sid": "ProtectBoundaryAttachment",
            "Effect": "Deny",
            "Action": list(REMOVALS),
            "Resource": "*",
            "Condition": keepers,
        },
        {
            "Sid": "ProtectBoundaryPolicy",
            "Effect": "Deny",
            "Action": list(POLICY_CHANGES),
            "Resource": f"arn:aws:iam::*:policy/{BOUNDARY}",
            "Condition": keepers,
        },
    )


GUARDRAIL = Guardrail(
    name="protect-boundary",
    kind="SERVICE_CONTROL_POLICY",
    why="A boundary limits only the principals that have it: a role that is created without it has no limit.",
    reference="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    document=_document,
)
