"""AWS Config: the recorder's role."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"AggregationAuthorization": ("AuthorizedAwsRegion",)},
    variables={"AggregatorAccount": ("AuthorizedAccountId",), "AggregatorRegion": ("AuthorizedAwsRegion",)},
    passes={"PutConfigurationRecorder": (("ConfigurationRecorder.roleARN", "config.amazonaws.com"),)},
)
