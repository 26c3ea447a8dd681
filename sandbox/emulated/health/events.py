"""Events of the caller's account: their summaries, details, entities and counts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.health.call import HealthCall
from sandbox.emulated.health.filters import selects_entity, selects_event
from sandbox.emulated.health.model import Entity, HealthEvent
from sandbox.emulated.operation import operation

CATEGORIES = ("issue", "scheduledChange", "accountNotification")


@operation("DescribeEvents")
def describe_events(call: HealthCall) -> dict[str, Any]:
    """Return the events that the filter selects, the most recently changed first."""
    return call.page("events", _selected(call), _event)


@operation("DescribeEventDetails")
def describe_event_details(call: HealthCall) -> dict[str, Any]:
    """Return the descriptions of events; an event of others is an error of its own."""
    known = {event.arn: event for event in call.events()}
    found = [known[arn] for arn in call.request["eventArns"] if arn in known]
    return {
        "successfulSet": [
            {"event": _event(event), "eventDescription": {"latestDescription": event.description}, "eventMetadata": {}}
            for event in found
        ],
        "failedSet": [
            {
                "eventArn": arn,
                "errorName": "InvalidEventArn",
                "errorMessage": "The event ARN is not valid or is not of this account.",
            }
            for arn in call.request["eventArns"]
            if arn not in known
        ],
    }


@operation("DescribeAffectedEntities")
def describe_affected_entities(call: HealthCall) -> dict[str, Any]:
    """Return the caller's resources that the events affect."""
    wanted = call.request["filter"]
    found = [
        (event, entity)
        for event in call.events()
        if event.arn in wanted["eventArns"]
        for entity in event.entities_of(call.account)
        if selects_entity(wanted, entity)
    ]
    return call.page("entities", found, lambda pair: _entity(*pair))


@operation("DescribeEntityAggregates")
def describe_entity_aggregates(call: HealthCall) -> dict[str, Any]:
    """Return the number of the caller's resources that each event affects."""
    known = {event.arn: event for event in call.events()}
    arns = call.request.get("eventArns") or list(known)
    counted = [(arn, known[arn].entities_of(call.account) if arn in known else []) for arn in arns]
    return {
        "entityAggregates": [
            {"eventArn": arn, "count": len(own), "statuses": dict(Counter(entity.status for entity in own))}
            for arn, own in counted
        ]
    }


@operation("DescribeEventAggregates")
def describe_event_aggregates(call: HealthCall) -> dict[str, Any]:
    """Return the number of events of each category."""
    counts = Counter(event.category for event in _selected(call))
    return call.page(
        "eventAggregates", CATEGORIES, lambda category: {"aggregateValue": category, "count": counts[category]}
    )


def _selected(call: HealthCall) -> list[HealthEvent]:
    wanted = call.request.get("filter") or {}
    return [event for event in call.events() if selects_event(wanted, event, event.entities_of(call.account))]


def _event(event: HealthEvent) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "arn": event.arn,
        "service": event.service,
        "eventTypeCode": event.code,
        "eventTypeCategory": event.category,
        "region": event.region,
        "startTime": _time(event.started),
        "lastUpdatedTime": _time(event.updated),
        "statusCode": event.status,
        "eventScopeCode": "ACCOUNT_SPECIFIC",
    }
    return answer | ({"endTime": _time(event.ended)} if event.ended is not None else {})


def _entity(event: HealthEvent, entity: Entity) -> dict[str, Any]:
    return {
        "entityArn": entity.arn,
        "eventArn": event.arn,
        "entityValue": entity.value,
        "awsAccountId": entity.account,
        "lastUpdatedTime": _time(entity.updated),
        "statusCode": entity.status,
        "tags": dict(entity.tags),
    }


def _time(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
