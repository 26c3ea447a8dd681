"""Only exempt roles change the trail, its bucket and key, the budget and the account's settings."""

from __future__ import annotations

from sandbox.policytest import account_id, accounts, bucket, everybody, key, role, root
from tests.intents.estate import EXEMPT, policy_of

_MEMBERS = ("departments", "infrastructure")
_TRAIL = (
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:PutInsightSelectors",
    "cloudtrail:RemoveTags",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
)
_BUCKET = (
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
)
_RECORDS = ("s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion")
_ACCOUNT = (
    "iam:CreateAccountAlias",
    "iam:DeleteAccountAlias",
    "iam:DeleteAccountPasswordPolicy",
    "iam:UpdateAccountPasswordPolicy",
    "s3:PutAccountPublicAccessBlock",
)


def test_the_trail_cannot_be_changed():
    trail = f"arn:aws:cloudtrail:us-east-1:{account_id('management')}:trail/organization-trail"
    others = everybody.inside(*_MEMBERS).but(*EXEMPT)
    others.cannot(_TRAIL, trail).because_of("protect-baseline/ProtectTrail")


def test_the_trails_bucket_and_records_cannot_be_changed():
    others = everybody.inside(*_MEMBERS).but(*EXEMPT)
    others.cannot(_BUCKET, bucket("gilt-organization-trail")).because_of("protect-baseline/ProtectTrailBucket")
    record = bucket("gilt-organization-trail", "AWSLogs/record.json.gz")
    others.cannot(_RECORDS, record).because_of("protect-baseline/ProtectTrailBucket")


def test_the_trails_key_cannot_be_disabled():
    ends = ("kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion")
    aliases = {"kms:ResourceAliases": ["alias/organization-trail"]}
    others = everybody.inside(*_MEMBERS).but(*EXEMPT)
    others.cannot(ends, key("security")).when(keys=aliases).because_of("protect-baseline/ProtectTrailKey")


def test_the_records_are_read_over_tls_only():
    record = bucket("gilt-organization-trail", "AWSLogs/x")
    denial = f"{policy_of(bucket('gilt-organization-trail'))}/DenyInsecureTransport"
    for reader in (root("security"), root("management"), role("security/OrganizationAccountAccessRole")):
        reader.cannot("s3:GetObject", record).when(secure_transport=False).because_of(denial)


def test_the_budget_alarm_cannot_be_changed():
    for account in accounts():
        budget = f"arn:aws:budgets::{account_id(account)}:budget/monthly-cost"
        others = everybody.but(*EXEMPT).inside(account)
        others.cannot("budgets:ModifyBudget", budget).because_of("protect-baseline/ProtectBudget")


def test_the_account_settings_cannot_be_changed():
    everybody.inside(*_MEMBERS).but(*EXEMPT).cannot(_ACCOUNT).because_of("protect-baseline/ProtectAccountSettings")
