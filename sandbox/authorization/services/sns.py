"""SNS: a batch needs the action of one message."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    actions={"PublishBatch": "Publish"},
    identifiers={"CreateTopic.topic": ("Name",)},
)
