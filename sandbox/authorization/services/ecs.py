"""ECS: clusters, and the roles of tasks."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    variables={"ClusterName": ("cluster", "clusterName")},
    convert={"ClusterName": lambda text: text.rpartition("/")[2]},
    identifiers={
        "capacity-provider": ("name", "capacityProvider", "capacityProviders"),
        "cluster": ("cluster", "clusterName", "clusters"),
        "task-definition": ("taskDefinition", "taskDefinitions", "family"),
    },
    whole_service=frozenset(("RegisterTaskDefinition",)),
    types={
        "CreateService": ("service",),
        "RunTask": ("task-definition",),
        "StartTask": ("task-definition",),
        "DeleteAttributes": ("container-instance",),
        "PutAttributes": ("container-instance",),
    },
    passes={
        "RegisterTaskDefinition": (
            ("taskRoleArn", "ecs-tasks.amazonaws.com"),
            ("executionRoleArn", "ecs-tasks.amazonaws.com"),
        ),
        "RunTask": (
            ("overrides.taskRoleArn", "ecs-tasks.amazonaws.com"),
            ("overrides.executionRoleArn", "ecs-tasks.amazonaws.com"),
        ),
        "CreateService": (("role", "ecs.amazonaws.com"),),
    },
)
