"""Classify calls: management event or not, read-only or not, and the Region whose history has the event.

Sources: CloudTrail's "Logging data events" and "Global service events", as of 2026-05-15.
"""

from __future__ import annotations

from typing import Any

GLOBAL = frozenset({"account", "budgets", "ce", "cloudfront", "iam", "organizations", "route53", "shield", "waf"})
HOME = "us-east-1"
"""The Region of the events of global services."""

_DATA = {
    "cloudwatch": "GetMetricData GetMetricStatistics GetMetricWidgetImage ListMetrics PutMetricData",
    "dynamodb": (
        "BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem ExecuteStatement ExecuteTransaction GetItem "
        "PutItem Query Scan TransactGetItems TransactWriteItems UpdateItem"
    ),
    "dynamodbstreams": "GetRecords GetShardIterator",
    "events": "PutEvents",
    "firehose": "PutRecord PutRecordBatch",
    "kinesis": "GetRecords GetShardIterator PutRecord PutRecords SubscribeToShard",
    "lambda": "Invoke InvokeAsync InvokeWithResponseStream",
    "logs": "PutLogEvents",
    "s3": "DeleteObjects HeadBucket ListMultipartUploads ListObjectVersions ListObjects ListObjectsV2",
    "sns": "Publish PublishBatch",
    "sqs": (
        "ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch ReceiveMessage "
        "SendMessage SendMessageBatch"
    ),
    "stepfunctions": "StartSyncExecution",
}
DATA = {service: frozenset(names.split()) for service, names in _DATA.items()}

_READS = (
    *("BatchCheck", "BatchDescribe", "BatchGet", "Check", "Decode", "Describe", "Discover", "Estimate", "Filter"),
    *(
        "Get",
        "Head",
        "List",
        "Lookup",
        "Preview",
        "Query",
        "Search",
        "Select",
        "Simulate",
        "Test",
        "Validate",
        "Verify",
    ),
)
_READS_TOO = frozenset({"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GenerateCredentialReport"})


def is_management(service: str, operation: str, request_shape: Any) -> bool:
    """Return whether CloudTrail logs the call by default; calls about one S3 object are data events."""
    if operation in DATA.get(service, ()):
        return False
    return service != "s3" or request_shape is None or "Key" not in request_shape.members


def only_reads(operation: str) -> bool:
    """Return `readOnly` of the event."""
    return operation.startswith(_READS) or operation in _READS_TOO


def region_of(service: str, region: str) -> str:
    """Return the Region whose history has the event."""
    return HOME if service in GLOBAL else region
