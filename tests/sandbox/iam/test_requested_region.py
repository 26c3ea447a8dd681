"""The Region of a request is that of a global service's endpoint, the resource's, or the home Region."""

from __future__ import annotations

import pytest

from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot

QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders"


@pytest.mark.parametrize(
    ("action", "resource", "region"),
    [
        ("iam:CreateRole", "*", "us-east-1"),
        ("organizations:ListAccounts", "*", "us-east-1"),
        ("Route53:ListHostedZones", "*", "us-east-1"),
        ("cloudfront:CreateDistribution", "*", "us-east-1"),
        ("globalaccelerator:ListAccelerators", "*", "us-west-2"),
        ("sqs:SendMessage", QUEUE, "eu-west-1"),
        ("sqs:SendMessage", "arn:aws:sqs:*:111122223333:orders", "eu-central-1"),
        ("s3:GetObject", "arn:aws:s3:::b/k", "eu-central-1"),
        ("ec2:RunInstances", "*", "eu-central-1"),
    ],
)
def test_the_region_follows_from_service_resource_and_snapshot(action: str, resource: str, region: str) -> None:
    evaluator = Evaluator(Snapshot("test", home_region="eu-central-1"))
    request, _ = evaluator.request_and_layers("arn:aws:iam::111122223333:user/ann", action, resource, None)
    assert request.values("aws:requestedregion") == (region,)


def test_a_given_region_is_kept() -> None:
    given = {"aws:RequestedRegion": "ap-south-1"}
    request, _ = Evaluator(Snapshot("test")).request_and_layers(None, "iam:CreateRole", "*", given)
    assert request.values("aws:requestedregion") == ("ap-south-1",)


@pytest.mark.parametrize(
    ("partition", "action", "region"),
    [
        ("aws-us-gov", "iam:CreateRole", "us-gov-west-1"),
        ("aws-us-gov", "budgets:ViewBudget", "eu-central-1"),
        ("aws-cn", "iam:CreateRole", "cn-north-1"),
        ("aws-cn", "organizations:ListAccounts", "cn-northwest-1"),
    ],
)
def test_a_global_service_has_its_endpoint_in_the_partition_of_the_caller(
    partition: str, action: str, region: str
) -> None:
    caller = f"arn:{partition}:iam::111122223333:user/ann"
    request, _ = Evaluator(Snapshot("test", home_region="eu-central-1")).request_and_layers(caller, action, "*", None)
    assert request.values("aws:requestedregion") == (region,)
