"""Calls that the provider really makes, beside those that are derived from the plan of the same step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from sandbox.needs.recording import Call, UnwaitingApi
from sandbox.needs.step_calls import Step, plain, step_calls
from sandbox.provider import lifecycle
from sandbox.provider.api import Api
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import Values


@dataclass(frozen=True)
class Observed:
    """One step that was run."""

    step: Step
    calls: tuple[Call, ...]
    """What it called."""

    def derived(self) -> tuple[Call, ...]:
        """Return the calls that are derived from its plan."""
        return step_calls(self.step)


@dataclass
class Observer:
    """Observes the steps that providers in this process run."""

    steps: list[Observed] = field(default_factory=list)
    _local: threading.local = field(default_factory=threading.local)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Observe until the test ends."""
        call = Api._call

        def observed_call(api: Api, operation: str, request: dict[str, Any]) -> dict[str, Any]:
            calls = getattr(self._local, "calls", None)
            if calls is not None:
                calls.append(Call(api.service, api.place.region, operation, request))
            return call(api, operation, request)

        monkeypatch.setattr(Api, "_call", observed_call)
        monkeypatch.setattr(lifecycle, "create", self._wrapped(lifecycle.create, _created))
        monkeypatch.setattr(lifecycle, "update", self._wrapped(lifecycle.update, _updated))
        monkeypatch.setattr(lifecycle, "delete", self._wrapped(lifecycle.delete, _deleted))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Do not observe."""
        kept = list(self.steps)
        yield
        self.steps[:] = kept

    def _wrapped(self, run: Callable[..., Any], step_of: Callable[..., Step]) -> Callable[..., Any]:
        def wrapped(declared: ResourceType, api: Api, *given: Any, **named: Any) -> Any:
            if isinstance(api, UnwaitingApi):
                return run(declared, api, *given, **named)
            step = step_of(declared, api, *given, **named)
            self._local.calls = []
            try:
                done = run(declared, api, *given, **named)
            finally:
                calls, self._local.calls = self._local.calls, None
            self.steps.append(Observed(step, tuple(calls)))
            return done

        return wrapped


def _created(declared: ResourceType, api: Api, inputs: Values) -> Step:
    identity, sealed = lifecycle.plan_create(declared, api.urn, inputs, api.place)
    return Step("create", api.urn, declared, api.place, identity, plain(sealed), inputs)


def _updated(declared: ResourceType, api: Api, identity: str, old: Values, inputs: Values, *, state: Values) -> Step:
    return Step("update", api.urn, declared, api.place, identity, state, inputs, old)


def _deleted(declared: ResourceType, api: Api, identity: str, state: Values) -> Step:
    return Step("delete", api.urn, declared, api.place, identity, state)


DEPENDING_ON_THE_ACCOUNT = {
    ("aws:iam/policy:Policy", "delete", "DeletePolicyVersion"),  # on how many versions it has
    ("aws:s3/bucket:Bucket", "delete", "DeleteObjects"),  # on whether there are objects
    ("aws:s3/bucketV2:BucketV2", "delete", "DeleteObjects"),
    # on the options of the transit gateway, which the plan of a whole program has
    ("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "create", "GetTransitGatewayAttachmentPropagations"),
}
"""Type, step and operation: derived calls that are made or not by what no plan of the resource alone has."""


def unlike(observed: Observed) -> list[str]:
    """Return how the derived calls of a step differ from those that were made."""
    made, derived = ({call.operation for call in calls} for calls in (observed.calls, observed.derived()))
    kind = observed.step.declared.token, observed.step.operation
    missing = [f"{kind}: {name} is not derived" for name in sorted(made - derived)]
    extra = [
        f"{kind}: {name} was not called"
        for name in sorted(derived - made)
        if (*kind, name) not in DEPENDING_ON_THE_ACCOUNT
    ]
    return missing + extra
