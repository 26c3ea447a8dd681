"""An endpoint service through the engine: acceptance across accounts, and what its owner is notified of."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]

PUBLISHER = {"Effect": "Allow", "Principal": {"Service": "vpce.amazonaws.com"}, "Action": "sns:Publish"}


def network(ec2: Any) -> tuple[str, str]:
    vpc = ec2.create_vpc(CidrBlock="10.61.0.0/16")["Vpc"]["VpcId"]
    return vpc, ec2.create_subnet(VpcId=vpc, CidrBlock="10.61.1.0/24")["Subnet"]["SubnetId"]


def queue_of_a_topic(client: Client, account: str) -> tuple[str, str]:
    """Create a topic that VPC endpoints may publish to, and a queue that gets what it publishes."""
    sns, sqs = client("sns", account), client("sqs", account)
    topic = sns.create_topic(Name="connections")["TopicArn"]
    policy = {"Version": "2012-10-17", "Statement": [{**PUBLISHER, "Resource": topic}]}
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(policy))
    queue = sqs.create_queue(QueueName="connections")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    deliver = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:*", "Resource": arn}
    rights = json.dumps({"Version": "2012-10-17", "Statement": [deliver]})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": rights})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    return topic, queue


def events(sqs: Any, queue: str, count: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    until = time.monotonic() + 20
    while len(found) < count and time.monotonic() < until:
        for each in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", []):
            found.append(json.loads(json.loads(each["Body"])["Message"]))
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
    return found


def test_the_owner_of_a_service_is_notified_of_connections_and_accepts_them(client: Client, account: str) -> None:
    consumer = str(int(account) ^ 1)
    ours, theirs = client("ec2", account), client("ec2", consumer)
    _, subnet = network(ours)
    balancer = client("elbv2", account).create_load_balancer(Name="front", Type="network", Subnets=[subnet])
    arn = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    service = ours.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[arn])["ServiceConfiguration"]
    id_, principal = service["ServiceId"], f"arn:aws:iam::{consumer}:root"
    ours.modify_vpc_endpoint_service_permissions(ServiceId=id_, AddAllowedPrincipals=[principal])
    topic, queue = queue_of_a_topic(client, account)
    ours.create_vpc_endpoint_connection_notification(
        ServiceId=id_, ConnectionNotificationArn=topic, ConnectionEvents=["Connect", "Accept"]
    )
    vpc, their_subnet = network(theirs)
    endpoint = theirs.create_vpc_endpoint(
        VpcId=vpc, ServiceName=service["ServiceName"], VpcEndpointType="Interface", SubnetIds=[their_subnet]
    )["VpcEndpoint"]["VpcEndpointId"]
    (connection,) = ours.describe_vpc_endpoint_connections()["VpcEndpointConnections"]
    assert (connection["VpcEndpointOwner"], connection["VpcEndpointState"]) == (consumer, "pendingAcceptance")
    ours.accept_vpc_endpoint_connections(ServiceId=id_, VpcEndpointIds=[endpoint])
    found = events(client("sqs", account), queue, 2)
    assert [each["event"] for each in found] == ["Connect", "Accept"]
    assert {each["vpcEndpointId"] for each in found} == {endpoint}
    (accepted,) = theirs.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"]
    assert accepted["State"] in {"pending", "available"}
