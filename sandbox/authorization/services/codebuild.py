"""CodeBuild: names of projects, and builds behind which one is."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"project": ("name", "names", "projectName")},
    behind={"BatchGetBuilds": ("project", "ids"), "StopBuild": ("project", "id")},
    passes={
        "CreateProject": (("serviceRole", "codebuild.amazonaws.com"),),
        "UpdateProject": (("serviceRole", "codebuild.amazonaws.com"),),
    },
)
