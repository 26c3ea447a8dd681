"""The alarm on use of a break-glass role: log group, metric filter, alarm, topic and email."""

from __future__ import annotations

import pytest

from sandbox.estate import Estate
from tests.plans import Plan, entered, of, sources

pytestmark = pytest.mark.pulumi

NAME = "break-glass-used"


def test_the_metric_filter_reads_the_trails_log_group(whole: Plan) -> None:
    heard = of(whole, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[NAME]
    trail = of(whole, "aws:cloudtrail/trail:Trail")["organization-trail"]
    assert heard["inputs"]["logGroupName"] in trail["inputs"]["cloudWatchLogsGroupArn"].split(":")


def test_the_metric_filter_matches_the_break_glass_role_of_every_department(whole: Plan) -> None:
    pattern = of(whole, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[NAME]["inputs"]["pattern"]
    names = {state["inputs"]["name"] for name, state in of(whole, "aws:iam/role:Role").items() if "glass" in name}
    assert names == {"break-glass"}
    assert '$.eventName = "AssumeRole"' in pattern
    assert '$.requestParameters.roleArn = "arn:aws:iam::*:role/break-glass"' in pattern


def test_one_use_raises_the_alarm_and_missing_data_does_not(whole: Plan) -> None:
    heard = of(whole, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[NAME]["inputs"]["metricTransformation"]
    alarm = of(whole, "aws:cloudwatch/metricAlarm:MetricAlarm")[NAME]["inputs"]
    assert (alarm["namespace"], alarm["metricName"]) == (heard["namespace"], heard["name"])
    assert float(heard["value"]) >= alarm["threshold"]
    assert alarm["comparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert (alarm["statistic"], alarm["evaluationPeriods"]) == ("Sum", 1)
    assert alarm["treatMissingData"] == "notBreaching"


def test_the_alarm_is_sent_to_the_security_accounts_email(whole: Plan, estate: Estate) -> None:
    alarm = of(whole, "aws:cloudwatch/metricAlarm:MetricAlarm")[NAME]
    (told,) = of(whole, "aws:sns/topicSubscription:TopicSubscription").values()
    assert sources(alarm, "alarmActions") == sources(told, "topic") == {NAME}
    assert (told["inputs"]["protocol"], told["inputs"]["endpoint"]) == ("email", estate.accounts["security"].email)


def test_all_resources_are_in_the_trails_account(whole: Plan) -> None:
    chain = [
        state for state in whole.values() if state["urn"].endswith(f"::{NAME}") and state["type"].startswith("aws:")
    ]
    assert {entered(state) for state in chain} == {"management"}
    assert len(chain) == 4
