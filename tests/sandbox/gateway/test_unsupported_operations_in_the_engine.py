"""Services and operations without an implementation are refused by name, without mention of licences."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("service", "call", "operation", "arguments"),
    [
        ("accessanalyzer", "list_policy_generations", "ListPolicyGenerations", {}),
        ("cloudcontrol", "list_resources", "ListResources", {"TypeName": "AWS::S3::Bucket"}),
        ("detective", "list_graphs", "ListGraphs", {}),
        ("secretsmanager", "stop_replication_to_replica", "StopReplicationToReplica", {"SecretId": "a"}),
        ("ec2", "describe_scheduled_instances", "DescribeScheduledInstances", {}),
    ],
)
def test_an_unsupported_operation_is_refused_by_name(
    client: Any, service: str, call: str, operation: str, arguments: dict[str, Any]
):
    with pytest.raises(ClientError) as refused:
        getattr(client(service), call)(**arguments)
    error: Any = refused.value.response
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert f"does not emulate {operation} of {service}" in error["Error"]["Message"]
    assert "licen" not in str(error)
