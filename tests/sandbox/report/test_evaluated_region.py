"""The Region of a request and where it comes from, as text and for another program."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.iam import Evaluator, Snapshot
from sandbox.report.evaluated_region import evaluated_region, region_json

ANN = "arn:aws:iam::111122223333:user/ann"
SNAPSHOT = Snapshot("test", home_region="eu-west-1")
BY_OPTION = replace(SNAPSHOT, home_region="eu-north-1", region_source="--region")
QUEUE = "arn:aws:sqs:eu-central-1:111122223333:orders"
GIVEN = {"aws:RequestedRegion": "ap-south-1"}


@pytest.mark.parametrize(
    ("snapshot", "action", "resource", "given", "expected", "text"),
    [
        (SNAPSHOT, "sqs:SendMessage", QUEUE, GIVEN, ("ap-south-1", "context"), "given as aws:RequestedRegion"),
        (SNAPSHOT, "iam:ListRoles", "*", {}, ("us-east-1", "service"), "the only endpoint of iam"),
        (SNAPSHOT, "sqs:SendMessage", QUEUE, {}, ("eu-central-1", "resource"), "of the resource"),
        (BY_OPTION, "ec2:RunInstances", "*", {}, ("eu-north-1", "option"), "of --region"),
        (SNAPSHOT, "ec2:RunInstances", "*", {}, ("eu-west-1", "snapshot"), "the home Region of the snapshot"),
    ],
)
def test_the_region_comes_with_its_source(  # noqa: PLR0917 - one case
    snapshot: Snapshot, action: str, resource: str, given: dict[str, object], expected: tuple[str, str], text: str
) -> None:
    trace = Evaluator(snapshot).explain(ANN, action, resource, given)
    found = region_json(trace, snapshot, given)
    assert (found["name"], found["source"]) == expected
    assert evaluated_region(trace, snapshot, given).startswith(f"{expected[0]}, {text}")
