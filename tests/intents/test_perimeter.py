"""Data stays with the organization, whatever a bucket's or key's own policy says."""

from __future__ import annotations

from sandbox.checks import account_id, anonymous, bucket, key, nobody, service, stranger

_TRAIL = "gilt-organization-trail"


def test_no_stranger_reads_or_writes():
    data = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
    stranger().cannot(data, bucket(_TRAIL, "AWSLogs/x")).because_of("data-perimeter")
    stranger().cannot("s3:ListBucket", bucket(_TRAIL)).because_of("data-perimeter")
    stranger().cannot(("kms:Decrypt", "kms:GenerateDataKey"), key("security")).because_of("data-perimeter")


def test_nobody_without_credentials_does():
    anonymous().cannot(("s3:GetObject", "s3:PutObject"), bucket(_TRAIL, "AWSLogs/x")).because_of("data-perimeter")


def test_the_records_are_read_in_their_own_account_alone():
    nobody.outside("security").can(("s3:GetObject", "s3:PutObject"), bucket(_TRAIL, "AWSLogs/x"))
    nobody.outside("security").can(("kms:Decrypt", "kms:PutKeyPolicy"), key("security"))


def _trail() -> str:
    return f"arn:aws:cloudtrail:us-east-1:{account_id('management')}:trail/organization-trail"


def test_the_trail_writes_its_records():
    keys = {"s3:x-amz-acl": "bucket-owner-full-control"}
    record = bucket(_TRAIL, f"AWSLogs/{account_id('management')}/record.json.gz")
    service("cloudtrail.amazonaws.com").can("s3:PutObject", record).when(source_arn=_trail(), keys=keys)
    service("cloudtrail.amazonaws.com").can("s3:GetBucketAcl", bucket(_TRAIL)).when(source_arn=_trail())


def test_a_service_that_acts_for_a_stranger_does_not():
    record = bucket(_TRAIL, f"AWSLogs/{account_id('management')}/record.json.gz")
    keys = {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceOrgID": "o-stranger99"}
    foreign = service("cloudtrail.amazonaws.com").cannot("s3:PutObject", record)
    foreign.when(source_arn=_trail(), source_account="999999999999", keys=keys).because_of("data-perimeter")
