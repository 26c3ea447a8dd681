"""The policies of the organization trail: of its bucket, its key and its log group."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.document import Document, document
from accounts.names import BREAK_GLASS, TRAIL

_CLOUDTRAIL = {"Service": "cloudtrail.amazonaws.com"}


@dataclass(frozen=True)
class TrailContext:
    """The input of the trail's policies: its place and the ids of its owners."""

    region: str
    management_id: str
    """The account that owns the trail."""
    security_id: str
    """The account that owns bucket and key."""
    organization_id: str
    bucket: str

    @property
    def trail_arn(self) -> str:
        """Return the trail's ARN, computed because its policies are needed before it is created."""
        return f"arn:aws:cloudtrail:{self.region}:{self.management_id}:trail/{TRAIL}"


def bucket_policy(context: TrailContext) -> Document:
    """Return the bucket's policy: only the trail writes, under the prefixes of management account and organization."""
    bucket = f"arn:aws:s3:::{context.bucket}"
    ours = {"aws:SourceArn": context.trail_arn}
    return document(
        {
            "Sid": "AWSCloudTrailAclCheck",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "s3:GetBucketAcl",
            "Resource": bucket,
            "Condition": {"StringEquals": ours},
        },
        {
            # The prefix of the management account has the trail's records until the trail covers the organization.
            "Sid": "AWSCloudTrailWrite",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "s3:PutObject",
            "Resource": [
                f"{bucket}/AWSLogs/{context.management_id}/*",
                f"{bucket}/AWSLogs/{context.organization_id}/*",
            ],
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", **ours}},
        },
        {
            "Sid": "DenyInsecureTransport",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket, f"{bucket}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    )


def key_policy(context: TrailContext) -> Document:
    """Return the key's policy: the trail encrypts its records, the security account controls decryption."""
    ours = {"aws:SourceArn": context.trail_arn}
    any_trail = f"arn:aws:cloudtrail:*:{context.management_id}:trail/*"
    return document(
        {
            "Sid": "AllowSecurityAccount",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{context.security_id}:root"},
            "Action": "kms:*",
            "Resource": "*",
        },
        {
            "Sid": "AllowCloudTrailEncrypt",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "kms:GenerateDataKey*",
            "Resource": "*",
            "Condition": {"StringEquals": ours, "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": any_trail}},
        },
        {
            "Sid": "AllowCloudTrailDescribeKey",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "kms:DescribeKey",
            "Resource": "*",
            "Condition": {"StringEquals": ours},
        },
    )


def delivery_trust() -> Document:
    """Return the trust policy of the role that writes into the log group: CloudTrail."""
    return document(
        {"Sid": "AllowCloudTrailAssumeRole", "Effect": "Allow", "Principal": _CLOUDTRAIL, "Action": "sts:AssumeRole"}
    )


def delivery(context: TrailContext) -> Document:
    """Return that role's policy: write the log streams of the management account and of the organization."""
    group = f"arn:aws:logs:{context.region}:{context.management_id}:log-group:{TRAIL}:log-stream"
    return document(
        {
            "Sid": "AllowLogDelivery",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": [
                f"{group}:{context.management_id}_CloudTrail_{context.region}*",
                f"{group}:{context.organization_id}_*",
            ],
        }
    )


BREAK_GLASS_USED = (
    f'{{ ($.eventName = "AssumeRole") && ($.requestParameters.roleArn = "arn:aws:iam::*:role/{BREAK_GLASS}") }}'
)
"""Filter pattern of CloudWatch Logs: break-glass was requested, whether allowed or denied."""
