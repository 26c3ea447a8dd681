"""DynamoDB Streams: an iterator behind which a stream is; its actions are DynamoDB's."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    prefix="dynamodb",
    behind={"GetRecords": ("stream", "ShardIterator")},
)
