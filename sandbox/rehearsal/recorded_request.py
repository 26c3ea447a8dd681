"""The permissions that a recorded call needed, with the condition keys that policies read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sandbox.authorization import NoMapping, OperationCall, Requirement, requirements
from sandbox.authorization.registry import action_prefix
from sandbox.authorization.service_reference import Reference
from sandbox.facts.service_models import ServiceModels
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.requested_region import region_of_service
from sandbox.iam.snapshot import Caller, Snapshot
from sandbox.rehearsal.event import EventCaller, Record, owner
from sandbox.rehearsal.event_keys import KEYS, UNKNOWN
from sandbox.rehearsal.found_resources import FoundResources
from sandbox.rehearsal.judge import JudgedRequest
from sandbox.rehearsal.keys_in_play import (
    KeysInPlay,
    is_derived,
    organization_of,
    parameter_holds,
    principal_tag,
    resource_tag,
)
from sandbox.rehearsal.operations import Operation, Operations
from sandbox.rehearsal.parameters import parameters
from sandbox.rehearsal.reasons import Reason

type Unjudged = tuple[Reason, str]
"""The reason, and what it is about."""


@dataclass(frozen=True, slots=True)
class Needed:
    """One permission, with the condition keys of it that policies read."""

    action: str
    resource: str
    context: Mapping[str, object]
    """The keys that follow from the parameters."""
    operation: Operation
    reads: tuple[str, ...]
    """The other keys that policies read for the action, in lower case."""
    of_event: tuple[str, ...]
    """Those of `reads` that are read from the event."""


@dataclass(frozen=True, slots=True)
class _RecordedCall:
    """An event with what was found for it."""

    record: Record
    caller: EventCaller
    known: Caller | None
    """The user or role of the snapshot."""


class RecordedRequests:
    """Makes requests of recorded events."""

    def __init__(
        self,
        snapshot: Snapshot,
        keys: KeysInPlay,
        reference: Reference,
        models: ServiceModels,
        given: Mapping[str, object],
    ) -> None:
        """Prepare for events.

        Args:
            snapshot: The snapshot whose roles, users and resources are known.
            keys: The condition keys that matter.
            reference: The Service Authorization Reference.
            models: The models of services.
            given: Condition keys that are known beside the events, where an event does not hold them.

        """
        self._snapshot, self._keys, self._reference = snapshot, keys, reference
        self._evaluator = Evaluator(snapshot)
        self._operations = Operations(models)
        self._found = FoundResources(snapshot)
        self._given = {key.lower(): value for key, value in given.items()}

    def needed(self, record: Record, caller: EventCaller) -> tuple[Needed, ...] | Unjudged:
        """Return the permissions that an event's call needed, or why they are not known.

        They depend on the operation, the account, the Region, the parameters and the resources of the event alone.
        """
        source, name = record["eventSource"], record["eventName"]
        operation = self._operations.find(source, name, record.get("apiVersion"))
        if operation is None:
            return Reason.UNKNOWN_OPERATION, f"{source} {name}"
        given = record.get("requestParameters")
        if given is None:
            given = {}
            if operation.model.input_shape(operation.name).get("required"):
                return Reason.NO_PARAMETERS, f"{source} {name}"
        if not isinstance(given, Mapping) or given.get("omitted") is True:
            return Reason.NO_PARAMETERS, f"{source} {name}"
        call = self._call(record, caller, operation, given)
        try:
            found = requirements(call, self._reference)
        except NoMapping:
            return Reason.NO_MAPPING, f"{source} {name}"
        return tuple(self._needed(one, operation) for one in found)

    def request(self, needed: Needed, record: Record, caller: EventCaller) -> JudgedRequest:
        """Return the request for one of the permissions of an event."""
        call = _RecordedCall(record, caller, self._evaluator.caller(caller.principal))
        context = dict(needed.context)
        unknown = set()
        for key in needed.reads:
            value = self._value(key, call, needed)
            if value is UNKNOWN:
                value = self._given.get(key, UNKNOWN)
            if value is UNKNOWN:
                unknown.add(key)
            elif value is not None:
                context[key] = value
        return JudgedRequest(
            principal=caller.principal,
            account=caller.account,
            action=needed.action,
            resource=needed.resource,
            context=context,
            unknown=frozenset(unknown),
            owner=owner(record, needed.resource),
        )

    def _needed(self, requirement: Requirement, operation: Operation) -> Needed:
        read = self._keys.of_action(requirement.action)
        tags = "aws:tagkeys" in read
        context = {
            key: value
            for key, value in requirement.context.items()
            if key.lower() in read or (tags and key.startswith("aws:RequestTag/"))
        }
        reads = read - {key.lower() for key in requirement.context}
        of_event = tuple(key for key in self._keys.of_events if key in reads)
        return Needed(requirement.action, requirement.resource, context, operation, tuple(reads), of_event)

    def _call(
        self, record: Record, caller: EventCaller, operation: Operation, given: Mapping[str, Any]
    ) -> OperationCall:
        model = operation.model
        method, path = model.http(operation.name)
        account = caller.account or str(record.get("recipientAccountId") or "")
        return OperationCall(
            service=model.service,
            prefix=action_prefix(model.service, model.signing_name),
            operation=operation.name,
            parameters=parameters(given, model, operation.name),
            account=account,
            region=record.get("awsRegion") or "us-east-1",
            partition=_partition(caller),
            method=method,
            path=path,
            find=partial(self._found.find, record, account),
        )

    def _value(self, key: str, call: _RecordedCall, needed: Needed) -> Any:
        """Return a key's value; None where the request had none, or evaluation finds it by itself."""
        if key in KEYS:
            return KEYS[key](call.record)
        if key == "aws:requestedregion":
            return region_of_service(needed.action.partition(":")[0]) or call.record.get("awsRegion")
        if key == "aws:principalarn":
            return call.caller.issuer if call.known is None else None
        if is_derived(key):
            return None
        return self._of_snapshot(key, call, needed)

    def _of_snapshot(self, key: str, call: _RecordedCall, needed: Needed) -> Any:
        """Return a key's value that depends on the organization, on tags or on the service."""
        side, tag = organization_of(key), principal_tag(key)
        if side is not None:
            return None if self._in_organization(side, call.caller, needed) else UNKNOWN
        if tag is not None:
            return _principal_tag(tag, call)
        tag = resource_tag(key)
        if tag is None and key.startswith("aws:"):
            return UNKNOWN
        if not self._keys.supports(needed.action, needed.resource, key):
            return None
        if tag is not None:
            return self._resource_tag(tag, needed)
        return None if parameter_holds(key, needed.operation) else UNKNOWN

    def _in_organization(self, side: str, caller: EventCaller, needed: Needed) -> bool:
        """Return whether the snapshot knows the organization of the caller or of the resource."""
        if side == "principal":
            return caller.principal is None or caller.account in self._snapshot.accounts
        request, _ = self._evaluator.request_and_layers(caller.principal, needed.action, needed.resource, {})
        return (request.resource_account or "") in self._snapshot.accounts

    def _resource_tag(self, tag: str, needed: Needed) -> Any:
        resource = needed.resource
        behind = self._snapshot.callers.get(resource) or self._snapshot.resource_behind(resource)
        return UNKNOWN if behind is None else _tag(behind.tags, tag)


def _principal_tag(tag: str, call: _RecordedCall) -> Any:
    """Return a tag of a user or role; a session may have been given others, which no event of it holds."""
    principal = call.caller.principal
    if principal is None:
        return None
    if call.known is None:
        return UNKNOWN
    found = _tag(call.known.tags, tag)
    return UNKNOWN if found is None and ":user/" not in principal else found


def _tag(tags: Mapping[str, str], wanted: str) -> str | None:
    return next((value for name, value in tags.items() if name.lower() == wanted), None)


def _partition(caller: EventCaller) -> str:
    return caller.principal.split(":", 2)[1] if caller.principal and caller.principal.startswith("arn:") else "aws"
