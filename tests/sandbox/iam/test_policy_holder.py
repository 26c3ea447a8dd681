"""The resource above that carries the policy of a resource."""

from __future__ import annotations

import pytest

from sandbox.iam.policy_holder import policy_holder
from sandbox.iam.snapshot import Resource, Snapshot

IN = "eu-west-1:111122223333"


@pytest.mark.parametrize(
    ("arn", "holder"),
    [
        ("arn:aws:s3:::pictures/2026/a.png", "arn:aws:s3:::pictures"),
        ("arn:aws-cn:s3:::pictures/a.png", "arn:aws-cn:s3:::pictures"),
        (f"arn:aws:execute-api:{IN}:a1b2c3/prod/GET/pets", f"arn:aws:execute-api:{IN}:a1b2c3"),
        (f"arn:aws:dynamodb:{IN}:table/orders/index/by-day", f"arn:aws:dynamodb:{IN}:table/orders"),
        (f"arn:aws:es:{IN}:domain/search/_search", f"arn:aws:es:{IN}:domain/search"),
        ("arn:aws:s3:::pictures", None),
        (f"arn:aws:s3:{IN}:accesspoint/reports/object/a", None),
        (f"arn:aws:dynamodb:{IN}:table/orders", None),
        (f"arn:aws:dynamodb:{IN}:table/orders/stream/2026", None),
        (f"arn:aws:sqs:{IN}:orders", None),
        ("*", None),
    ],
)
def test_the_resource_with_the_policy(arn: str, holder: str | None) -> None:
    assert policy_holder(arn) == holder


def test_a_snapshot_finds_the_table_behind_an_index() -> None:
    table = Resource(f"arn:aws:dynamodb:{IN}:table/orders", "111122223333")
    snapshot = Snapshot("test", resources={table.arn: table})
    assert snapshot.resource_behind(f"{table.arn}/index/by-day") is table
    assert snapshot.resource_behind(f"{table.arn}/stream/2026") is None
