"""Guardrail: no account leaves the organization, and with it every guardrail."""

from __future__ import annotations

from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext


def _document(_: GuardrailContext) -> Document:
    return document(
        {
            "Sid": "DenyLeavingOrganization",
            "Effect": "Deny",
            "Action": ["organizations:LeaveOrganization", "account:CloseAccount"],
            "Resource": "*",
        }
    )


GUARDRAIL = Guardrail(
    name="deny-leaving",
    kind="SERVICE_CONTROL_POLICY",
    why="Leaving the organization, or closing the account from inside, ends every other guardrail.",
    reference="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
    document=_document,
)
