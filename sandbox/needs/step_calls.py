"""The calls of one step of a plan: the resource type's own lifecycle, run on clients that send nothing.

So they are the calls of the update itself, and a change of a resource type changes both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.needs.errors import CallsUnknown
from sandbox.needs.known import Known, Other, known_of
from sandbox.needs.recording import Call, EndlessClock, RecordingClients, UnwaitingApi
from sandbox.provider import lifecycle
from sandbox.provider.planning import Place
from sandbox.provider.registry import function
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import Secret, Values


@dataclass(frozen=True)
class Step:
    """One step of a plan, on one resource."""

    operation: str
    """Pulumi's name: create, update, delete, read, and those of a replacement."""
    urn: str
    declared: ResourceType
    place: Place
    identity: str
    """The id, or the planned one."""
    state: Values = field(default_factory=dict)
    """Outputs, or planned ones."""
    inputs: Values = field(default_factory=dict)
    old_inputs: Values = field(default_factory=dict)
    others: Mapping[str, Other] = field(default_factory=dict)
    """Id -> another resource of the plan."""


def step_calls(step: Step) -> tuple[Call, ...]:
    """Return the calls of a step, each one time; raises CallsUnknown."""
    run = _RUNS.get(step.operation)
    if run is None:
        return ()
    declared = step.declared
    clients = RecordingClients(_known(step))
    api = UnwaitingApi(
        declared.service,
        step.place,
        step.urn,
        clients,
        clock=EndlessClock(),
        gone=declared.gone,
        eventual=declared.eventual,
    )
    try:
        run(step, api)
    except Exception as error:  # whatever a resource type does with a response that AWS would not give
        raise CallsUnknown(step.urn, f"{type(error).__name__}: {error}") from error
    return tuple(_distinct(clients.calls))


def function_calls(token: str, args: Values, place: Place) -> tuple[Call, ...]:
    """Return the calls of a function in an update; raises CallsUnknown."""
    clients = RecordingClients(Known(type=token, place=place, identity="*"))
    api = UnwaitingApi("sts", place, token, clients, clock=EndlessClock())
    try:
        function(token).body(api, args, preview=False)
    except Exception as error:  # as above
        raise CallsUnknown(token, f"{type(error).__name__}: {error}") from error
    return tuple(_distinct(clients.calls))


def _distinct(calls: list[Call]) -> list[Call]:
    return list({repr(call): call for call in calls}.values())


def _create(step: Step, api: UnwaitingApi) -> None:
    lifecycle.create(_with_id(step.declared, step.identity), api, step.inputs)


def _update(step: Step, api: UnwaitingApi) -> None:
    lifecycle.update(step.declared, api, step.identity, step.old_inputs, step.inputs, state=step.state)


def _delete(step: Step, api: UnwaitingApi) -> None:
    lifecycle.delete(step.declared, api, step.identity, step.state)


def _read(step: Step, api: UnwaitingApi) -> None:
    lifecycle.read(step.declared, api, step.identity, step.inputs or None, step.state)


_RUNS: Mapping[str, Callable[[Step, UnwaitingApi], None]] = {
    "create": _create,
    "create-replacement": _create,
    "update": _update,
    "delete": _delete,
    "delete-replaced": _delete,
    "read": _read,
    "read-replacement": _read,
    "refresh": _read,
    "import": _read,
    "import-replacement": _read,
}

_CREATIONS = ("create", "create-replacement")


def _with_id(declared: ResourceType, identity: str) -> ResourceType:
    """Return the type with the planned id as the result of `create`, whose calls stay."""

    def create(self: Any, api: Any, inputs: Values) -> str:
        type(declared).create(self, api, inputs)
        return identity

    planned: ResourceType = type(type(declared).__name__, (type(declared),), {"create": create})()
    return planned


def _known(step: Step) -> Known:
    if step.operation in _CREATIONS:
        before, after = {}, {**step.state, **step.inputs}
    elif step.operation == "update":
        before = {**step.state, **step.old_inputs}
        after = lifecycle.plan_update(step.declared, step.urn, step.state, step.inputs, step.place)
    else:
        before = after = {**step.inputs, **step.state}
    return known_of(step.declared, step.place, step.identity, before=before, after=plain(after), others=step.others)


def plain(values: Values) -> Values:
    """Return values with those of secrets."""
    return {name: value.value if isinstance(value, Secret) else value for name, value in values.items()}
