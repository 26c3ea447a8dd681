"""CloudTrail: a trail's `Name` may be its ARN; the roles and groups of its logs."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"trail": ("Name", "TrailName", "ResourceId")},
    types={
        "AddTags": ("trail",),
        "ListTags": ("trail",),
        "RemoveTags": ("trail",),
    },
    tag_action="AddTags",
    passes={
        "CreateTrail": (("CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"),),
        "UpdateTrail": (("CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"),),
    },
)
