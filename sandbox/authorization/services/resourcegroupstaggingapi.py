"""Resource Groups Tagging: its actions have the prefix `tag`."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    prefix="tag",
)
