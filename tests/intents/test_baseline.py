"""Nobody touches the trail, its bucket and key, the budget or the account's settings: keepers alone do."""

from __future__ import annotations

from sandbox.checks import account_id, accounts, bucket, everybody, key, role, root
from tests.intents.estate import KEEPERS

_MEMBERS = ("departments", "infrastructure")
_TRAIL = (
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:PutInsightSelectors",
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
_ACCOUNT = (
    "iam:CreateAccountAlias",
    "iam:DeleteAccountAlias",
    "iam:DeleteAccountPasswordPolicy",
    "iam:UpdateAccountPasswordPolicy",
    "s3:PutAccountPublicAccessBlock",
)


def test_nobody_touches_the_trail():
    trail = f"arn:aws:cloudtrail:us-east-1:{account_id('management')}:trail/organization-trail"
    others = everybody.inside(*_MEMBERS).but(*KEEPERS)
    others.cannot(_TRAIL, trail).because_of("protect-baseline")


def test_nobody_touches_its_records():
    others = everybody.inside(*_MEMBERS).but(*KEEPERS)
    others.cannot(_BUCKET, bucket("gilt-organization-trail")).because_of("protect-baseline")
    record = bucket("gilt-organization-trail", "AWSLogs/record.json.gz")
    others.cannot(("s3:DeleteObject", "s3:DeleteObjectVersion"), record).because_of("protect-baseline")


def test_nobody_takes_its_key_away():
    ends = ("kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion")
    aliases = {"kms:ResourceAliases": ["alias/organization-trail"]}
    others = everybody.inside(*_MEMBERS).but(*KEEPERS)
    others.cannot(ends, key("security")).when(keys=aliases).because_of("protect-baseline")


def test_the_records_travel_encrypted():
    for account in ("security", "management"):
        root(account).cannot("s3:GetObject", bucket("gilt-organization-trail", "AWSLogs/x")).when(
            secure_transport=False
        )
    entry = role("security/OrganizationAccountAccessRole")
    entry.cannot("s3:GetObject", bucket("gilt-organization-trail", "AWSLogs/x")).when(secure_transport=False)


def test_nobody_silences_the_budget():
    for account in accounts():
        budget = f"arn:aws:budgets::{account_id(account)}:budget/monthly-cost"
        everybody.but(*KEEPERS).inside(account).cannot("budgets:ModifyBudget", budget).because_of("protect-baseline")


def test_nobody_changes_the_accounts_settings():
    everybody.inside(*_MEMBERS).but(*KEEPERS).cannot(_ACCOUNT).because_of("protect-baseline")
