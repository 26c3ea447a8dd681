"""Guardrail: no changes of an account's baseline."""

from __future__ import annotations

from accounts.boundaries import ROLE_CHANGES
from accounts.document import Document, document
from accounts.guardrail import Guardrail, GuardrailContext
from accounts.names import BUDGET, KEEPERS, TRAIL, baseline_roles, trail_bucket

_TRAIL = (
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:PutInsightSelectors",
    "cloudtrail:RemoveTags",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
)
_BUCKET = (
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
)
_KEY = ("kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion")
_ACCOUNT = (
    "iam:CreateAccountAlias",
    "iam:DeleteAccountAlias",
    "iam:DeleteAccountPasswordPolicy",
    "iam:UpdateAccountPasswordPolicy",
    "s3:PutAccountPublicAccessBlock",
)


def _document(context: GuardrailContext) -> Document:
    keepers = {"ArnNotLike": {"aws:PrincipalArn": list(KEEPERS)}}
    bucket = f"arn:aws:s3:::{trail_bucket(context.estate, '*')}"
    return document(
        {
            "Sid": "ProtectBaselineRoles",
            "Effect": "Deny",
            "Action": list(ROLE_CHANGES),
            "Resource": baseline_roles(context.estate),
            "Condition": keepers,
        },
        {
            "Sid": "ProtectTrail",
            "Effect": "Deny",
            "Action": list(_TRAIL),
            "Resource": f"arn:aws:cloudtrail:*:*:trail/{TRAIL}",
            "Condition": keepers,
        },
        {
            "Sid": "ProtectTrailBucket",
            "Effect": "Deny",
            "Action": list(_BUCKET),
            "Resource": [bucket, f"{bucket}/*"],
            "Condition": keepers,
        },
        {
            "Sid": "ProtectTrailKey",
            "Effect": "Deny",
            "Action": list(_KEY),
            "Resource": "*",
            "Condition": keepers | {"ForAnyValue:StringEquals": {"kms:ResourceAliases": f"alias/{TRAIL}"}},
        },
        {
            "Sid": "ProtectBudget",
            "Effect": "Deny",
            "Action": "budgets:ModifyBudget",
            "Resource": f"arn:aws:budgets::*:budget/{BUDGET}",
            "Condition": keepers,
        },
        {
            "Sid": "ProtectAccountSettings",
            "Effect": "Deny",
            "Action": list(_ACCOUNT),
            "Resource": "*",
            "Condition": keepers,
        },
    )


GUARDRAIL = Guardrail(
    name="protect-baseline",
    kind="SERVICE_CONTROL_POLICY",
    why="A principal that can change the roles, the trail or the alarms of an account can act unobserved.",
    reference="https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/org-management.html",
    document=_document,
)
