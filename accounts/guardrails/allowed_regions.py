"""Guardrail: no resources outside the allowed Regions."""

from __future__ import annotations

from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext

_GLOBAL = (
    "account:*",
    "artifact:*",
    "billing:*",
    "budgets:*",
    "ce:*",
    "cloudfront:*",
    "consolidatedbilling:*",
    "cur:*",
    "directconnect:*",
    "fms:*",
    "freetier:*",
    "globalaccelerator:*",
    "health:*",
    "iam:*",
    "invoicing:*",
    "networkmanager:*",
    "organizations:*",
    "payments:*",
    "pricing:*",
    "route53:*",
    "route53-recovery-cluster:*",
    "route53-recovery-control-config:*",
    "route53-recovery-readiness:*",
    "route53domains:*",
    "s3:GetAccountPublicAccessBlock",
    "s3:ListAllMyBuckets",
    "s3:PutAccountPublicAccessBlock",
    "savingsplans:*",
    "shield:*",
    "sts:*",
    "support:*",
    "supportplans:*",
    "tax:*",
    "trustedadvisor:*",
    "waf:*",
    "wafv2:*",
)
"""Global services: their requests name one fixed Region, whatever Region the caller uses."""


def _document(context: GuardrailContext) -> Document:
    organization = context.estate.organization
    regions = sorted({organization.home_region, *organization.allowed_regions})
    return document(
        {
            "Sid": "DenyOutsideAllowedRegions",
            "Effect": "Deny",
            "NotAction": list(_GLOBAL),
            "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": regions}},
        }
    )


GUARDRAIL = Guardrail(
    name="allowed-regions",
    kind="SERVICE_CONTROL_POLICY",
    why="Resources in a Region that is not monitored are neither patched nor budgeted.",
    reference="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    document=_document,
)
