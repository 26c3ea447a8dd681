"""aws:ResourceTag of the resources that calls create."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.authorization import OperationCall, requirements
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue

REFERENCE = reference_of(catalogue().raw)
RED = [{"Key": "team", "Value": "red"}]
RED_VPC = {"TagSpecifications": [{"ResourceType": "vpc", "Tags": RED}]}
RED_INSTANCE = {"TagSpecifications": [{"ResourceType": "instance", "Tags": RED}]}


def resource_tags(service: str, operation: str, parameters: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return action, last part of the resource and key of each tag of a resource."""
    call = OperationCall(
        service=service,
        prefix=service,
        operation=operation,
        parameters=parameters,
        account="111122223333",
        region="us-east-1",
    )
    return {
        (one.action, one.resource.rpartition(":")[2], key)
        for one in requirements(call, REFERENCE)
        for key, value in one.context.items()
        if ":ResourceTag/" in key and value == "red"
    }


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "expected"),
    [
        (
            "ec2",
            "CreateVpc",
            {"CidrBlock": "10.0.0.0/16", **RED_VPC},
            {("ec2:CreateVpc", "vpc/*", f"{service}:ResourceTag/team") for service in ("aws", "ec2")},
        ),
        (
            "ec2",
            "RunInstances",
            {"ImageId": "ami-1", "SubnetId": "subnet-1", "MinCount": 1, "MaxCount": 1, **RED_INSTANCE},
            {("ec2:RunInstances", "instance/*", f"{service}:ResourceTag/team") for service in ("aws", "ec2")},
        ),
        (
            "sqs",
            "CreateQueue",
            {"QueueName": "orders", "tags": {"team": "red"}},
            {("sqs:CreateQueue", "orders", "aws:ResourceTag/team")},
        ),
        (
            "iam",
            "CreateRole",
            {"RoleName": "job", "Tags": RED},
            {("iam:CreateRole", "role/job", f"{service}:ResourceTag/team") for service in ("aws", "iam")},
        ),
    ],
)
def test_a_created_resource_has_the_tags_of_the_request(
    service: str, operation: str, parameters: dict[str, Any], expected: set[tuple[str, str, str]]
) -> None:
    assert resource_tags(service, operation, parameters) == expected


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("ec2", "CreateVpc", {"CidrBlock": "10.0.0.0/16"}),
        ("ec2", "CreateTags", {"Resources": ["vpc-1"], "Tags": RED}),
        ("sqs", "TagQueue", {"QueueUrl": "http://127.0.0.1/111122223333/orders", "Tags": {"team": "red"}}),
        ("iam", "TagRole", {"RoleName": "job", "Tags": RED}),
    ],
)
def test_a_call_that_creates_nothing_with_tags_gives_none(
    service: str, operation: str, parameters: dict[str, Any]
) -> None:
    assert resource_tags(service, operation, parameters) == set()
