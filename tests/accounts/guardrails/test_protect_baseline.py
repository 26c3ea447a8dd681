"""`protect-baseline` denies changes of an account's baseline: its roles, the trail, budgets and account settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

type Refused = Callable[..., bool]


HOME = "arn:aws:iam::200000000005"
BUCKET = "arn:aws:s3:::gilt-organization-trail-200000000001"

KEPT = [
    ("mobile/deployer", "iam:UpdateAssumeRolePolicy", f"{HOME}:role/OrganizationAccountAccessRole"),
    ("mobile/deployer", "iam:DeleteRole", f"{HOME}:role/break-glass"),
    ("mobile/deployer", "iam:AttachRolePolicy", f"{HOME}:role/reader"),
    ("mobile/deployer", "iam:CreateRole", f"{HOME}:role/break-glass"),
    ("security/admin", "cloudtrail:StopLogging", "arn:aws:cloudtrail:us-east-1:200000000009:trail/organization-trail"),
    ("security/admin", "s3:DeleteObjectVersion", f"{BUCKET}/AWSLogs/o-abcdefghij/x.json.gz"),
    ("security/admin", "s3:PutBucketPolicy", BUCKET),
    ("mobile/deployer", "budgets:ModifyBudget", "arn:aws:budgets::200000000005:budget/monthly-cost"),
    ("mobile/deployer", "iam:UpdateAccountPasswordPolicy", "*"),
    ("mobile/deployer", "s3:PutAccountPublicAccessBlock", "*"),
]

FREE = [
    ("mobile/deployer", "iam:CreateRole", f"{HOME}:role/worker"),
    ("mobile/deployer", "iam:DeleteRole", f"{HOME}:role/worker"),
    ("mobile/deployer", "iam:PassRole", f"{HOME}:role/worker"),
    ("security/admin", "cloudtrail:LookupEvents", "*"),
    ("security/admin", "s3:GetObject", f"{BUCKET}/AWSLogs/o-abcdefghij/x.json.gz"),
    ("mobile/deployer", "s3:DeleteObject", "arn:aws:s3:::mobile-assets/x"),
    ("mobile/deployer", "budgets:ModifyBudget", "arn:aws:budgets::200000000005:budget/team-a"),
]


@pytest.mark.parametrize(("principal", "action", "resource"), KEPT)
def test_changes_of_the_baseline_are_denied(
    scp_refuses: Callable[[str], Refused], principal: str, action: str, resource: str
) -> None:
    assert scp_refuses("protect-baseline")(principal, action, resource)


@pytest.mark.parametrize(("principal", "action", "resource"), FREE)
def test_other_requests_are_not_denied(
    scp_refuses: Callable[[str], Refused], principal: str, action: str, resource: str
) -> None:
    assert not scp_refuses("protect-baseline")(principal, action, resource)


@pytest.mark.parametrize(("principal", "action", "resource"), KEPT)
@pytest.mark.parametrize("exempt_role", ["OrganizationAccountAccessRole", "break-glass"])
def test_the_entry_role_and_the_break_glass_role_are_exempt(
    scp_refuses: Callable[[str], Refused], exempt_role: str, principal: str, action: str, resource: str
) -> None:
    account = principal.partition("/")[0]
    assert not scp_refuses("protect-baseline")(f"{account}/{exempt_role}", action, resource)


def test_the_trails_key_is_identified_by_its_alias(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("protect-baseline")
    key = "arn:aws:kms:us-east-1:200000000001:key/1"
    assert refused(
        "security/admin", "kms:ScheduleKeyDeletion", key, {"kms:ResourceAliases": ["alias/organization-trail"]}
    )
    assert not refused("security/admin", "kms:ScheduleKeyDeletion", key, {"kms:ResourceAliases": ["alias/mine"]})
    assert not refused("security/admin", "kms:ScheduleKeyDeletion", key)
