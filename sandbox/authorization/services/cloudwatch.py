"""CloudWatch: it signs as `monitoring`, and its actions have the prefix `cloudwatch`."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    prefix="cloudwatch",
    identifiers={"alarm": ("AlarmName", "AlarmNames"), "dashboard": ("DashboardName", "DashboardNames")},
)
