"""Find the events of a LookupEvents request, page by page, without I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from sandbox.emulated.cloudtrail.events.history import ATTRIBUTES, Event, History
from sandbox.emulated.errors import AwsError

MOST = 50


def found(history: History, request: dict[str, Any]) -> dict[str, Any]:
    """Return LookupEvents' response: the newest events first, 50 at most, and the token of the rest."""
    size = request.get("MaxResults") or MOST
    if not 1 <= size <= MOST:
        raise AwsError("InvalidMaxResultsException", f"MaxResults must be between 1 and {MOST}.")
    attribute, value = _attribute(request.get("LookupAttributes") or [])
    start, end = request.get("StartTime"), request.get("EndTime")
    if start is not None and end is not None and start > end:
        raise AwsError("InvalidTimeRangeException", "The start time is after the end time.")
    category = request.get("EventCategory")
    if category not in {None, "insight"}:
        raise AwsError("InvalidEventCategoryException", f"{category} is not an event category; use insight, or none.")
    candidates: Iterable[Event] = history.newest_first(_before(request.get("NextToken")))
    fitting = (
        event
        for event in candidates
        if category is None
        and _within(event, start, end)
        and (attribute is None or ATTRIBUTES[attribute](event, value))
    )
    page = list(islice(fitting, size + 1))
    answer: dict[str, Any] = {"Events": [_shown(event) for event in page[:size]]}
    return answer | {"NextToken": str(page[size - 1].number)} if len(page) > size else answer


def _attribute(given: list[dict[str, str]]) -> tuple[str | None, str]:
    if not given:
        return None, ""
    if len(given) > 1:
        raise AwsError("InvalidLookupAttributesException", "You can look up by one attribute at a time.")
    name, value = given[0].get("AttributeKey", ""), given[0].get("AttributeValue", "")
    if name not in ATTRIBUTES or not value:
        raise AwsError(
            "InvalidLookupAttributesException", f"{name} is not a lookup attribute; use one of {', '.join(ATTRIBUTES)}."
        )
    return name, value


def _before(token: str | None) -> int | None:
    if token is None:
        return None
    if not token.isascii() or not token.isdigit() or len(token) > 18:  # noqa: PLR2004 - more than ever were numbered
        raise AwsError("InvalidNextTokenException", "The NextToken was not given by this operation.")
    return int(token)


def _within(event: Event, start: datetime | None, end: datetime | None) -> bool:
    return (start is None or event.time >= start) and (end is None or event.time <= end)


def _shown(event: Event) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "EventId": event.id,
        "EventName": event.name,
        "ReadOnly": str(event.read_only).lower(),
        "EventTime": event.time,
        "EventSource": event.source,
        "Username": event.user,
        "Resources": [{"ResourceType": kind, "ResourceName": name} for kind, name in event.resources],
        "CloudTrailEvent": event.text,
    }
    return shown | {"AccessKeyId": event.key} if event.key else shown
