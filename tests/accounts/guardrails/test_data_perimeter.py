"""`data-perimeter` denies external principals, whatever a bucket's policy allows."""

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
EXTERNAL = "arn:aws:sts::999999999999:assumed-role/theirs/x"


@pytest.fixture
def decision(document_of: Callable[[str], Document]) -> Callable[..., Decision]:
    def decision_for(principal: str | None, action: str = "s3:GetObject", **context: Any) -> Decision:
        layers = Layers(
            identity=PolicySet.of([IDENTITY], Kind.IDENTITY),
            resource=PolicySet.of([OPEN], Kind.RESOURCE),
            rcps=(PolicySet.of([FULL, document_of("data-perimeter")], Kind.RCP),),
        )
        keys = {key.replace("_", ":"): value for key, value in context.items()}
        return decide(
            Request.of(principal, action, OBJECT, context=keys, resource_account="200000000005"), layers
        ).decision

    return decision_for


def test_a_principal_of_the_organization_is_allowed(decision: Callable[..., Decision], organization_id: str) -> None:
    ours = "arn:aws:sts::200000000005:assumed-role/reader/x"
    assert decision(ours, aws_PrincipalOrgID=organization_id) is Decision.ALLOW


def test_a_principal_of_another_organization_is_denied_on_a_public_bucket(decision: Callable[..., Decision]) -> None:
    assert decision(EXTERNAL, aws_PrincipalOrgID="o-external00") is Decision.EXPLICIT_DENY


def test_a_principal_without_an_organization_is_denied(decision: Callable[..., Decision]) -> None:
    assert decision(EXTERNAL) is Decision.EXPLICIT_DENY


def test_an_anonymous_request_is_denied(decision: Callable[..., Decision]) -> None:
    assert decision(None) is Decision.EXPLICIT_DENY


def test_a_service_that_acts_for_the_organization_is_allowed(
    decision: Callable[..., Decision], organization_id: str
) -> None:
    source = {"aws_SourceAccount": "200000000009", "aws_SourceOrgID": organization_id}
    assert decision("cloudtrail.amazonaws.com", "s3:PutObject", **source) is Decision.ALLOW


def test_a_service_that_acts_for_an_external_account_is_denied(decision: Callable[..., Decision]) -> None:
    source = {"aws_SourceAccount": "999999999999", "aws_SourceOrgID": "o-external00"}
    assert decision("cloudtrail.amazonaws.com", "s3:PutObject", **source) is Decision.EXPLICIT_DENY
    assert decision("cloudtrail.amazonaws.com", "s3:PutObject", aws_SourceAccount="999999999999") is (
        Decision.EXPLICIT_DENY
    )


def test_a_service_without_a_source_account_is_not_denied(
    decision: Callable[..., Decision],
) -> None:
    assert decision("delivery.logs.amazonaws.com", "s3:PutObject") is Decision.ALLOW
