"""The recording of this engine: the calls between `sandbox iam record start` and `stop`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sandbox.authorization import Requirement
from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.policies.decision import Refusal, first_refusal
from sandbox.iam import Request
from sandbox.least_privilege.recorder import Recorder

_USER = ":user/"
_latest: list[Recorder] = []
"""The latest recorder; empty before the first start."""


def latest() -> Recorder | None:
    """Return the latest recorder, which may have been stopped; None before the first start."""
    return _latest[0] if _latest else None


def running() -> Recorder | None:
    """Return the recorder that records now; None where none does."""
    return _latest[0] if _latest and _latest[0].running else None


def start() -> Recorder:
    """Start a new recording in place of the latest."""
    _latest[:] = [Recorder(datetime.now(UTC))]
    return _latest[0]


def first_refusal_of_call(
    caller: Caller, partition: str, needed: Iterable[Requirement], keys: Mapping[str, object]
) -> Refusal | None:
    """Return what `first_refusal` returns; while a recording runs, record the call."""
    recorder = running()
    if recorder is None:
        return first_refusal(caller, partition, needed, keys)
    evaluated: list[Request] = []
    refused = first_refusal(caller, partition, needed, keys, evaluated)
    recorder.add(principal_of(caller), evaluated, datetime.now(UTC), allowed=refused is None)
    return refused


def principal_of(caller: Caller) -> str | None:
    """Return the ARN of the role or user whose policies a caller needs; None for any other caller.

    A federated user has the permissions of the user that called GetFederationToken; the root user has no policies.
    """
    session = caller.session
    if caller.kind is CallerKind.ROLE_SESSION and session is not None:
        return session.issuer
    if caller.kind is CallerKind.FEDERATED_USER and session is not None and _USER in session.issuer:
        return session.issuer
    return caller.arn if caller.kind is CallerKind.USER else None
