"""What AWS refuses to save in policies of IAM and Organizations, by date."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.iam import Kind
from sandbox.iam.grammar import breaches, breaches_of_document, quota


@pytest.mark.parametrize(
    ("statement", "on", "expected"),
    [
        ({"Effect": "Allow", "Action": "*", "Resource": "*"}, "2024-01-01", []),
        ({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, "2024-01-01", ["NotAction in Allow"]),
        ({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, "2026-01-01", []),
        ({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"}, "2024-01-01", ["Resource in Allow"]),
        ({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {}}, "2024-01-01", ["Condition in Allow"]),
        ({"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {}}, "2024-01-01", []),
        ({"Effect": "Deny", "Action": "*", "NotResource": "*"}, "2024-01-01", ["NotResource in Deny"]),
        ({"Effect": "Deny", "Action": "*", "NotResource": "*"}, "2026-01-01", []),
    ],
)
def test_scp_grammar_depends_on_the_date(statement: dict[str, Any], on: str, expected: list[str]):
    assert list(breaches(statement, Kind.SCP, on)) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, []),
        ({"Effect": "Deny", "Principal": "*", "Action": ["s3:*"], "Resource": "*"}, []),
        ({"Effect": "Deny", "Principal": {"AWS": "1"}, "Action": "s3:*", "Resource": "*"}, ["Principal other than *"]),
        ({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}, ["Action * without a service"]),
        ({"Effect": "Deny", "Principal": "*", "NotAction": "s3:*", "Resource": "*"}, ["NotAction"]),
        ({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}, ["Effect other than Deny"]),
    ],
)
def test_rcps_deny_actions_of_named_services_only(statement: dict[str, Any], expected: list[str]):
    assert list(breaches(statement, Kind.RCP)) == expected


def test_identity_policies_have_none_of_these_limits():
    assert not list(breaches({"Effect": "Allow", "NotAction": "*"}, Kind.IDENTITY))


@pytest.mark.parametrize(
    ("kind", "sid", "expected"),
    [
        (Kind.IDENTITY, "ReadReports1", []),
        (Kind.IDENTITY, "read reports", ["Sid 'read reports'"]),
        (Kind.TRUST, "read-reports", ["Sid 'read-reports'"]),
        (Kind.RESOURCE, "read reports", []),
        (Kind.IDENTITY, 5, []),
    ],
)
def test_an_iam_sid_is_alphanumeric(kind: Kind, sid: object, expected: list[str]):
    assert list(breaches({"Sid": sid, "Effect": "Allow", "Action": "*"}, kind)) == expected


@pytest.mark.parametrize(
    ("kind", "document", "expected"),
    [
        (Kind.IDENTITY, {"Version": "2012-10-17", "Id": "x"}, ["Id"]),
        (Kind.IDENTITY, {"Version": "2008-10-17"}, []),
        (Kind.RESOURCE, {"Version": "2012-10-17", "Id": "x"}, []),
        (Kind.SCP, {"Version": "2012-10-17", "Id": "x"}, []),
        (Kind.SCP, {}, ["Version other than 2012-10-17"]),
        (Kind.SCP, {"Version": "2008-10-17"}, ["Version other than 2012-10-17"]),
    ],
)
def test_identity_policies_have_no_id_and_scps_need_a_version(
    kind: Kind, document: dict[str, Any], expected: list[str]
):
    assert list(breaches_of_document(document, kind)) == expected


@pytest.mark.parametrize(
    ("kind", "on", "policies", "characters"),
    [(Kind.SCP, "2026-05-14", 5, 5_120), (Kind.SCP, "2026-05-15", 10, 10_240), (Kind.RCP, "2026-11-23", 5, 5_120)],
)
def test_quotas_depend_on_the_date(kind: Kind, on: str, policies: int, characters: int):
    assert quota(kind, on)[1:] == (policies, characters)
