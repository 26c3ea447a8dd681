"""Unused access of roles and users at a given time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.emulated.accessanalyzer.unused.model import Credential, Entity
from sandbox.emulated.accessanalyzer.unused.observations import is_excluded, observations

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ANALYZER = "arn:aws:access-analyzer:us-east-1:111111111111:analyzer/a"
DAYS = 30


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


ROLE = Entity("arn:aws:iam::111111111111:role/a", "111111111111", is_role=True, created_at=ago(100))
USER = Entity("arn:aws:iam::111111111111:user/b", "111111111111", is_role=False, created_at=ago(100))


def found(entity: Entity) -> list[tuple[str, Any]]:
    return [(one.type, [dict(detail) for detail in one.details]) for one in observations(ANALYZER, entity, DAYS, NOW)]


@pytest.mark.parametrize(
    ("entity", "details"),
    [
        (ROLE, [{}]),
        (replace(ROLE, last_used=ago(30)), [{"lastAccessed": ago(30)}]),
        (replace(ROLE, last_used=ago(29)), None),
        (replace(ROLE, used={"s3:GetObject": ago(3)}), None),
        (replace(ROLE, created_at=ago(29)), None),
    ],
)
def test_a_role_is_unused_from_the_age_on(entity: Entity, details: Any) -> None:
    assert found(entity) == ([("UnusedIAMRole", details)] if details else [])


def test_credentials_of_a_user_are_unused_each_for_itself() -> None:
    user = replace(
        USER,
        password=Credential(ago(90), ago(40)),
        keys=(
            Credential(ago(90), None, "AKIA1"),
            Credential(ago(90), ago(1), "AKIA2"),
            Credential(ago(5), None, "AKIA3"),
        ),
    )
    assert found(user) == [
        ("UnusedIAMUserPassword", [{"lastAccessed": ago(40)}]),
        ("UnusedIAMUserAccessKey", [{"accessKeyId": "AKIA1"}]),
    ]


def test_unused_services_are_named_alone_and_of_used_services_the_unused_actions() -> None:
    role = replace(
        ROLE,
        last_used=ago(1),
        allowed=frozenset(("sqs:SendMessage", "sqs:CreateQueue", "sqs:DeleteQueue", "ec2:RunInstances", "kms:Decrypt")),
        tracked=frozenset(("sqs:CreateQueue", "sqs:DeleteQueue", "ec2:RunInstances")),
        used={"sqs:CreateQueue": ago(2), "sqs:DeleteQueue": ago(50), "kms:Decrypt": ago(60)},
    )
    assert found(role) == [
        (
            "UnusedPermission",
            [
                {"serviceNamespace": "ec2"},
                {"serviceNamespace": "kms", "lastAccessed": ago(60)},
                {
                    "serviceNamespace": "sqs",
                    "lastAccessed": ago(2),
                    "actions": [{"action": "sqs:DeleteQueue", "lastAccessed": ago(50)}],
                },
            ],
        )
    ]


def test_an_entity_younger_than_the_age_has_no_findings() -> None:
    young = replace(USER, created_at=ago(3), allowed=frozenset(("sqs:SendMessage",)))
    assert found(young) == []
    assert found(replace(young, created_at=ago(31))) != []


@pytest.mark.parametrize(
    ("exclusion", "expected"),
    [
        ({"accountIds": ["111111111111"]}, True),
        ({"accountIds": ["222222222222"]}, False),
        ({"resourceTags": [{"team": "ops"}]}, True),
        ({"resourceTags": [{"team": ""}]}, True),
        ({"resourceTags": [{"team": "ops", "stage": "prod"}]}, False),
        ({"resourceTags": [{"stage": "prod"}, {"team": "ops"}]}, True),
    ],
)
def test_an_entity_is_excluded_by_its_account_or_its_tags(exclusion: Any, expected: bool) -> None:
    assert is_excluded(replace(ROLE, tags={"team": "ops"}), [exclusion]) is expected


def test_ids_are_the_same_at_each_analysis_and_differ_between_keys() -> None:
    user = replace(USER, keys=(Credential(ago(90), None, "AKIA1"), Credential(ago(90), None, "AKIA2")))
    first, second = ([one.id for one in observations(ANALYZER, user, DAYS, NOW + timedelta(days=n))] for n in (0, 1))
    assert first == second
    assert len(set(first)) == 2
