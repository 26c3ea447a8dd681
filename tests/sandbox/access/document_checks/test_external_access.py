"""Grants to principals outside a zone of trust."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access.document_checks import CheckedDocument, ZoneOfTrust, external_grants
from sandbox.iam.document import Kind, compile_document
from tests.sandbox.access.document_checks.check_documents import allow, deny, resource

ACCOUNT = ZoneOfTrust(frozenset({"111111111111"}))
ORGANIZATION = ZoneOfTrust(frozenset({"111111111111", "222222222222"}), "o-own")
EVERYONE = {"Principal": "*"}


def when(operator: str, key: str, value: Any) -> dict[str, Any]:
    return {"Condition": {operator: {key: value}}}


def shown(document: CheckedDocument, zone: ZoneOfTrust) -> list[tuple[dict[str, str], tuple[str, ...], bool]]:
    return [(dict(grant.principal), grant.actions, grant.public) for grant in external_grants(document, zone, "s3")]


def test_an_account_of_the_organization_is_outside_the_zone_of_an_account_alone() -> None:
    document = resource(allow("s3:GetObject", Principal={"AWS": ["111111111111", "222222222222"]}))
    assert shown(document, ORGANIZATION) == []
    assert shown(document, ACCOUNT) == [({"AWS": "222222222222"}, ("s3:GetObject",), False)]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (allow("s3:Get*", **EVERYONE), [({"AWS": "*"}, ("s3:Get*",), True)]),
        (allow("s3:Get*", Principal={"Service": "cloudtrail.amazonaws.com"}), []),
        (allow("s3:Get*", **EVERYONE, **when("StringEquals", "aws:PrincipalOrgID", "o-own")), []),
        (
            allow("s3:Get*", **EVERYONE, **when("StringEquals", "aws:PrincipalOrgID", ["o-own", "o-other"])),
            [({"AWS": "*"}, ("s3:Get*",), False)],
        ),
        (
            allow("s3:Get*", **EVERYONE, **when("StringEquals", "aws:PrincipalAccount", "999999999999")),
            [({"AWS": "*"}, ("s3:Get*",), False)],
        ),
        (allow("s3:Get*", **EVERYONE, **when("StringEquals", "aws:PrincipalAccount", "222222222222")), []),
        (allow("s3:Get*", **EVERYONE, **when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::222222222222:role/*")), []),
        (
            allow("s3:Get*", Principal={"Federated": "arn:aws:iam::111111111111:saml-provider/idp"}),
            [({"Federated": "arn:aws:iam::111111111111:saml-provider/idp"}, ("s3:Get*",), False)],
        ),
        (allow("s3:Get*", Principal={"AWS": "AROAEXAMPLEID"}), []),
        (
            {"Effect": "Allow", "Principal": {"AWS": "333333333333"}, "NotAction": "s3:Put*", "Resource": "*"},
            [({"AWS": "333333333333"}, ("s3:*",), False)],
        ),
    ],
)
def test_grants_outside_the_organization_are_found(statement: dict[str, Any], expected: list[Any]) -> None:
    assert shown(resource(statement), ORGANIZATION) == expected


def test_denied_actions_are_left_out() -> None:
    document = resource(
        allow(["s3:GetObject", "s3:PutObject"], Principal={"AWS": "arn:aws:iam::333333333333:role/a"}),
        deny("s3:Put*", **EVERYONE),
    )
    assert shown(document, ORGANIZATION) == [({"AWS": "arn:aws:iam::333333333333:role/a"}, ("s3:GetObject",), False)]


def test_a_resource_control_policy_that_keeps_others_out_leaves_no_grant() -> None:
    perimeter = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": {
                "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-own"},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        },
    }
    document = resource(allow("s3:GetObject", **EVERYONE))
    guardrails = compile_document(perimeter, Kind.RCP, 0)
    assert external_grants(document, ORGANIZATION, "s3", guardrails) == ()
    assert external_grants(document, ORGANIZATION, "sqs", ()) != ()


def test_the_conditions_of_a_grant_are_shown() -> None:
    document = resource(
        allow(
            "s3:GetObject",
            Principal={"AWS": "333333333333"},
            Condition={
                "StringEquals": {"sts:ExternalId": "x1"},
                "StringNotEquals": {"aws:SourceVpc": "vpc-1"},
            },
        )
    )
    assert [grant.condition for grant in external_grants(document, ORGANIZATION, "s3")] == [{"sts:ExternalId": "x1"}]
