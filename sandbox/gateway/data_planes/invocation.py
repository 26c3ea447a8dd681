"""One call of a data plane: its caller, and the permission that the caller lacks."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from sandbox.authorization import Requirement
from sandbox.emulated.caller import ANONYMOUS, Caller, CallerKind
from sandbox.emulated.errors import AwsError
from sandbox.gateway import enforcement
from sandbox.gateway.authentication.access_keys import find_key
from sandbox.gateway.authentication.handler import received, regions
from sandbox.gateway.authentication.refused import Refused
from sandbox.gateway.authentication.service_errors import error_of
from sandbox.gateway.authentication.verification import Endpoint, verify
from sandbox.gateway.authorization import denied_calls
from sandbox.gateway.authorization.recorded_calls import first_refusal_of_call
from sandbox.gateway.authorization.request_keys import request_keys
from sandbox.gateway.enforcement import Mode
from sandbox.gateway.server import BODY
from sandbox.iam import Decision, EvaluationTrace
from sandbox.iam.message import refusal

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """The service of an invocation, as LocalStack's contexts name it."""

    service_name: str


@dataclass(frozen=True)
class Operation:
    """The operation of an invocation, as LocalStack's contexts name it."""

    name: str


@dataclass(frozen=True)
class Invocation:
    """A call of a data plane, with the members of LocalStack's contexts that authorization reads."""

    request: Any
    service: Service
    operation: Operation
    region: str
    partition: str
    is_internal_call: bool = False
    request_id: str = field(default_factory=lambda: str(uuid4()))

    @classmethod
    def of(cls, request: Any, service: str, operation: str, region: str, partition: str) -> Invocation:
        """Return the invocation of an operation of a service, by its signing name."""
        return cls(request, Service(service), Operation(operation), region, partition)


def is_examined(request: Any) -> bool:
    """Return whether a request is authorized: it came by the socket, and enforcement is not off."""
    return BODY in request.environ and enforcement.current().mode is not Mode.OFF


def verified_caller(request: Any, signing_name: str) -> Caller | AwsError:
    """Return the caller of a request, or the error for a signature that is refused; no signature is anonymous.

    While auditing, a refused signature is logged, and its caller is anonymous.
    """
    try:
        return verify(received(request), Endpoint(signing_name, regions()), find_key, time.time()).caller
    except Refused as refused:
        error = error_of(refused, signing_name, "rest-json")
    if enforcement.current().mode is Mode.AUDIT:
        LOG.warning("audit: %s %s would be refused: %s", request.method, request.path[:200], error)
        return ANONYMOUS
    return error


def unauthenticated_caller(request: Any, signing_name: str) -> Caller:
    """Return the caller where a data plane checks no signature: anonymous, unless it is an administrator."""
    try:
        caller = verify(received(request), Endpoint(signing_name, regions()), find_key, time.time()).caller
    except Refused:
        return ANONYMOUS
    return caller if caller.kind is CallerKind.ADMINISTRATOR else ANONYMOUS


def lacking(
    invocation: Invocation, caller: Caller, needed: Iterable[Requirement], *, denials_alone: bool = False
) -> EvaluationTrace | None:
    """Return the evaluation of the first permission that a caller lacks; None for an invocation that goes on.

    A refused invocation is listed. While auditing, it goes on.

    Args:
        invocation: The call.
        caller: Who calls.
        needed: What the call needs.
        denials_alone: Whether only an explicit denial refuses it.

    """
    if caller.kind is CallerKind.ADMINISTRATOR:
        return None
    keys = request_keys(invocation, caller, datetime.now(UTC))
    found = first_refusal_of_call(caller, invocation.partition, needed, keys)
    if found is None or (denials_alone and found.trace.verdict.decision is not Decision.EXPLICIT_DENY):
        return None
    mode = enforcement.current().mode
    error = AwsError("AccessDeniedException", refusal(found.trace) or "Forbidden", HTTPStatus.FORBIDDEN)
    denied_calls.keep(invocation, caller, error, found.trace, refused=mode is Mode.ENFORCE)
    if mode is Mode.AUDIT:
        LOG.warning("audit: %s would be refused: %s", invocation.operation.name, error)
        return None
    return found.trace
