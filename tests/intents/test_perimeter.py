"""Data stays in the organization, whatever the policy of a bucket or key allows."""

from __future__ import annotations

from sandbox.policytest import (
    account_id,
    accounts,
    anonymous,
    bucket,
    endpoints,
    external_principal,
    key,
    nobody,
    role,
    service,
)
from tests.intents.estate import policy_of, role_arn

_TRAIL = "gilt-organization-trail"
_FOREIGN = {"aws:SourceOrgID": "o-external99"}
_FOR_US = "data-perimeter/EnforceConfusedDeputyProtection"


def test_no_external_principal_reads_or_writes():
    data = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
    external_principal().cannot(data, bucket(_TRAIL, "AWSLogs/x")).because_of("data-perimeter/EnforceOrgIdentities")
    external_principal().cannot("s3:ListBucket", bucket(_TRAIL)).because_of("data-perimeter/EnforceOrgIdentities")
    external_principal().cannot(("kms:Decrypt", "kms:GenerateDataKey"), key("security")).because_of(
        "data-perimeter/EnforceOrgIdentities"
    )


def test_no_anonymous_principal_reads_or_writes():
    anonymous().cannot(("s3:GetObject", "s3:PutObject"), bucket(_TRAIL, "AWSLogs/x")).because_of(
        "data-perimeter/EnforceOrgIdentities"
    )


def test_the_records_are_read_only_in_their_own_account():
    nobody.outside("security").can(("s3:GetObject", "s3:PutObject"), bucket(_TRAIL, "AWSLogs/x"))
    nobody.outside("security").can(("kms:Decrypt", "kms:PutKeyPolicy"), key("security"))


def _trail() -> str:
    return f"arn:aws:cloudtrail:us-east-1:{account_id('management')}:trail/organization-trail"


def test_the_trail_writes_its_records():
    keys = {"s3:x-amz-acl": "bucket-owner-full-control"}
    record = bucket(_TRAIL, f"AWSLogs/{account_id('management')}/record.json.gz")
    service("cloudtrail.amazonaws.com").can("s3:PutObject", record).when(source_arn=_trail(), keys=keys)
    service("cloudtrail.amazonaws.com").can("s3:GetBucketAcl", bucket(_TRAIL)).when(source_arn=_trail())
    context = {"kms:EncryptionContext:aws:cloudtrail:arn": _trail()}
    service("cloudtrail.amazonaws.com").can("kms:GenerateDataKey", key("security")).when(
        source_arn=_trail(), keys=context
    )
    service("cloudtrail.amazonaws.com").can("kms:DescribeKey", key("security")).when(source_arn=_trail())


def test_no_other_trail_writes_records():
    bucket_policy, key_policy = policy_of(bucket(_TRAIL)), policy_of(key("security"))
    record = bucket(_TRAIL, f"AWSLogs/{account_id('management')}/record.json.gz")
    for source in (None, f"arn:aws:cloudtrail:us-east-1:{account_id('data')}:trail/organization-trail"):
        trail = service("cloudtrail.amazonaws.com")
        keys = {"s3:x-amz-acl": "bucket-owner-full-control"}
        writes = trail.cannot("s3:PutObject", record).when(source_arn=source, keys=keys)
        writes.because_of(f"{bucket_policy}/AWSCloudTrailWrite")
        reads_acl = trail.cannot("s3:GetBucketAcl", bucket(_TRAIL)).when(source_arn=source)
        reads_acl.because_of(f"{bucket_policy}/AWSCloudTrailAclCheck")
        context = {"kms:EncryptionContext:aws:cloudtrail:arn": source or _trail()}
        encrypts = trail.cannot("kms:GenerateDataKey", key("security")).when(source_arn=source, keys=context)
        encrypts.because_of(f"{key_policy}/AllowCloudTrailEncrypt")
        describes = trail.cannot("kms:DescribeKey", key("security")).when(source_arn=source)
        describes.because_of(f"{key_policy}/AllowCloudTrailDescribeKey")


def test_vpc_endpoints_lead_only_to_data_of_the_organization():
    """A VPC endpoint takes principals of the organization to its data, and to no other; external ones to none."""
    external = {"aws:ResourceOrgID": "o-external99"}
    for endpoint in endpoints():
        denial = f"policy of {endpoint}/AllowRequestsByOrgsIdentitiesToOrgsResources"
        for account in accounts("departments"):
            table = f"arn:aws:dynamodb:us-east-1:{account_id(account)}:table/orders"
            for action, resource in (("s3:PutObject", "arn:aws:s3:::external/x"), ("dynamodb:PutItem", table)):
                exfiltrates = role(f"{account}/deployer").cannot(action, resource)
                exfiltrates.when(source_vpce=endpoint, keys=external).because_of(denial)
        for action, resource in (
            ("s3:PutObject", "arn:aws:s3:::external/x"),
            ("dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:999999999999:table/x"),
        ):
            external_principal().cannot(action, resource).when(source_vpce=endpoint).because_of(denial)


def test_services_acting_for_an_external_account_are_denied():
    record = bucket(_TRAIL, f"AWSLogs/{account_id('management')}/record.json.gz")
    keys = {"s3:x-amz-acl": "bucket-owner-full-control", **_FOREIGN}
    foreign = service("cloudtrail.amazonaws.com").cannot("s3:PutObject", record)
    foreign.when(source_arn=_trail(), source_account="999999999999", keys=keys).because_of(_FOR_US)
    for account in accounts("departments"):
        for action, resource in _resources_with_policies(account):
            confused_deputy = service("sns.amazonaws.com").cannot(action, resource)
            confused_deputy.when(source_account="999999999999", keys=_FOREIGN).because_of(_FOR_US)


def test_external_principals_are_denied_whatever_a_resource_policy_allows():
    for account in accounts("departments"):
        for action, resource in _resources_with_policies(account):
            external_principal().cannot(action, resource).because_of("data-perimeter/EnforceOrgIdentities")


def _resources_with_policies(account: str) -> tuple[tuple[str, str], ...]:
    """Return resources that may have a policy, each with an action that reads it."""
    here = f"us-east-1:{account_id(account)}"
    return (
        ("kms:Decrypt", f"arn:aws:kms:{here}:key/1111"),
        ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{here}:secret:payments"),
        ("sqs:SendMessage", f"arn:aws:sqs:{here}:orders"),
        ("sts:AssumeRole", role_arn(account, "reader")),
        ("sts:SetSourceIdentity", role_arn(account, "reader")),
        ("sts:TagSession", role_arn(account, "reader")),
    )
