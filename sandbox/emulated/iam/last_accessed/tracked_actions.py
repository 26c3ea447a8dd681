"""The actions for which IAM reports the last attempt: management actions.

CloudTrail's data events are no management actions; iam:PassRole is not tracked, as it is no call.
Reference: IAM user guide, access_policies_last-accessed ("Things to know about last accessed information").
"""

from __future__ import annotations

from sandbox.emulated.cloudtrail.events.classification import DATA

_NOT_TRACKED = frozenset(
    {
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "iam:PassRole",
        "lambda:InvokeFunction",
        "states:StartSyncExecution",
    }
)
"""Beside the data events whose names are those of the operations."""
_OBJECT = "object"
"""The resource type of S3's data plane."""


def is_tracked(action: str, resource_types: frozenset[str]) -> bool:
    """Return whether an action is tracked.

    Args:
        action: `s3:CreateBucket`.
        resource_types: The types of resources that it names.

    """
    service, _, name = action.partition(":")
    if action in _NOT_TRACKED or name in DATA.get(service, ()):
        return False
    return not (service == "s3" and _OBJECT in resource_types)
