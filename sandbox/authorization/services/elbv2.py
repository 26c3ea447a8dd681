"""Elastic Load Balancing: rules in nested parameters."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    whole_service=frozenset(("SetRulePriorities",)),
    tag_action="AddTags",
)
