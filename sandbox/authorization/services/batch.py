"""AWS Batch: names of job definitions, and the roles of environments and jobs."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"DeregisterJobDefinition.job-definition-revision": ("jobDefinition",)},
    passes={
        "CreateComputeEnvironment": (
            ("serviceRole", "batch.amazonaws.com"),
            ("computeResources.instanceRole", "ec2.amazonaws.com"),
        ),
        "RegisterJobDefinition": (
            ("containerProperties.jobRoleArn", "ecs-tasks.amazonaws.com"),
            ("containerProperties.executionRoleArn", "ecs-tasks.amazonaws.com"),
        ),
    },
)
