"""Clients that record calls and send nothing, and the Api on them, which waits for nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, override

import botocore.session
from botocore import xform_name
from botocore.model import ServiceModel

from sandbox.needs.known import Known
from sandbox.needs.response import response
from sandbox.provider.api import Api


@dataclass(frozen=True)
class Call:
    """One call of an operation."""

    service: str
    """botocore's name of the service."""
    region: str
    operation: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class RecordingClients:
    """Clients that keep their calls, in order."""

    known: Known
    calls: list[Call] = field(default_factory=list)

    def client(self, service: str, region: str) -> RecordingClient:
        """Return a client of a service in a Region."""
        return RecordingClient(self, service, region)


@dataclass(frozen=True)
class ClientMeta:
    """What botocore's clients show of themselves."""

    service_model: ServiceModel


class RecordingClient:
    """A client with botocore's method names, whose responses are built from the plan."""

    def __init__(self, clients: RecordingClients, service: str, region: str) -> None:
        self.meta = ClientMeta(service_model(service))
        self._clients, self._service, self._region = clients, service, region

    def can_paginate(self, _method: str) -> bool:
        """Return False: every list has one page."""
        return False

    def __getattr__(self, method: str) -> Callable[..., dict[str, Any]]:
        operation = _operations(self._service).get(method)
        if operation is None:
            raise AttributeError(f"{self._service} has no operation {method}")

        def call(**request: Any) -> dict[str, Any]:
            self._clients.calls.append(Call(self._service, self._region, operation, request))
            return response(self.meta.service_model.operation_model(operation), request, self._clients.known)

        return call


class UnwaitingApi(Api):
    """An Api that looks one time where others wait for a state."""

    @override
    def wait[Seen](
        self,
        look: Callable[[], Seen | None],
        state: Callable[[Seen], str],
        ready: Collection[str],
        pending: Collection[str],
    ) -> Seen:
        seen = look()
        return seen if seen is not None else super().wait(lambda: None, state, ready, pending)

    @override
    def wait_gone[Seen](
        self, look: Callable[[], Seen | None], state: Callable[[Seen], str], gone: Collection[str] = ("deleted",)
    ) -> None:
        look()


class EndlessClock:
    """A clock on which every wait is over at once."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        """Return the seconds waited so far."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let the seconds pass."""
        self._now += max(seconds, _LONG)


_LONG = 3600.0
"""Seconds: longer than any resource type waits."""


@cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


@cache
def service_model(service: str) -> ServiceModel:
    """Return botocore's model of a service."""
    return _session().get_service_model(service)


@cache
def _operations(service: str) -> Mapping[str, str]:
    return {xform_name(name): name for name in service_model(service).operation_names}
