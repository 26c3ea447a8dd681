"""ARN formats match their ARNs and are filled with values."""

from __future__ import annotations

import pytest

from sandbox.authorization.arn_format import ArnFormat

QUEUE = ArnFormat.parse("arn:${Partition}:sqs:${Region}:${Account}:${QueueName}")
OBJECT = ArnFormat.parse("arn:${Partition}:s3:::${BucketName}/${ObjectName}")
PLACE = {"Partition": "aws", "Region": "eu-west-1", "Account": "111122223333"}


def test_the_place_identifies_no_resource() -> None:
    assert QUEUE.variables == ("QueueName",)
    assert OBJECT.variables == ("BucketName", "ObjectName")


@pytest.mark.parametrize(
    ("arn", "matches"),
    [
        ("arn:aws:sqs:eu-west-1:111122223333:orders", True),
        ("arn:aws-cn:sqs:cn-north-1:111122223333:orders", True),
        ("arn:aws:sqs:eu-west-1:111122223333:", False),
        ("arn:aws:sns:eu-west-1:111122223333:orders", False),
        ("arn:aws:sqs:eu-west-1:1111:2222:orders", True),
        ("orders", False),
    ],
)
def test_an_arn_has_the_format(arn: str, *, matches: bool) -> None:
    assert QUEUE.matches(arn) is matches


def test_dots_and_brackets_of_a_format_are_no_expression() -> None:
    dotted = ArnFormat.parse("arn:${Partition}:x:::a.b")
    assert dotted.matches("arn:aws:x:::a.b")
    assert not dotted.matches("arn:aws:x:::aXb")


def test_each_combination_of_values_is_an_arn() -> None:
    arns = OBJECT.fill(PLACE, {"BucketName": ("a", "b"), "ObjectName": ("k",)})
    assert list(arns) == ["arn:aws:s3:::a/k", "arn:aws:s3:::b/k"]


def test_a_variable_without_values_is_a_wildcard() -> None:
    assert list(QUEUE.fill(PLACE, {})) == ["arn:aws:sqs:eu-west-1:111122223333:*"]
    assert list(QUEUE.fill({"Partition": "aws"}, {"QueueName": ("q",)})) == ["arn:aws:sqs:*:*:q"]
