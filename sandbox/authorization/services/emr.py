"""EMR: clusters are job flows."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"cluster": ("ClusterId", "JobFlowId", "JobFlowIds")},
    passes={
        "RunJobFlow": (
            ("ServiceRole", "elasticmapreduce.amazonaws.com"),
            ("JobFlowRole", "ec2.amazonaws.com"),
            ("AutoScalingRole", "application-autoscaling.amazonaws.com"),
        )
    },
)
