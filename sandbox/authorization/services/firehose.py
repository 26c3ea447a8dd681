"""Firehose: the role that delivers."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    passes={
        "CreateDeliveryStream": (
            ("S3DestinationConfiguration.RoleARN", "firehose.amazonaws.com"),
            ("ExtendedS3DestinationConfiguration.RoleARN", "firehose.amazonaws.com"),
            ("KinesisStreamSourceConfiguration.RoleARN", "firehose.amazonaws.com"),
        )
    },
)
