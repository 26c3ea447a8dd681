"""Health events as EventBridge delivers them. Pure.

https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from sandbox.emulated.health.model import HealthEvent

SOURCE = "aws.health"
DETAIL_TYPE = "AWS Health Event"


def resources(event: HealthEvent, account: str) -> list[str]:
    """Return the `resources` of the event for an account."""
    return [entity.resource_arn for entity in event.entities_of(account)]


def detail(event: HealthEvent, account: str) -> dict[str, Any]:
    """Return the `detail` of the event for an account."""
    found: dict[str, Any] = {
        "eventArn": event.arn,
        "service": event.service,
        "eventTypeCode": event.code,
        "eventTypeCategory": event.category,
        "eventScopeCode": "ACCOUNT_SPECIFIC",
        "communicationId": f"{event.arn.rpartition('_')[2]}-{int(event.updated)}",
        "startTime": _time(event.started),
        "lastUpdatedTime": _time(event.updated),
        "statusCode": event.status,
        "eventRegion": event.region,
        "eventDescription": [{"language": "en_US", "latestDescription": event.description}],
        "affectedEntities": [
            {"entityValue": entity.value, "status": entity.status, "lastUpdatedTime": _time(entity.updated)}
            for entity in event.entities_of(account)
        ],
        "affectedAccount": account,
        "page": "1",
        "totalPages": "1",
    }
    return found | ({"endTime": _time(event.ended)} if event.ended is not None else {})


def _time(moment: float) -> str:
    return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)
