"""Event sources and names are operations of services."""

from __future__ import annotations

import pytest

from docs.permissions_page import offered
from sandbox.facts.service_models import service_models
from sandbox.rehearsal.operations import Operations

OPERATIONS = Operations(service_models())


@pytest.mark.parametrize(
    ("source", "name", "version", "service", "operation"),
    [
        ("ec2", "DescribeInstances", None, "ec2", "DescribeInstances"),
        ("lambda", "ListFunctions20150331", None, "lambda", "ListFunctions"),
        ("lambda", "GetFunction20150331v2", None, "lambda", "GetFunction"),
        ("cloudfront", "CreateDistribution2020_05_31", None, "cloudfront", "CreateDistribution"),
        ("monitoring", "PutMetricAlarm", None, "cloudwatch", "PutMetricAlarm"),
        ("states", "StartExecution", None, "stepfunctions", "StartExecution"),
        ("s3", "GetBucketPublicAccessBlock", None, "s3", "GetPublicAccessBlock"),
        ("s3", "PutAccountPublicAccessBlock", None, "s3control", "PutPublicAccessBlock"),
        ("elasticloadbalancing", "CreateLoadBalancer", "2012-06-01", "elb", "CreateLoadBalancer"),
        ("elasticloadbalancing", "CreateLoadBalancer", "2015-12-01", "elbv2", "CreateLoadBalancer"),
        ("apigateway", "CreateApi", None, "apigatewayv2", "CreateApi"),
        ("tagging", "GetResources", None, "resourcegroupstaggingapi", "GetResources"),
    ],
)
def test_names_of_events(source: str, name: str, version: str | None, service: str, operation: str):
    found = OPERATIONS.find(f"{source}.amazonaws.com", name, version)
    assert found is not None
    assert (found.model.service, found.name) == (service, operation)


def test_what_no_service_has_is_not_found():
    assert OPERATIONS.find("ec2.amazonaws.com", "SharedSnapshotVolumeCreated", None) is None
    assert OPERATIONS.find("billingconsole.amazonaws.com", "GetBillingDetails", None) is None


def test_every_offered_operation_is_found_by_the_source_that_the_sandbox_records():
    found = 0
    for service, operations in offered().items():
        model = service_models().model(service)
        for name in operations:
            operation = OPERATIONS.find(f"{model.signing_name}.amazonaws.com", name, model.version)
            assert operation is not None, (service, name)
            assert (operation.model.service, operation.name) == (service, name)
            found += 1
    assert found > 2000
