"""Who may write, encrypt and read the organization's trail."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.document import Document, document
from accounts.names import BREAK_GLASS, TRAIL

_CLOUDTRAIL = {"Service": "cloudtrail.amazonaws.com"}


@dataclass(frozen=True)
class TrailGround:
    """Where the trail is, and for whom it writes."""

    region: str
    management_id: str
    """The trail is the management account's."""
    security_id: str
    """Bucket and key are the security account's."""
    organization_id: str
    bucket: str

    @property
    def trail_arn(self) -> str:
        """ARN of the trail: known before it is made, and it has to be."""
        return f"arn:aws:cloudtrail:{self.region}:{self.management_id}:trail/{TRAIL}"


def bucket_policy(ground: TrailGround) -> Document:
    """Return the bucket's policy: the trail alone writes, under the management's and the organization's folder."""
    bucket = f"arn:aws:s3:::{ground.bucket}"
    ours = {"aws:SourceArn": ground.trail_arn}
    return document(
        {
            "Sid": "TrailLooks",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "s3:GetBucketAcl",
            "Resource": bucket,
            "Condition": {"StringEquals": ours},
        },
        {
            # The management's own folder takes the trail's records until it covers the organization.
            "Sid": "TrailWrites",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "s3:PutObject",
            "Resource": [
                f"{bucket}/AWSLogs/{ground.management_id}/*",
                f"{bucket}/AWSLogs/{ground.organization_id}/*",
            ],
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", **ours}},
        },
        {
            "Sid": "OnlyEncryptedTransport",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket, f"{bucket}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    )


def key_policy(ground: TrailGround) -> Document:
    """Return the key's policy: the trail encrypts for itself, the security account says who decrypts."""
    ours = {"aws:SourceArn": ground.trail_arn}
    context = f"arn:aws:cloudtrail:*:{ground.management_id}:trail/*"
    return document(
        {
            "Sid": "SecurityAccount",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ground.security_id}:root"},
            "Action": "kms:*",
            "Resource": "*",
        },
        {
            "Sid": "TrailEncrypts",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "kms:GenerateDataKey*",
            "Resource": "*",
            "Condition": {"StringEquals": ours, "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": context}},
        },
        {
            "Sid": "TrailLooksAtTheKey",
            "Effect": "Allow",
            "Principal": _CLOUDTRAIL,
            "Action": "kms:DescribeKey",
            "Resource": "*",
            "Condition": {"StringEquals": ours},
        },
    )


def delivery_trust() -> Document:
    """Return who may become the role that writes into the log group: CloudTrail."""
    return document(
        {"Sid": "CloudTrailDelivers", "Effect": "Allow", "Principal": _CLOUDTRAIL, "Action": "sts:AssumeRole"}
    )


def delivery(ground: TrailGround) -> Document:
    """Return what that role may: fill the streams of the management account and of the organization."""
    group = f"arn:aws:logs:{ground.region}:{ground.management_id}:log-group:{TRAIL}:log-stream"
    return document(
        {
            "Sid": "FillStreams",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": [
                f"{group}:{ground.management_id}_CloudTrail_{ground.region}*",
                f"{group}:{ground.organization_id}_*",
            ],
        }
    )


BREAK_GLASS_USED = (
    f'{{ ($.eventName = "AssumeRole") && ($.requestParameters.roleArn = "arn:aws:iam::*:role/{BREAK_GLASS}") }}'
)
"""Filter pattern of CloudWatch Logs: somebody asked for break-glass, whether it was given or not."""
