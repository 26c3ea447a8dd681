"""Request parameters of events are those that boto3 takes.

Sources: the examples of events in the user guides of the services, as the docstring of `parameters` names them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import botocore.session
import pytest

from docs.permissions_page import offered, symbolic_call
from sandbox.authorization import requirements
from sandbox.authorization.service_reference import reference_of
from sandbox.emulated.cloudtrail.events.parameters import written
from sandbox.facts.action_catalogue import catalogue
from sandbox.facts.service_models import service_models
from sandbox.rehearsal.parameters import parameters

CASES: dict[str, tuple[str, str, Any, Any]] = {
    "a list of ids of EC2": (
        "ec2",
        "StopInstances",
        {"instancesSet": {"items": [{"instanceId": "i-1"}, {"instanceId": "i-2"}]}, "force": False},
        {"InstanceIds": ["i-1", "i-2"], "Force": False},
    ),
    "instances of EC2": (
        "ec2",
        "RunInstances",
        {
            "instancesSet": {"items": [{"imageId": "ami-1", "minCount": 1, "maxCount": 1}]},
            "instanceType": "t3.micro",
            "subnetId": "subnet-1",
            "tagSpecificationSet": {
                "items": [{"resourceType": "instance", "tags": [{"key": "team", "value": "mobile"}]}]
            },
            "groupSet": {"items": [{"groupId": "sg-1"}]},
        },
        {
            "ImageId": "ami-1",
            "MinCount": 1,
            "MaxCount": 1,
            "InstanceType": "t3.micro",
            "SubnetId": "subnet-1",
            "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "mobile"}]}],
            "SecurityGroupIds": ["sg-1"],
        },
    ),
    "tags of EC2": (
        "ec2",
        "CreateTags",
        {
            "resourcesSet": {"items": [{"resourceId": "vpc-1"}]},
            "tagSet": {"items": [{"key": "team", "value": "mobile"}]},
        },
        {"Resources": ["vpc-1"], "Tags": [{"Key": "team", "Value": "mobile"}]},
    ),
    "vpcs of EC2": (
        "ec2",
        "DescribeVpcs",
        {"vpcSet": {"items": [{"vpcId": "vpc-1"}]}, "filterSet": {}},
        {"VpcIds": ["vpc-1"], "Filters": []},
    ),
    "a wrapped request of EC2": (
        "ec2",
        "CreateFlowLogs",
        {
            "CreateFlowLogsRequest": {
                "ResourceType": "VPC",
                "ResourceId": {"tag": 1, "content": "vpc-1"},
                "LogGroupName": "flows",
            }
        },
        {"ResourceType": "VPC", "ResourceIds": ["vpc-1"], "LogGroupName": "flows"},
    ),
    "an object of S3": (
        "s3",
        "PutObject",
        {"bucketName": "b", "Host": "b.s3.amazonaws.com", "key": "k", "x-amz-server-side-encryption": "aws:kms"},
        {"Bucket": "b", "Key": "k", "ServerSideEncryption": "aws:kms", "Host": "b.s3.amazonaws.com"},
    ),
    "flags of S3": (
        "s3",
        "PutBucketAcl",
        {"bucketName": "b", "acl": "", "x-amz-acl": "private"},
        {"Bucket": "b", "ACL": "private"},
    ),
    "tags of a bucket": (
        "s3",
        "PutBucketTagging",
        {"bucketName": "b", "tagging": "", "Tagging": {"TagSet": {"Tag": {"Key": "team", "Value": "mobile"}}}},
        {"Bucket": "b", "Tagging": {"TagSet": [{"Key": "team", "Value": "mobile"}]}},
    ),
    "IAM": (
        "iam",
        "CreateRole",
        {"roleName": "r", "assumeRolePolicyDocument": "{}", "tags": [{"key": "team", "value": "mobile"}]},
        {"RoleName": "r", "AssumeRolePolicyDocument": "{}", "Tags": [{"Key": "team", "Value": "mobile"}]},
    ),
    "capital letters of RDS": (
        "rds",
        "DeleteDBInstance",
        {"dBInstanceIdentifier": "db", "skipFinalSnapshot": True},
        {"DBInstanceIdentifier": "db", "SkipFinalSnapshot": True},
    ),
    "session tags": (
        "sts",
        "AssumeRole",
        {"roleArn": "r", "roleSessionName": "s", "principalTags": {"team": "mobile", "cost": "1"}},
        {
            "RoleArn": "r",
            "RoleSessionName": "s",
            "Tags": [{"Key": "team", "Value": "mobile"}, {"Key": "cost", "Value": "1"}],
        },
    ),
    "a map": (
        "kms",
        "Decrypt",
        {"keyId": "k", "encryptionContext": {"aws:s3:arn": "x"}},
        {"KeyId": "k", "EncryptionContext": {"aws:s3:arn": "x"}},
    ),
    "names in small letters": ("logs", "DeleteLogGroup", {"logGroupName": "g"}, {"logGroupName": "g"}),
    "a hosted zone": ("route53", "GetHostedZone", {"id": "Z1"}, {"Id": "Z1"}),
}


@pytest.mark.parametrize(("service", "operation", "given", "expected"), CASES.values(), ids=CASES)
def test_parameters(service: str, operation: str, given: Any, expected: Any):
    assert parameters(given, service_models().model(service), operation) == expected


def test_what_the_sandbox_records_of_every_offered_operation_needs_what_its_call_needs():
    reference = reference_of(catalogue().raw)
    session = botocore.session.get_session()
    compared = 0
    for service, operations in offered().items():
        shapes = session.get_service_model(service)
        model = service_models().model(service)
        for name in operations:
            call = symbolic_call(shapes, service, name, reference)
            recorded = written(dict(call.parameters), shapes.operation_model(name).input_shape) or {}
            if "HIDDEN_DUE_TO_SECURITY_REASONS" in str(recorded):
                continue
            again = replace(call, parameters=parameters(recorded, model, name))
            assert requirements(again, reference) == requirements(call, reference), (service, name)
            compared += 1
    assert compared > 2000
