"""CodePipeline: a pipeline's name is inside its structure."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"pipeline": ("name", "pipelineName", "pipeline.name")},
    passes={
        "CreatePipeline": (("pipeline.roleArn", "codepipeline.amazonaws.com"),),
        "UpdatePipeline": (("pipeline.roleArn", "codepipeline.amazonaws.com"),),
    },
)
