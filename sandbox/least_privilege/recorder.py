"""Records calls while they are decided; calls that differ in nothing that policies need are one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sandbox.iam import PrincipalType, Request
from sandbox.least_privilege.recording import RecordedRequest, Recording, condition_key

KEPT = 10_000
"""Entries that are kept; at some 4 kB each they take about 40 MB."""

_REGION = "aws:requestedregion"
"""Calls in another Region are another entry, for guardrails depend on it."""


@dataclass(slots=True)
class _Entry:
    request: Request
    """The example."""
    allowed: int
    denied: int
    first: datetime
    last: datetime


class Recorder:
    """Records calls until it is stopped; several threads may use it."""

    def __init__(self, started: datetime, kept: int = KEPT) -> None:
        self._started, self._kept = started, kept
        self._stopped: datetime | None = None
        self._entries: dict[tuple[object, ...], _Entry] = {}
        self._incomplete: Counter[str] = Counter()
        self._without_policies = 0
        self._lock = Lock()

    @property
    def running(self) -> bool:
        """Whether it records."""
        return self._stopped is None

    def stop(self, now: datetime) -> None:
        """Stop; what was recorded stays."""
        with self._lock:
            self._stopped = self._stopped or now

    def add(self, principal: str | None, requests: Iterable[Request], now: datetime, *, allowed: bool) -> None:
        """Record one call.

        Args:
            principal: ARN of the role or user; None for a caller without policies of its own.
            requests: The evaluated requests, one for each requirement of the call.
            now: The time.
            allowed: Whether all of them were allowed.

        """
        with self._lock:
            if self._stopped is not None:
                return
            if principal is None:
                self._without_policies += 1
                return
            kept = [self._add(principal, request, now, allowed=allowed) for request in requests]
            if not all(kept):
                self._incomplete[principal] += 1

    def recording(self) -> Recording:
        """Return what is recorded so far, in the order of the first calls."""
        with self._lock:
            requests = tuple(_recorded(str(key[0]), entry) for key, entry in self._entries.items())
            return Recording(self._started, self._stopped, requests, dict(self._incomplete), self._without_policies)

    def _add(self, principal: str, request: Request, now: datetime, *, allowed: bool) -> bool:
        """Add a request; return whether it was kept."""
        key = (principal, request.action, request.resource, *_distinguishing(request))
        entry = self._entries.get(key)
        if entry is None:
            if len(self._entries) >= self._kept:
                return False
            self._entries[key] = _Entry(request, int(allowed), int(not allowed), now, now)
            return True
        if allowed and not entry.allowed:
            entry.request = request
        entry.allowed += allowed
        entry.denied += not allowed
        entry.last = now
        return True


def _distinguishing(request: Request) -> tuple[object, ...]:
    own = condition_key(request.action)
    return request.values(_REGION), request.values(own.lower()) if own else ()


def _recorded(principal: str, entry: _Entry) -> RecordedRequest:
    request = entry.request
    spelled = {key.lower(): key for key in request.given}
    of_user = request.principal.type is PrincipalType.FEDERATED_USER
    return RecordedRequest(
        principal=principal,
        caller=principal if of_user else request.principal.arn or principal,
        action=request.action,
        resource=request.resource,
        resource_account=request.resource_account,
        context={spelled.get(key, key): values for key, values in request.context.items()},
        allowed=entry.allowed,
        denied=entry.denied,
        first=entry.first,
        last=entry.last,
    )
