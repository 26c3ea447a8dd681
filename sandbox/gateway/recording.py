"""Record every external management call in CloudTrail's event history, refused calls included."""

from __future__ import annotations

import logging
import uuid
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.cloudtrail import store
from sandbox.emulated.cloudtrail.events import classification, record
from sandbox.emulated.cloudtrail.events.recorded_call import Identity, RecordedCall
from sandbox.gateway.credentials import UNKNOWN
from sandbox.gateway.identity import identity_of

LOG = logging.getLogger(__name__)


class Recorder:
    """Records calls."""

    def record(self, _chain: Any, context: Any, _response: Any) -> None:
        """Record the event of a call; a failure to record does not fail the call."""
        if context.is_internal_call or context.operation is None or context.service is None:
            return
        service, operation = context.service.service_name, context.operation.name
        error = _error(context.service_exception)
        unknown = error is not None and error[0] in UNKNOWN
        if unknown or not classification.is_management(service, operation, context.operation.input_shape):
            return
        try:
            self._keep(context, error)
        except Exception:
            LOG.exception("no event of %s.%s was kept", service, operation)

    def _keep(self, context: Any, error: tuple[str, str] | None) -> None:
        now = datetime.now(UTC)
        caller = identity_of(context)
        seen = _seen(context, caller, error, now)
        made = record.record(seen, _new_id())
        if seen.operation == "AssumeRole" and error is None:
            owner = seen.request["RoleArn"].split(":")[4]
            if owner != seen.account:
                made["sharedEventID"] = _new_id()
                theirs = record.for_the_roles_owner(made, caller, owner, _new_id())
                store.history_of(owner, made["awsRegion"]).keep(theirs, now, caller.name)
        store.history_of(seen.account, made["awsRegion"]).keep(made, now, caller.name)


def _new_id() -> str:
    return str(uuid.uuid4())


def _error(exception: Any) -> tuple[str, str] | None:
    if exception is None:
        return None
    return str(getattr(exception, "code", "InternalFailure")), str(getattr(exception, "message", ""))


def _seen(context: Any, caller: Identity, error: tuple[str, str] | None, now: datetime) -> RecordedCall:
    return RecordedCall(
        service=context.service.service_name,
        source=context.service.signing_name,
        operation=context.operation.name,
        region=context.region,
        account=caller.account,
        identity=caller,
        time=now,
        request=context.service_request or {},
        request_shape=context.operation.input_shape,
        response=context.service_response or {},
        response_shape=context.operation.output_shape,
        error=error,
        address=context.request.remote_addr or "",
        agent=context.request.headers.get("User-Agent", ""),
        request_id=context.request_id,
    )
