"""A lost line through the engine: metrics, an alarm's data, Health's operations and the event on the account's bus."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.engine import Engine
from tests.sandbox.datacentre.http_client import change, line, put, router_side, until

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


def test_a_lost_line_shows_in_metrics_health_and_on_the_event_bus(engine: Engine, client: Client, account: str) -> None:
    name = f"line-{secrets.token_hex(4)}"
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name, legacy=router_side(101, 64600))]})
    sqs, events = client("sqs", account), client("events", account)
    queue = sqs.create_queue(QueueName="health")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    statement = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
    policy = {"Version": "2012-10-17", "Statement": [statement | {"Resource": arn}]}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
    pattern = {"source": ["aws.health"], "detail": {"service": ["DIRECTCONNECT"]}}
    events.put_rule(Name="health", EventPattern=json.dumps(pattern))
    events.put_targets(Rule="health", Targets=[{"Id": "queue", "Arn": arn}])
    direct_connect, cloudwatch = client("directconnect", account), client("cloudwatch", account)
    connection = direct_connect.create_connection(location="EqDC2", bandwidth="10Gbps", connectionName=name)
    id_ = connection["connectionId"]

    def states() -> set[float]:
        now = datetime.now(UTC)
        found = cloudwatch.get_metric_statistics(
            Namespace="AWS/DX",
            MetricName="ConnectionState",
            Dimensions=[{"Name": "ConnectionId", "Value": id_}],
            StartTime=now - timedelta(minutes=10),
            EndTime=now + timedelta(minutes=1),
            Period=60,
            Statistics=["Minimum", "Maximum"],
        )["Datapoints"]
        return {point[kind] for point in found for kind in ("Minimum", "Maximum")}

    until(states, {1.0})
    change(engine, name, down=True, reason="an excavator")
    until(states, {0.0, 1.0})

    health = client("health", account)
    until(lambda: [it["statusCode"] for it in health.describe_events()["events"]], ["open"])
    event = health.describe_events(filter={"services": ["DIRECTCONNECT"], "eventStatusCodes": ["open"]})["events"][0]
    details = health.describe_event_details(eventArns=[event["arn"]])["successfulSet"][0]
    assert id_ in details["eventDescription"]["latestDescription"]
    entities = health.describe_affected_entities(filter={"eventArns": [event["arn"]]})["entities"]
    assert [(it["entityValue"], it["statusCode"]) for it in entities] == [(id_, "IMPAIRED")]
    other = client("health", str(int(account) + 1).zfill(12))
    assert other.describe_events()["events"] == []
    assert other.describe_event_details(eventArns=[event["arn"]])["failedSet"][0]["errorName"] == "InvalidEventArn"

    change(engine, name, down=False)
    until(lambda: [it["statusCode"] for it in health.describe_events()["events"]], ["closed"])
    bodies: list[dict[str, Any]] = []

    def received() -> list[str]:
        answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        bodies.extend(json.loads(it["Body"]) for it in answer.get("Messages", ()))
        return [it["detail"]["statusCode"] for it in bodies]

    until(received, ["open", "closed"])
    first = bodies[0]
    assert (first["source"], first["detail-type"], first["account"]) == ("aws.health", "AWS Health Event", account)
    assert first["resources"] == [f"arn:aws:directconnect:us-east-1:{account}:dxcon/{id_}"]
    assert first["detail"]["eventArn"] == event["arn"]
