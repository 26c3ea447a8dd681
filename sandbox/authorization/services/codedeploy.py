"""CodeDeploy: deployments behind which a group is."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    behind={
        "BatchGetDeployments": ("deploymentgroup", "deploymentIds"),
        "GetDeployment": ("deploymentgroup", "deploymentId"),
    },
    passes={
        "CreateDeploymentGroup": (("serviceRoleArn", "codedeploy.amazonaws.com"),),
        "UpdateDeploymentGroup": (("serviceRoleArn", "codedeploy.amazonaws.com"),),
    },
)
