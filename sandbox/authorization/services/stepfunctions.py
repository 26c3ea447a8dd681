"""Step Functions: the role of a state machine."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    passes={
        "CreateStateMachine": (("roleArn", "states.amazonaws.com"),),
        "UpdateStateMachine": (("roleArn", "states.amazonaws.com"),),
    },
)
