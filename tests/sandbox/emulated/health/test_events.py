"""Health's operations on events of several accounts, without the engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.session import Session

from sandbox.emulated.errors import AwsError
from sandbox.emulated.health import events
from sandbox.emulated.health.call import HealthCall
from sandbox.emulated.health.model import Entity, HealthEvent, HealthState

MINE, THEIRS = "111111111111", "222222222222"


def entity(account: str, value: str, status: str = "IMPAIRED", **tags: str) -> Entity:
    arn = f"arn:aws:health:us-east-1:{account}:entity/{value}"
    return Entity(account=account, arn=arn, value=value, resource_arn=value, status=status, updated=100, tags=tags)


def event(number: int, *entities: Entity, ended: float | None = None) -> HealthEvent:
    return HealthEvent(
        arn=f"arn:aws:health:us-east-1::event/DIRECTCONNECT/AWS_DIRECTCONNECT_OPERATIONAL_ISSUE/{number}",
        service="DIRECTCONNECT",
        code="AWS_DIRECTCONNECT_OPERATIONAL_ISSUE",
        category="issue",
        region="us-east-1",
        started=number,
        updated=ended or number,
        ended=ended,
        description=f"event {number}",
        entities=list(entities),
    )


STATE = HealthState(
    [
        event(1, entity(MINE, "dxcon-1", team="network"), entity(THEIRS, "dxvif-1")),
        event(2, entity(MINE, "dxcon-2", "RESOLVED"), ended=50),
        event(3, entity(THEIRS, "dxcon-3")),
    ]
)
FIRST, SECOND, THIRD = (it.arn for it in STATE.events)


def run(function: Callable[[HealthCall], dict[str, Any]], account: str = MINE, **request: Any) -> dict[str, Any]:
    call = HealthCall(account=account, region="us-east-1", request=request, open_state=lambda _call: nullcontext(STATE))
    return function(call)


def arns(account: str = MINE, **filters: Any) -> list[str]:
    return [it["arn"] for it in run(events.describe_events, account, filter=filters)["events"]]


def test_an_account_sees_the_events_that_affect_it_the_latest_change_first():
    assert arns() == [SECOND, FIRST]
    assert arns(THEIRS) == [THIRD, FIRST]
    assert arns("333333333333") == []


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"eventArns": [FIRST]}, [FIRST]),
        ({"services": ["EC2"]}, []),
        ({"services": ["EC2", "DIRECTCONNECT"]}, [SECOND, FIRST]),
        ({"eventStatusCodes": ["open"]}, [FIRST]),
        ({"eventStatusCodes": ["upcoming"]}, []),
        ({"regions": ["us-west-2"]}, []),
        ({"availabilityZones": ["us-east-1a"]}, []),
        ({"eventTypeCategories": ["issue"]}, [SECOND, FIRST]),
        ({"eventTypeCodes": ["AWS_EC2_OPERATIONAL_ISSUE"]}, []),
        ({"startTimes": [{"from": moment(2)}]}, [SECOND]),
        ({"startTimes": [{"to": moment(1)}]}, [FIRST]),
        ({"endTimes": [{"from": moment(1)}]}, [SECOND]),
        ({"lastUpdatedTimes": [{"from": moment(40), "to": moment(60)}]}, [SECOND]),
        ({"entityValues": ["dxcon-1"]}, [FIRST]),
        ({"entityValues": ["dxvif-1"]}, []),
        ({"entityArns": [f"arn:aws:health:us-east-1:{MINE}:entity/dxcon-2"]}, [SECOND]),
        ({"tags": [{"team": "network"}]}, [FIRST]),
        ({"tags": [{"team": "other"}]}, []),
    ],
)
def test_a_filter_selects_events(filters: dict[str, Any], expected: list[str]):
    assert arns(**filters) == expected


def test_details_of_events_of_others_are_errors():
    found = run(events.describe_event_details, eventArns=[FIRST, THIRD])
    assert [it["eventDescription"]["latestDescription"] for it in found["successfulSet"]] == ["event 1"]
    assert [it["eventArn"] for it in found["failedSet"]] == [THIRD]


def test_only_the_callers_entities_are_listed():
    found = run(events.describe_affected_entities, filter={"eventArns": [FIRST, SECOND, THIRD]})["entities"]
    assert [it["entityValue"] for it in found] == ["dxcon-2", "dxcon-1"]
    for filters, expected in (
        ({"statusCodes": ["RESOLVED"]}, ["dxcon-2"]),
        ({"entityValues": ["dxcon-1"]}, ["dxcon-1"]),
        ({"tags": [{"team": "network"}]}, ["dxcon-1"]),
        ({"lastUpdatedTimes": [{"to": moment(1)}]}, []),
    ):
        wanted = {"eventArns": [FIRST, SECOND]} | filters
        found = run(events.describe_affected_entities, filter=wanted)["entities"]
        assert [it["entityValue"] for it in found] == expected


def test_entities_and_events_are_counted():
    found = run(events.describe_entity_aggregates, eventArns=[FIRST, THIRD])["entityAggregates"]
    assert [(it["eventArn"], it["count"], it["statuses"]) for it in found] == [
        (FIRST, 1, {"IMPAIRED": 1}),
        (THIRD, 0, {}),
    ]
    counted = run(events.describe_event_aggregates, aggregateField="eventTypeCategory")["eventAggregates"]
    assert {it["aggregateValue"]: it["count"] for it in counted} == {
        "issue": 2,
        "scheduledChange": 0,
        "accountNotification": 0,
    }


def test_events_are_listed_in_pages():
    first = run(events.describe_events, maxResults=1)
    assert [it["arn"] for it in first["events"]] == [SECOND]
    rest = run(events.describe_events, maxResults=1, nextToken=first["nextToken"])
    assert [it["arn"] for it in rest["events"]] == [FIRST]
    assert "nextToken" not in rest


@pytest.mark.parametrize(
    ("operation", "request_", "code"),
    [
        ("DescribeEvents", {"locale": "xx"}, "UnsupportedLocale"),
        ("DescribeEvents", {"maxResults": 0}, "ValidationException"),
        ("DescribeEvents", {"filter": {"eventArns": ["nonsense"]}}, "ValidationException"),
        ("DescribeEventDetails", {}, "ValidationException"),
        ("DescribeEventDetails", {"eventArns": 5}, "SerializationException"),
        ("DescribeEvents", {"nextToken": "?"}, "InvalidPaginationToken"),
    ],
)
def test_a_wrong_request_is_refused(operation: str, request_: dict[str, Any], code: str):
    model = Session().get_service_model("health").operation_model(operation)
    call = HealthCall(account=MINE, region="us-east-1", request=request_, open_state=lambda _call: nullcontext(STATE))
    with pytest.raises(AwsError) as refused:
        call.check(model)
    assert refused.value.code == code
