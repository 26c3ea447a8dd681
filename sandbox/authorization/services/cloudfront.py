"""CloudFront: a distribution's id is `Id`."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"distribution": ("Id", "DistributionId")},
)
