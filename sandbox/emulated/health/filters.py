"""The filters of Health's lists: values of one member are alternatives, and members are joined by and."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sandbox.emulated.health.model import Entity, HealthEvent


def selects_event(wanted: Mapping[str, Any], event: HealthEvent, own: Iterable[Entity]) -> bool:
    """Return whether an EventFilter selects an event, given the caller's affected entities."""
    own = list(own)
    return (
        _one_of(wanted.get("eventArns"), event.arn)
        and _one_of(wanted.get("eventTypeCodes"), event.code)
        and _one_of(wanted.get("services"), event.service)
        and _one_of(wanted.get("regions"), event.region)
        and not wanted.get("availabilityZones")
        and _one_of(wanted.get("eventTypeCategories"), event.category)
        and _one_of(wanted.get("eventStatusCodes"), event.status)
        and _within(wanted.get("startTimes"), event.started)
        and _within(wanted.get("endTimes"), event.ended)
        and _within(wanted.get("lastUpdatedTimes"), event.updated)
        and (not wanted.get("entityArns") or any(it.arn in wanted["entityArns"] for it in own))
        and (not wanted.get("entityValues") or any(it.value in wanted["entityValues"] for it in own))
        and (not wanted.get("tags") or any(_tagged(wanted["tags"], it) for it in own))
    )


def selects_entity(wanted: Mapping[str, Any], entity: Entity) -> bool:
    """Return whether an EntityFilter selects an entity of one of its events."""
    return (
        _one_of(wanted.get("entityArns"), entity.arn)
        and _one_of(wanted.get("entityValues"), entity.value)
        and _one_of(wanted.get("statusCodes"), entity.status)
        and _within(wanted.get("lastUpdatedTimes"), entity.updated)
        and (not wanted.get("tags") or _tagged(wanted["tags"], entity))
    )


def _one_of(values: Iterable[str] | None, value: str) -> bool:
    return not values or value in values


def _within(ranges: Iterable[Mapping[str, datetime]] | None, moment: float | None) -> bool:
    if not ranges:
        return True
    return moment is not None and any(
        ("from" not in each or each["from"].timestamp() <= moment)
        and ("to" not in each or moment <= each["to"].timestamp())
        for each in ranges
    )


def _tagged(wanted: Iterable[Mapping[str, str]], entity: Entity) -> bool:
    return any(all(entity.tags.get(key) == value for key, value in each.items()) for each in wanted)
