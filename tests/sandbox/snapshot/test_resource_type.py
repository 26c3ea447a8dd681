"""Tests of `sandbox.snapshot.resource_type` and of every declaration in `sandbox/snapshot/resource_types`."""

from __future__ import annotations

import json

import pytest

from sandbox.origin import Origin
from sandbox.provider.registry import resource_types as provider_types
from sandbox.snapshot.aws_export import Responses
from sandbox.snapshot.aws_export.resource_policies import policy_resources
from sandbox.snapshot.aws_export.responses import command
from sandbox.snapshot.resource_type import ResourceType, resource_types

DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}


@pytest.mark.parametrize("declared_type", resource_types(), ids=lambda declared_type: declared_type.token)
def test_a_declaration_has_types_and_properties_of_the_provider(declared_type: ResourceType) -> None:
    declared = provider_types()
    for token in declared_type.tokens & declared.keys():
        assert declared[token].token == token
    if declared_type.policy_token in declared:
        assert {declared_type.policy_property, declared_type.policy_target} <= set(
            declared[declared_type.policy_token].all_properties()
        )


def test_every_type_is_found_by_its_file() -> None:
    assert {declared_type.token for declared_type in resource_types()} == {
        "aws:apigateway/restApi:RestApi",
        "aws:backup/vault:Vault",
        "aws:cloudwatch/eventBus:EventBus",
        "aws:dynamodb/table:Table",
        "aws:ecr/repository:Repository",
        "aws:efs/fileSystem:FileSystem",
        "aws:kinesis/stream:Stream",
        "aws:lambda/function:Function",
        "aws:opensearch/domain:Domain",
        "aws:kms/key:Key",
        "aws:s3/bucket:Bucket",
        "aws:secretsmanager/secret:Secret",
        "aws:sns/topic:Topic",
        "aws:sqs/queue:Queue",
    }


@pytest.mark.parametrize(
    ("file", "output", "arn", "path"),
    [
        (
            "rest-api-eu-west-1-a1b2c3",
            {"policy": json.dumps(DENY)},
            "arn:aws:execute-api:eu-west-1:111111111111:a1b2c3",
            "$.policy",
        ),
        (
            "backup-vault-eu-west-1-daily",
            {"Policy": json.dumps(DENY)},
            "arn:aws:backup:eu-west-1:111111111111:backup-vault:daily",
            "$.Policy",
        ),
        (
            "event-bus-eu-west-1-default",
            {"Policy": json.dumps(DENY)},
            "arn:aws:events:eu-west-1:111111111111:event-bus/default",
            "$.Policy",
        ),
        (
            "table-eu-west-1-orders",
            {"Policy": json.dumps(DENY)},
            "arn:aws:dynamodb:eu-west-1:111111111111:table/orders",
            "$.Policy",
        ),
        (
            "repository-us-east-1-shop/api",
            {"policyText": json.dumps(DENY)},
            "arn:aws:ecr:us-east-1:111111111111:repository/shop/api",
            "$.policyText",
        ),
        (
            "file-system-us-east-1-fs-1234",
            {"Policy": json.dumps(DENY)},
            "arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-1234",
            "$.Policy",
        ),
        (
            "stream-us-east-1-clicks",
            {"Policy": json.dumps(DENY)},
            "arn:aws:kinesis:us-east-1:111111111111:stream/clicks",
            "$.Policy",
        ),
        (
            "function-us-east-1-pay:live",
            {"Policy": json.dumps(DENY)},
            "arn:aws:lambda:us-east-1:111111111111:function:pay:live",
            "$.Policy",
        ),
        (
            "domain-us-east-1-search",
            {"DomainConfig": {"AccessPolicies": {"Options": json.dumps(DENY)}}},
            "arn:aws:es:us-east-1:111111111111:domain/search",
            "$.DomainConfig.AccessPolicies.Options",
        ),
        ("bucket-pictures", {"Policy": json.dumps(DENY)}, "arn:aws:s3:::pictures", "$.Policy"),
        (
            "key-us-east-1-1234-abcd",
            {"Policy": json.dumps(DENY)},
            "arn:aws:kms:us-east-1:111111111111:key/1234-abcd",
            "$.Policy",
        ),
        (
            "topic-us-west-2-orders-2",
            {"Attributes": {"Policy": json.dumps(DENY)}},
            "arn:aws:sns:us-west-2:111111111111:orders-2",
            "$.Attributes.Policy",
        ),
        (
            "secret-us-east-1-prod/db-AbCdEf",
            {"ResourcePolicy": json.dumps(DENY)},
            "arn:aws:secretsmanager:us-east-1:111111111111:secret:prod/db-AbCdEf",
            "$.ResourcePolicy",
        ),
        (
            "queue-us-east-1-orders",
            {"Attributes": {"Policy": json.dumps(DENY)}},
            "arn:aws:sqs:us-east-1:111111111111:orders",
            "$.Attributes.Policy",
        ),
    ],
)
def test_an_exported_file_gives_its_resource(file: str, output: dict[str, object], arn: str, path: str) -> None:
    name = f"accounts/111111111111/{file}.json"
    (found,) = policy_resources(Responses("export", {name: output, "notes.json": []}))
    assert (found.arn, found.account) == (arn, "111111111111")
    assert found.policy is not None
    assert found.policy.where(0) == Origin(f"export/{name}", path=f"{path}.Statement[0]")
    assert command(name).startswith("aws ")
    assert command(name).endswith(", in account 111111111111,")


@pytest.mark.parametrize("file", ["bucket-pictures", "key-us-east-1-1234", "topic-us-east-1-a", "queue-us-east-1-a"])
def test_a_resource_without_a_policy_is_in_the_snapshot(file: str) -> None:
    (found,) = policy_resources(Responses("export", {f"accounts/111111111111/{file}.json": {}}))
    assert found.policy is None
