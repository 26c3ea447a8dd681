"""EventBridge: a rule assumes the role of its target.

Reference: EventBridge user guide, eb-use-identity-based and cross-service-confused-deputy-prevention.
"""

from __future__ import annotations

from typing import Any

from localstack.services.events.target import TargetSender
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import acting_for


@patch(TargetSender._initialize_client)  # noqa: SLF001 - the place where LocalStack assumes the role
def _initialize_client(original: Any, sender: TargetSender) -> Any:
    with acting_for("events", sender.rule_arn):
        return original(sender)
