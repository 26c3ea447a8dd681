"""Resource Groups: a list of all groups' tasks."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    whole_service=frozenset(("ListTagSyncTasks",)),
)
