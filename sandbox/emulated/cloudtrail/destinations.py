"""Check that CloudTrail may write to a trail's bucket, key, topic and log group, as AWS does."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.s3.models import s3_stores

from sandbox.emulated.cloudtrail.permission import ServiceAction, allows
from sandbox.emulated.cloudtrail.trail import Trail
from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.membership import guardrails_of
from sandbox.iam import Kind, Layers, PolicySet, Request, decide


def check_bucket(trail: Trail) -> None:
    """Raise unless the bucket exists and its policy lets the trail read its ACL and write into its folders."""
    owner = s3_stores[trail.account][trail.region].global_bucket_map.get(trail.bucket)
    if owner is None:
        raise AwsError("S3BucketDoesNotExistException", f"S3 bucket {trail.bucket} does not exist!")
    try:
        policy = json.loads(_client("s3", owner, trail.region).get_bucket_policy(Bucket=trail.bucket)["Policy"])
    except ClientError as error:
        raise _bucket_refuses(trail) from error
    folder = f"{trail.prefix}/AWSLogs" if trail.prefix else "AWSLogs"
    names = [trail.account]
    if trail.of_organization:
        names += [organization] if (organization := guardrails_of(trail.account).organization_id) else []
    bucket = f"arn:aws:s3:::{trail.bucket}"
    requested = [("s3:GetBucketAcl", bucket)]
    requested += [
        ("s3:PutObject", f"{bucket}/{folder}/{name}/CloudTrail/{trail.region}/file.json.gz") for name in names
    ]
    for action, resource in requested:
        wanted = ServiceAction(action, resource, owner, {"s3:x-amz-acl": "bucket-owner-full-control"})
        if not allows(policy, trail, wanted):
            raise _bucket_refuses(trail)


def check_key(trail: Trail) -> str | None:
    """Return the key's ARN; raise unless it exists, is enabled, and its policy lets the trail encrypt."""
    if trail.key is None:
        return None
    owner = trail.key.split(":")[4] if trail.key.startswith("arn:") else trail.account
    kms = _client("kms", owner, trail.region)
    try:
        key = kms.describe_key(KeyId=trail.key)["KeyMetadata"]
        policy = json.loads(kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"])
    except ClientError as error:
        raise AwsError(
            "KmsKeyNotFoundException", f"The KMS key {trail.key} does not exist in {trail.region}."
        ) from error
    if key["KeyState"] != "Enabled":
        raise AwsError("KmsKeyDisabledException", f"The KMS key {trail.key} is {key['KeyState']}.")
    context = {"kms:EncryptionContext:aws:cloudtrail:arn": trail.arn}
    if not allows(policy, trail, ServiceAction("kms:GenerateDataKey", key["Arn"], owner, context)):
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
        attributes = _client("sns", owner, trail.region).get_topic_attributes(TopicArn=topic)["Attributes"]
        allowed = allows(json.loads(attributes["Policy"]), trail, ServiceAction("sns:Publish", topic, owner))
    except ClientError:
        allowed = False
    if not allowed:
        raise AwsError(
            "InsufficientSnsTopicPolicyException", "SNS Topic does not exist or the topic policy is incorrect!"
        )
    return topic


def check_log_group(trail: Trail) -> None:
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
    if not _role_writes(trail, trail.log_role, stream):
        raise AwsError("InvalidCloudWatchLogsRoleArnException", "Access denied. Check the permissions for your role.")


def _role_writes(trail: Trail, role_arn: str, stream: str) -> bool:
    iam = _client("iam", trail.account, "us-east-1")
    name = role_arn.rpartition("/")[2]
    try:
        trust = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
        inline = iam.list_role_policies(RoleName=name)["PolicyNames"]
        documents = [iam.get_role_policy(RoleName=name, PolicyName=one)["PolicyDocument"] for one in inline]
        for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
            policy = iam.get_policy(PolicyArn=attached["PolicyArn"])["Policy"]
            version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])
            documents.append(version["PolicyVersion"]["Document"])
    except ClientError:
        return False
    if not allows(trust, trail, ServiceAction("sts:AssumeRole", role_arn, trail.account), Kind.TRUST):
        return False
    identity = PolicySet.of(documents, Kind.IDENTITY)
    actions = ("logs:CreateLogStream", "logs:PutLogEvents")
    requested = (Request.of(role_arn, action, stream, resource_account=trail.account) for action in actions)
    return all(decide(request, Layers(identity=identity)).allowed for request in requested)


def _bucket_refuses(trail: Trail) -> AwsError:
    return AwsError(
        "InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {trail.bucket}"
    )


def _client(service: str, account: str, region: str) -> Any:
    return getattr(connect_to(aws_access_key_id=account, region_name=region), service)
