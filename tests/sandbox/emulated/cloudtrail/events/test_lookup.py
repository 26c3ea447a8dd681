"""Lookup of events."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.cloudtrail.events.history import ATTRIBUTES, History
from sandbox.emulated.cloudtrail.events.lookup import found
from sandbox.emulated.errors import AwsError

START = datetime(2026, 5, 15, tzinfo=UTC)


def event(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "eventID": f"e-{number}",
        "eventName": "CreateRole" if number % 2 else "ListRoles",
        "eventSource": "iam.amazonaws.com",
        "readOnly": not number % 2,
        "userIdentity": {"accessKeyId": f"AKIA{number % 3}"},
        "requestParameters": {"roleName": f"role-{number}"} if number % 2 else None,
        "responseElements": None,
    } | changes


def history(count: int, kept: int = 5000) -> History:
    made = History(kept)
    for number in range(count):
        made.keep(event(number), START + timedelta(minutes=number), f"user-{number % 2}")
    return made


def ids(answer: dict[str, Any]) -> list[str]:
    return [one["EventId"] for one in answer["Events"]]


def by(key: str, value: str) -> dict[str, Any]:
    return {"LookupAttributes": [{"AttributeKey": key, "AttributeValue": value}]}


def test_events_are_listed_newest_first_with_their_records():
    answer = found(history(3), {})
    assert ids(answer) == ["e-2", "e-1", "e-0"]
    one = answer["Events"][1]
    assert json.loads(one["CloudTrailEvent"])["eventName"] == "CreateRole"
    assert one["Resources"] == [{"ResourceType": "AWS::IAM::Role", "ResourceName": "role-1"}]
    assert (one["ReadOnly"], one["Username"], one["AccessKeyId"]) == ("false", "user-1", "AKIA1")


LOOKUPS = [
    ("EventId", "e-2", ["e-2"]),
    ("EventName", "CreateRole", ["e-3", "e-1"]),
    ("ReadOnly", "true", ["e-4", "e-2", "e-0"]),
    ("Username", "user-1", ["e-3", "e-1"]),
    ("ResourceType", "AWS::IAM::Role", ["e-3", "e-1"]),
    ("ResourceName", "role-3", ["e-3"]),
    ("EventSource", "ec2.amazonaws.com", []),
    ("EventSource", "iam.amazonaws.com", ["e-4", "e-3", "e-2", "e-1", "e-0"]),
    ("AccessKeyId", "AKIA2", ["e-2"]),
]


@pytest.mark.parametrize(("key", "value", "expected"), LOOKUPS)
def test_each_attribute_selects_its_events(key: str, value: str, expected: list[str]):
    assert ids(found(history(5), by(key, value))) == expected


def test_every_lookup_attribute_is_tested():
    assert {key for key, _, expected in LOOKUPS if expected} == set(ATTRIBUTES)


def test_a_time_range_includes_its_ends():
    span = {"StartTime": START + timedelta(minutes=1), "EndTime": START + timedelta(minutes=3)}
    assert ids(found(history(5), span)) == ["e-3", "e-2", "e-1"]


@given(count=st.integers(0, 30), size=st.integers(1, 7), late=st.integers(0, 5))
def test_pages_have_no_duplicates_though_more_events_arrive(count: int, size: int, late: int):
    kept = history(count)
    shown: list[str] = []
    request: dict[str, Any] = {"MaxResults": size}
    while True:
        answer = found(kept, request)
        shown += ids(answer)
        for number in range(late):
            kept.keep(event(1000 + number), START, "late")
        if "NextToken" not in answer:
            break
        request["NextToken"] = answer["NextToken"]
    assert shown == [f"e-{number}" for number in reversed(range(count))]


def test_the_oldest_events_are_dropped_above_the_limit():
    assert ids(found(history(10, kept=3), {})) == ["e-9", "e-8", "e-7"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"MaxResults": 51}, "InvalidMaxResultsException"),
        ({"MaxResults": -1}, "InvalidMaxResultsException"),
        ({"NextToken": "x"}, "InvalidNextTokenException"),
        ({"NextToken": "-1"}, "InvalidNextTokenException"),
        ({"NextToken": "9" * 5000}, "InvalidNextTokenException"),
        ({"StartTime": START, "EndTime": START - timedelta(1)}, "InvalidTimeRangeException"),
        ({"EventCategory": "data"}, "InvalidEventCategoryException"),
        (by("Colour", "red"), "InvalidLookupAttributesException"),
        (by("EventName", ""), "InvalidLookupAttributesException"),
        ({"LookupAttributes": by("EventId", "x")["LookupAttributes"] * 2}, "InvalidLookupAttributesException"),
    ],
)
def test_an_invalid_request_is_refused_with_the_code_of_aws(request_: dict[str, Any], code: str):
    with pytest.raises(AwsError) as refused:
        found(history(1), request_)
    assert refused.value.code == code


def test_there_are_no_insight_events():
    assert found(history(3), {"EventCategory": "insight"}) == {"Events": []}
