"""Check that CloudTrail may write to a trail's bucket, key, topic and log group, as AWS does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.s3.models import s3_stores

from sandbox.emulated.cloudtrail.permission import allows, role_allows
from sandbox.emulated.cloudtrail.trail import Trail
from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.membership import membership_of


def check_bucket(trail: Trail) -> None:
    """Raise unless the bucket exists and its policy lets the trail read its ACL and write into its folders."""
    owner = s3_stores[trail.account][trail.region].global_bucket_map.get(trail.bucket)
    if owner is None:
        raise AwsError("S3BucketDoesNotExistException", f"S3 bucket {trail.bucket} does not exist!")
    folder = f"{trail.prefix}/AWSLogs" if trail.prefix else "AWSLogs"
    names = [trail.account]
    if trail.of_organization:
        names += [membership.organization_id] if (membership := membership_of(trail.account)) else []
    bucket = f"arn:aws:s3:::{trail.bucket}"
    requested = [("s3:GetBucketAcl", bucket)]
    requested += [
        ("s3:PutObject", f"{bucket}/{folder}/{name}/CloudTrail/{trail.region}/file.json.gz") for name in names
    ]
    acl = {"s3:x-amz-acl": "bucket-owner-full-control"}
    if not all(allows(trail, action, resource, acl) for action, resource in requested):
        raise AwsError(
            "InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {trail.bucket}"
        )


def check_key(trail: Trail) -> str | None:
    """Return the key's ARN; raise unless it exists, is enabled, and its policy lets the trail encrypt."""
    if trail.key is None:
        return None
    owner = trail.key.split(":")[4] if trail.key.startswith("arn:") else trail.account
    kms = _client("kms", owner, trail.region)
    try:
        key = kms.describe_key(KeyId=trail.key)["KeyMetadata"]
    except ClientError as error:
        raise AwsError(
            "KmsKeyNotFoundException", f"The KMS key {trail.key} does not exist in {trail.region}."
        ) from error
    if key["KeyState"] != "Enabled":
        raise AwsError("KmsKeyDisabledException", f"The KMS key {trail.key} is {key['KeyState']}.")
    context = {"kms:EncryptionContext:aws:cloudtrail:arn": trail.arn}
    if not allows(trail, "kms:GenerateDataKey", key["Arn"], context):
        raise AwsError(
            "InsufficientEncryptionPolicyException",
            f"Insufficient permissions to access S3 bucket {trail.bucket} or KMS key {trail.key}.",
        )
    return str(key["Arn"])


def check_topic(trail: Trail) -> str | None:
    """Return the topic's ARN; raise unless it exists and its policy lets the trail publish."""
    if trail.topic is None:
        return None
    is_arn = trail.topic.startswith("arn:")
    topic = trail.topic if is_arn else f"arn:aws:sns:{trail.region}:{trail.account}:{trail.topic}"
    owner = topic.split(":")[4]
    try:
        _client("sns", owner, trail.region).get_topic_attributes(TopicArn=topic)
        allowed = allows(trail, "sns:Publish", topic)
    except ClientError:
        allowed = False
    if not allowed:
        raise AwsError(
            "InsufficientSnsTopicPolicyException", "SNS Topic does not exist or the topic policy is incorrect!"
        )
    return topic


def check_log_group(trail: Trail, now: datetime) -> None:
    """Raise unless the log group exists and the role lets CloudTrail write into it."""
    if trail.log_group is None or trail.log_role is None:
        return
    fields = trail.log_group.split(":")
    name = fields[6] if trail.log_group.startswith("arn:") and len(fields) > 6 else ""  # noqa: PLR2004 - its 7th field
    found = _client("logs", trail.account, trail.region).describe_log_groups(logGroupNamePrefix=name or "-")
    if not any(group["logGroupName"] == name for group in found["logGroups"]):
        raise AwsError(
            "InvalidCloudWatchLogsLogGroupArnException",
            "CloudTrail cannot validate the specified log group ARN: it must be one of the trail's account and Region.",
        )
    stream = (
        f"arn:aws:logs:{fields[3]}:{fields[4]}:log-group:{name}:log-stream:{trail.account}_CloudTrail_{trail.region}"
    )
    if not role_allows(trail, trail.log_role, ("logs:CreateLogStream", "logs:PutLogEvents"), stream, now):
        raise AwsError("InvalidCloudWatchLogsRoleArnException", "Access denied. Check the permissions for your role.")


def _client(service: str, account: str, region: str) -> Any:
    return getattr(connect_to(aws_access_key_id=account, region_name=region), service)
