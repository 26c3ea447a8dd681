"""Documents are filled in order, and grants that are too large are divided."""

from __future__ import annotations

from sandbox.least_privilege.documents import documents, size
from sandbox.least_privilege.grant import Grant

ARN = "arn:aws:sqs:us-east-1:111122223333:orders-{}"


def test_small_grants_are_one_document() -> None:
    (one,) = documents([Grant(("sqs:ListQueues",), ("*",)), Grant(("sns:ListTopics",), ("*",))])
    assert [statement["Sid"] for statement in one["Statement"]] == ["SqsListQueues", "SnsListTopics"]  # type: ignore[attr-defined]


def test_no_grants_are_no_document() -> None:
    assert documents([]) == ()


def test_the_resources_of_a_large_grant_are_divided() -> None:
    resources = tuple(ARN.format(number) for number in range(100))
    found = documents([Grant(("sqs:SendMessage",), resources)], limit=1_000)
    statements = [statement for one in found for statement in one["Statement"]]  # type: ignore[attr-defined]
    assert all(size(one) <= 1_000 for one in found)
    assert [resource for one in statements for resource in one["Resource"]] == list(resources)
    assert len({one["Sid"] for one in statements}) == len(statements)


def test_the_actions_of_a_large_grant_on_one_resource_are_divided() -> None:
    actions = tuple(f"ec2:DescribeSomething{number}" for number in range(100))
    found = documents([Grant(actions, ("*",))], limit=1_000)
    statements = [statement for one in found for statement in one["Statement"]]  # type: ignore[attr-defined]
    assert all(size(one) <= 1_000 for one in found)
    assert [action for one in statements for action in one["Action"]] == list(actions)


def test_a_later_grant_fills_an_earlier_document() -> None:
    large = Grant(("sqs:SendMessage",), tuple(ARN.format(number) for number in range(6)))
    small = Grant(("sns:ListTopics",), ("*",))
    first, second = documents([large, large, small], limit=500)
    assert [len(one["Statement"]) for one in (first, second)] == [2, 1]  # type: ignore[arg-type]


def test_white_space_is_not_counted() -> None:
    assert size({"a": "b c"}) == len('{"a":"bc"}')
