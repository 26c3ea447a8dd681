"""EventBridge: a rule assumes the role of its target, and sends what the target refuses to a dead-letter queue.

Reference: EventBridge user guide, eb-use-identity-based, cross-service-confused-deputy-prevention and eb-rule-dlq.
"""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to
from localstack.services.events.target import TargetSender
from localstack.utils.aws.arns import parse_arn, sqs_queue_url_for_arn
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import acting_for, is_denial


@patch(TargetSender._initialize_client)  # noqa: SLF001 - the place where LocalStack assumes the role
def _initialize_client(original: Any, sender: TargetSender) -> Any:
    with acting_for("events", sender.rule_arn):
        return original(sender)


@patch(TargetSender.process_event)
def _process_event(original: Any, sender: TargetSender, event: Any, trace_header: Any) -> None:
    try:
        original(sender, event, trace_header)
    except ClientError as error:
        queue = (sender.target.get("DeadLetterConfig") or {}).get("Arn")
        if queue is None or not is_denial(error):
            raise
        _keep(queue, sender, event, error)


def _keep(queue: str, sender: TargetSender, event: Any, error: ClientError) -> None:
    """Send an event to the dead-letter queue of its target, whose policy must admit the rule."""
    reason = {
        "RULE_ARN": sender.rule_arn,
        "TARGET_ARN": sender.arn,
        "ERROR_CODE": "NO_PERMISSIONS",
        "ERROR_MESSAGE": error.response["Error"]["Message"],
    }
    sqs = connect_to(region_name=parse_arn(queue)["region"]).sqs
    sqs.request_metadata(source_arn=sender.rule_arn, service_principal="events").send_message(
        QueueUrl=sqs_queue_url_for_arn(queue),
        MessageBody=json.dumps(event, default=str),
        MessageAttributes={name: {"DataType": "String", "StringValue": text} for name, text in reason.items()},
    )
