"""EC2 Auto Scaling: groups behind instances and tags, and the roles of its launch configurations."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    behind={"SetInstanceHealth": ("autoScalingGroup", "InstanceId")},
    tag_action="CreateOrUpdateTags",
    passes={
        "CreateAutoScalingGroup": (("ServiceLinkedRoleARN", "autoscaling.amazonaws.com"),),
        "UpdateAutoScalingGroup": (("ServiceLinkedRoleARN", "autoscaling.amazonaws.com"),),
        "PutLifecycleHook": (("RoleARN", "autoscaling.amazonaws.com"),),
    },
)
