"""The rehearsal of one change on many events: events that are decided alike are decided one time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from sandbox.authorization.service_reference import Reference, reference_of
from sandbox.facts.action_catalogue import catalogue
from sandbox.facts.service_models import service_models
from sandbox.iam.layers import Layer
from sandbox.iam.snapshot import Snapshot
from sandbox.rehearsal.event import EventCaller, Record, event_caller, owner, was_denied
from sandbox.rehearsal.event_keys import KEYS
from sandbox.rehearsal.judge import Judge
from sandbox.rehearsal.keys_in_play import KeysInPlay
from sandbox.rehearsal.outcome import Effect, Outcome
from sandbox.rehearsal.policies import distinct_statements, policies_by_place
from sandbox.rehearsal.reasons import Reason
from sandbox.rehearsal.recorded_request import Needed, RecordedRequests, Unjudged
from sandbox.rehearsal.resource_groups import ResourceGroups
from sandbox.rehearsal.tally import Seen, Tally

_REMEMBERED = 50_000
"""Calls and groups of events that are kept, at some 2 kB each; then all are forgotten and decided anew."""
_LISTED = (Effect.DENIED, Effect.ALLOWED)
_UNCHANGED = Outcome(Effect.UNCHANGED)
_NAMED_BY_RESOURCES = frozenset(("kms.amazonaws.com", "secretsmanager.amazonaws.com"))
"""Services whose calls name a resource otherwise than by its ARN, which the event's `resources` then hold."""
_WRONG_FORM = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a record raises whose members are of other types than CloudTrail's."""
_OF_SESSIONS = (":assumed-role/", "aws:userid")
"""What policies contain that distinguish the sessions of a role."""


@dataclass(frozen=True)
class Change:
    """The snapshots before and after a change."""

    before: Snapshot
    after: Snapshot
    given: Mapping[str, object] = field(default_factory=dict)
    """Condition keys that are known beside the events, where an event does not hold them."""


class Rehearsal:
    """Decides events before and after a change, and counts the outcomes."""

    def __init__(self, change: Change) -> None:
        reference: Reference = reference_of(catalogue().raw)
        self._judge = Judge(change.before, change.after)
        statements = tuple(distinct_statements((change.before, change.after)))
        keys = KeysInPlay(statements, reference)
        self._resources = ResourceGroups((change.before, change.after), statements)
        self._requests = RecordedRequests(change.before, keys, reference, service_models(), change.given)
        self._sessions = _distinguish_sessions(change.before, change.after)
        self._limits_resources = Layer.RCP in self._judge.changes.layers
        self._calls: dict[tuple[Any, ...], tuple[Needed, ...] | Unjudged] = {}
        self._outcomes: dict[tuple[Any, ...], Outcome] = {}

    def count(self, records: Iterable[Any], tally: Tally) -> None:
        """Add the outcomes of events to a tally."""
        for record in records:
            if not isinstance(record, dict):
                tally.add(_unjudged(Reason.INVALID_RECORD), Seen("", "", ""))
                continue
            seen = Seen(str(record.get("eventID", "")), str(record.get("eventTime", "")), "")
            try:
                self._count(record, seen, tally)
            except _WRONG_FORM as error:
                tally.add(_unjudged(Reason.INVALID_RECORD, f"{_name(record)}: {error}"), seen)

    def _count(self, record: Record, seen: Seen, tally: Tally) -> None:
        caller = event_caller(record, sessions=self._sessions)
        if isinstance(caller, Reason):
            tally.add(_unjudged(caller, _name(record)), seen)
            return
        if _is_copy(record, caller):
            tally.add(_unjudged(Reason.COPY, _name(record)), seen)
            return
        needed = self._needed(record, caller)
        if needed and isinstance(needed[0], Reason):
            tally.add(_unjudged(needed[0], str(needed[1])), seen)
            return
        permissions: tuple[Needed, ...] = needed
        outcome = self._outcome(record, caller, permissions)
        if outcome.effect in _LISTED:
            decided = permissions[outcome.place]
            seen = seen._replace(principal=record["userIdentity"].get("arn") or caller.shown)
            tally.add(outcome, seen, caller.shown, decided.action, decided.resource)
        else:
            tally.add(outcome, seen)

    def _outcome(self, record: Record, caller: EventCaller, permissions: tuple[Needed, ...]) -> Outcome:
        denied = was_denied(record)
        if not denied and not any(self._judge.affected(one.action) for one in permissions):
            return _UNCHANGED
        identities = (self._identity(one, record, denied=denied) for one in permissions)
        group = (caller, denied, record.get("awsRegion"), *identities)
        found = self._outcomes.get(group)
        if found is None:
            requests = [self._requests.request(one, record, caller) for one in permissions]
            decide = self._judge.denied if denied else self._judge.allowed
            found = _remember(self._outcomes, group, decide(requests))
        return found

    def _needed(self, record: Record, caller: EventCaller) -> tuple[Needed, ...] | Unjudged:
        source = record["eventSource"]
        call = (
            source,
            record["eventName"],
            record.get("awsRegion"),
            record.get("apiVersion"),
            caller.account,
            orjson.dumps(record.get("requestParameters")),
            orjson.dumps(record.get("resources")) if source in _NAMED_BY_RESOURCES else b"",
        )
        found = self._calls.get(call)
        return found if found is not None else _remember(self._calls, call, self._requests.needed(record, caller))

    def _identity(self, needed: Needed, record: Record, *, denied: bool) -> tuple[Any, ...]:
        """Return what the decision on a permission depends on, beside the caller and the Region.

        A service's own refusals, which depend on more of the resource, are the same before and after; they matter to
        a call that was denied.
        """
        resource = needed.resource if denied else self._resources.group(needed.action, needed.resource)
        of_event = tuple(_hashable(KEYS[key](record)) for key in needed.of_event)
        context = tuple((key, _hashable(value)) for key, value in needed.context.items())
        of_resource = owner(record, needed.resource) if self._limits_resources else None
        return (needed.action, resource, context, of_event, of_resource)


def _remember[Key, Value](known: dict[Key, Value], key: Key, value: Value) -> Value:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = value
    return value


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _unjudged(reason: Reason, detail: str = "") -> Outcome:
    return Outcome(Effect.UNJUDGED, reason=reason, detail=detail)


def _name(record: Record) -> str:
    return f"{record.get('eventSource', '')} {record.get('eventName', '')}".strip()


def _is_copy(record: Record, caller: EventCaller) -> bool:
    """Return whether an event is the copy for the owner of the resource.

    Reference: CloudTrail user guide, cloudtrail-event-reference-record-contents (sharedEventID).
    """
    recipient = record.get("recipientAccountId")
    return "sharedEventID" in record and caller.principal is not None and recipient not in (None, caller.account)


def _distinguish_sessions(*snapshots: Snapshot) -> bool:
    documents = {id(policy.document): policy.document for one in snapshots for _, policy in policies_by_place(one)}
    texts = (orjson.dumps(document, default=str).decode().lower() for document in documents.values())
    return any(part in text for text in texts for part in _OF_SESSIONS)
