"""CloudWatch: an alarm publishes to a topic, or invokes a function.

Reference: CloudWatch user guide, AlarmThatSendsEmail and alarms-and-actions-Lambda.
"""

from __future__ import annotations

from typing import Any

from localstack.services.cloudwatch import provider_v2
from localstack.utils.patch import patch

from sandbox.gateway.authorization.service_sources.source import ServiceClients, act_for, acting_for

_SERVICE = "cloudwatch"

provider_v2.connect_to = ServiceClients(_SERVICE, drop_denied=True, principals={"lambda_": "lambda.alarms.cloudwatch"})


@patch(provider_v2.CloudwatchProvider._evaluate_composite_alarms)  # noqa: SLF001 - called before the alarm's actions
def _evaluate_composite_alarms(original: Any, provider: Any, context: Any, alarm: Any) -> None:
    original(provider, context, alarm)
    act_for(_SERVICE, alarm.alarm["AlarmArn"])


@patch(provider_v2.CloudwatchProvider._run_composite_alarm_actions)  # noqa: SLF001 - the actions themselves
def _run_composite_alarm_actions(original: Any, provider: Any, context: Any, alarm: Any, *rest: Any) -> None:
    with acting_for(_SERVICE, alarm.alarm["AlarmArn"]):
        original(provider, context, alarm, *rest)
