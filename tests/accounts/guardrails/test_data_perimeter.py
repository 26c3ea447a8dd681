"""Data stays with the organization, whatever a bucket's own policy says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.document import Document
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

OPEN = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}],
}
FULL = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}
IDENTITY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
OBJECT = "arn:aws:s3:::mobile-assets/index.html"
STRANGER = "arn:aws:sts::999999999999:assumed-role/theirs/x"


@pytest.fixture
def decision(document_of: Callable[[str], Document]) -> Callable[..., Decision]:
    def ask(who: str | None, action: str = "s3:GetObject", **context: Any) -> Decision:
        layers = Layers(
            identity=PolicySet.of([IDENTITY], Kind.IDENTITY),
            resource=PolicySet.of([OPEN], Kind.RESOURCE),
            rcps=(PolicySet.of([FULL, document_of("data-perimeter")], Kind.RCP),),
        )
        keys = {key.replace("_", ":"): value for key, value in context.items()}
        return decide(Request.of(who, action, OBJECT, context=keys, resource_account="200000000005"), layers).decision

    return ask


def test_our_people_reach_our_data(decision: Callable[..., Decision], organization_id: str) -> None:
    ours = "arn:aws:sts::200000000005:assumed-role/reader/x"
    assert decision(ours, aws_PrincipalOrgID=organization_id) is Decision.ALLOW


def test_strangers_do_not_though_the_bucket_is_open(decision: Callable[..., Decision]) -> None:
    assert decision(STRANGER, aws_PrincipalOrgID="o-stranger00") is Decision.EXPLICIT_DENY


def test_people_of_no_organization_do_not(decision: Callable[..., Decision]) -> None:
    assert decision(STRANGER) is Decision.EXPLICIT_DENY


def test_nobody_in_particular_does_not(decision: Callable[..., Decision]) -> None:
    assert decision(None) is Decision.EXPLICIT_DENY


def test_a_service_that_acts_for_us_does(decision: Callable[..., Decision], organization_id: str) -> None:
    source = {"aws_SourceAccount": "200000000009", "aws_SourceOrgID": organization_id}
    assert decision("cloudtrail.amazonaws.com", "s3:PutObject", **source) is Decision.ALLOW


def test_a_service_that_acts_for_a_stranger_does_not(decision: Callable[..., Decision]) -> None:
    source = {"aws_SourceAccount": "999999999999", "aws_SourceOrgID": "o-stranger00"}
    assert decision("cloudtrail.amazonaws.com", "s3:PutObject", **source) is Decision.EXPLICIT_DENY
    assert decision("cloudtrail.amazonaws.com", "s3:PutObject", aws_SourceAccount="999999999999") is (
        Decision.EXPLICIT_DENY
    )


def test_a_service_that_acts_for_nobody_named_is_left_to_the_resources_policy(
    decision: Callable[..., Decision],
) -> None:
    assert decision("delivery.logs.amazonaws.com", "s3:PutObject") is Decision.ALLOW
