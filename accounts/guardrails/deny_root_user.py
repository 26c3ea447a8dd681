"""Guardrail: no actions by root users of member accounts."""

from __future__ import annotations

from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext


def _document(_: GuardrailContext) -> Document:
    return document(
        {
            "Sid": "DenyRootUser",
            "Effect": "Deny",
            "Action": "*",
            "Resource": "*",
            "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}},
        }
    )


GUARDRAIL = Guardrail(
    name="deny-root-user",
    kind="SERVICE_CONTROL_POLICY",
    why="Boundaries and identity policies do not limit an account's root user; only this does.",
    reference="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html",
    document=_document,
)
