"""Simple Workflow: `name` is the domain's where no `domain` is given."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"domain": ("domain", "name")},
    behind=dict.fromkeys(
        (
            "RecordActivityTaskHeartbeat",
            "RespondActivityTaskCompleted",
            "RespondActivityTaskFailed",
            "RespondDecisionTaskCompleted",
        ),
        ("domain", "taskToken"),
    ),
)
