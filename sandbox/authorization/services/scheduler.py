"""EventBridge Scheduler: schedules in groups, and the role of a target."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    variables={"GroupName": ("GroupName",)},
    identifiers={"schedule": ("Name",), "schedule-group": ("Name", "GroupName")},
    passes={
        "CreateSchedule": (("Target.RoleArn", "scheduler.amazonaws.com"),),
        "UpdateSchedule": (("Target.RoleArn", "scheduler.amazonaws.com"),),
    },
)
