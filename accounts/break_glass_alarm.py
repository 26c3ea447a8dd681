"""The alarm on the use of the break-glass role."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from accounts.trail_policies import BREAK_GLASS_USED

_NAMESPACE = "Causeway"
_METRIC = "BreakGlassUsed"


@dataclass(frozen=True)
class AlarmArgs:
    """The trail's log group, and the address that is notified."""

    log_group: pulumi.Input[str]
    email: str


class BreakGlassAlarm(pulumi.ComponentResource):
    """Metric filter, metric, alarm and topic, from the trail's records to a notification."""

    def __init__(self, name: str, args: AlarmArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:BreakGlassAlarm", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        aws.cloudwatch.LogMetricFilter(
            name,
            name=name,
            log_group_name=args.log_group,
            pattern=BREAK_GLASS_USED,
            metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
                name=_METRIC, namespace=_NAMESPACE, value="1"
            ),
            opts=child,
        )
        topic = aws.sns.Topic(name, name=name, opts=child)
        aws.sns.TopicSubscription(name, topic=topic.arn, protocol="email", endpoint=args.email, opts=child)
        aws.cloudwatch.MetricAlarm(
            name,
            name=name,
            alarm_description="The break-glass role of an account was requested",
            namespace=_NAMESPACE,
            metric_name=_METRIC,
            statistic="Sum",
            period=60,
            evaluation_periods=1,
            threshold=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            treat_missing_data="notBreaching",
            alarm_actions=[topic.arn],
            opts=child,
        )
        self.register_outputs({"topic": topic.arn})
