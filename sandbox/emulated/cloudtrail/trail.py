"""A trail, and the names and combinations of settings that AWS accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.emulated.errors import AwsError

TRAILS_AT_MOST = 5
"""Quota of trails of one account in one Region."""

DEFAULT_SELECTORS: tuple[dict[str, Any], ...] = (
    {
        "ReadWriteType": "All",
        "IncludeManagementEvents": True,
        "DataResources": [],
        "ExcludeManagementEventSources": [],
    },
)

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?![._-]))*[A-Za-z0-9]")
_IP = re.compile(r"\d+\.\d+\.\d+\.\d+")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_NAME_LENGTHS = range(3, 129)


@dataclass(frozen=True)
class Trail:
    """One trail as it is now."""

    name: str
    account: str
    region: str
    bucket: str
    prefix: str | None = None
    topic: str | None = None
    """ARN of the topic."""
    global_events: bool = True
    multi_region: bool = False
    validation: bool = False
    log_group: str | None = None
    log_role: str | None = None
    key: str | None = None
    """ARN of the KMS key."""
    of_organization: bool = False
    selectors: tuple[dict[str, Any], ...] = DEFAULT_SELECTORS
    advanced_selectors: tuple[dict[str, Any], ...] = ()
    insights: tuple[dict[str, Any], ...] = ()
    logging: bool = False
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """Return its ARN, in the account that owns it."""
        return f"arn:aws:cloudtrail:{self.region}:{self.account}:trail/{self.name}"

    def described(self) -> dict[str, Any]:
        """Return the members of CreateTrail's and UpdateTrail's responses."""
        topic = {"SnsTopicName": self.topic.rpartition(":")[2], "SnsTopicARN": self.topic} if self.topic else {}
        optional = {
            "S3KeyPrefix": self.prefix,
            "CloudWatchLogsLogGroupArn": self.log_group,
            "CloudWatchLogsRoleArn": self.log_role,
            "KmsKeyId": self.key,
        }
        return {
            "Name": self.name,
            "S3BucketName": self.bucket,
            "IncludeGlobalServiceEvents": self.global_events,
            "IsMultiRegionTrail": self.multi_region,
            "TrailARN": self.arn,
            "LogFileValidationEnabled": self.validation,
            "IsOrganizationTrail": self.of_organization,
            **topic,
            **{member: value for member, value in optional.items() if value},
        }

    def described_whole(self) -> dict[str, Any]:
        """Return `Trail`, as in the responses of GetTrail and DescribeTrails."""
        custom = self.selectors != DEFAULT_SELECTORS or bool(self.advanced_selectors)
        return self.described() | {
            "HomeRegion": self.region,
            "HasCustomEventSelectors": custom,
            "HasInsightSelectors": bool(self.insights),
        }


def check(trail: Trail) -> None:
    """Raise unless AWS accepts name, bucket and the combination of settings."""
    check_name(trail.name)
    if not _BUCKET.fullmatch(trail.bucket):
        raise AwsError("InvalidS3BucketNameException", f"Bucket name is invalid: {trail.bucket}")
    if trail.multi_region and not trail.global_events:
        raise AwsError("InvalidParameterCombinationException", "Multi-Region trail must include global service events.")
    if bool(trail.log_group) != bool(trail.log_role):
        raise AwsError(
            "InvalidParameterCombinationException",
            "Give both CloudWatchLogsLogGroupArn and CloudWatchLogsRoleArn, or neither.",
        )


def check_name(name: str) -> None:
    """Raise InvalidTrailNameException unless it is a valid name of a trail."""
    if len(name) not in _NAME_LENGTHS:
        raise AwsError("InvalidTrailNameException", f"Trail name must have 3 to 128 characters, and has {len(name)}.")
    if not _NAME.fullmatch(name) or _IP.fullmatch(name):
        raise AwsError(
            "InvalidTrailNameException",
            f"{name} is not a valid trail name: use letters and digits, with single periods, underscores or dashes.",
        )
