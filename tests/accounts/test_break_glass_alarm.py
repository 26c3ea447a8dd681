"""The alarm on use of a break-glass role: log group, metric filter, alarm, topic and email."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, account_of, depends_on, resources_of

pytestmark = pytest.mark.pulumi

NAME = "break-glass-used"


def test_the_metric_filter_reads_the_trails_log_group(reference_plan: Plan) -> None:
    metric_filter = resources_of(reference_plan, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[NAME]
    trail = resources_of(reference_plan, "aws:cloudtrail/trail:Trail")["organization-trail"]
    assert metric_filter["inputs"]["logGroupName"] in trail["inputs"]["cloudWatchLogsGroupArn"].split(":")


def test_the_metric_filter_matches_the_break_glass_role_of_every_department(reference_plan: Plan) -> None:
    pattern = resources_of(reference_plan, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[NAME]["inputs"]["pattern"]
    names = {
        state["inputs"]["name"]
        for name, state in resources_of(reference_plan, "aws:iam/role:Role").items()
        if "glass" in name
    }
    assert names == {"break-glass"}
    assert '$.eventName = "AssumeRole"' in pattern
    assert '$.requestParameters.roleArn = "arn:aws:iam::*:role/break-glass"' in pattern


def test_one_use_raises_the_alarm_and_missing_data_does_not(reference_plan: Plan) -> None:
    transformation = resources_of(reference_plan, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[NAME]["inputs"][
        "metricTransformation"
    ]
    alarm = resources_of(reference_plan, "aws:cloudwatch/metricAlarm:MetricAlarm")[NAME]["inputs"]
    assert (alarm["namespace"], alarm["metricName"]) == (transformation["namespace"], transformation["name"])
    assert float(transformation["value"]) >= alarm["threshold"]
    assert alarm["comparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert (alarm["statistic"], alarm["evaluationPeriods"]) == ("Sum", 1)
    assert alarm["treatMissingData"] == "notBreaching"


def test_the_alarm_is_sent_to_the_security_accounts_email(reference_plan: Plan, estate: Estate) -> None:
    alarm = resources_of(reference_plan, "aws:cloudwatch/metricAlarm:MetricAlarm")[NAME]
    (subscription,) = resources_of(reference_plan, "aws:sns/topicSubscription:TopicSubscription").values()
    assert depends_on(alarm, "alarmActions") == depends_on(subscription, "topic") == {NAME}
    assert (subscription["inputs"]["protocol"], subscription["inputs"]["endpoint"]) == (
        "email",
        estate.accounts["security"].email,
    )


def test_all_resources_are_in_the_trails_account(reference_plan: Plan) -> None:
    chain = [
        state
        for state in reference_plan.values()
        if state["urn"].endswith(f"::{NAME}") and state["type"].startswith("aws:")
    ]
    assert {account_of(state) for state in chain} == {"management"}
    assert len(chain) == 4
