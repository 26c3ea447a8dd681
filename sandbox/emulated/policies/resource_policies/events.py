"""Event buses."""

from __future__ import annotations

import json

from localstack.services.events.models import events_stores

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the event bus of an ARN."""
    kind, _, name = arn.resource.partition("/")
    if kind != "event-bus" or arn.account not in events_stores:
        return None
    found = events_stores[arn.account][arn.region].event_buses.get(name)
    if found is None:
        return None
    text = ":".join(arn)
    return Resource(text, arn.account, policy("event bus policy", json.dumps(found.policy)) if found.policy else None)
