"""CloudWatch Logs: a log group assumes the role of its subscription filter.

Reference: CloudWatch Logs user guide, SubscriptionFilters (confused deputy).
"""

from __future__ import annotations

from typing import Any

from localstack.utils.aws.arns import log_group_arn
from localstack.utils.patch import patch
from moto.logs.models import LogsBackend, LogStream

from sandbox.gateway.authorization.service_sources.source import acting_for, dropping_denied


@patch(LogsBackend.put_subscription_filter)
def _put_subscription_filter(original: Any, backend: LogsBackend, group: str, *rest: Any) -> Any:
    with acting_for("logs", log_group_arn(group, backend.account_id, backend.region_name)):
        return original(backend, group, *rest)


_put_log_events = LogStream.put_log_events  # LocalStack's own patch, which `patch` would look for in the wrong place


def _deliver_for_the_group(stream: LogStream, *given: Any) -> str:
    """Put events into a stream; what a destination of a filter refuses is dropped, for this and the next filters."""
    with acting_for("logs", log_group_arn(stream.log_group.name, stream.account_id, stream.region)), dropping_denied():
        return str(_put_log_events(stream, *given))
    return f"{stream.upload_sequence_token:056d}"


LogStream.put_log_events = _deliver_for_the_group
