"""Services that act for a resource need what AWS requires: a resource policy that admits their service principal."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox.engine import Engine
from sandbox.engine.endpoint import enforce
from tests.sandbox.gateway.authorization.deliveries import Owner, Queue, admit, denial
from tests.sandbox.gateway.authorization.people import Client, deny, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def owner(client: Client, account: str) -> Owner:
    return lambda service: client(service, account=account)


@pytest.fixture
def other(account: str) -> str:
    """Return another account, outside every organization."""
    return str(int(account) ^ 1)


def subscribed_topic(sns: Any, queue: Queue, name: str) -> str:
    topic = str(sns.create_topic(Name=name)["TopicArn"])
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
    return topic


def test_sns_delivers_to_a_queue_with_a_policy_for_the_topic(engine: Engine, owner: Owner, account: str) -> None:
    queue, sns = Queue(owner), owner("sns")
    topic, wrong = (subscribed_topic(sns, queue, name) for name in ("news", "wrong"))
    queue.admit("sns", ArnEquals={"aws:SourceArn": topic})
    sns.publish(TopicArn=wrong, Message="b")
    call = denial(engine, account, "sqs:SendMessage")
    sns.publish(TopicArn=topic, Message="a")
    assert [body["Message"] for body in queue.receive()] == ["a"]
    assert (call.refused, call.service, call.operation, call.account) == (True, "sqs", "SendMessage", account)
    assert call.message == (
        f"User: sns.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: {queue.arn} "
        "because no resource-based policy allows the sqs:SendMessage action"
    )
    evaluated = call.request
    assert evaluated is not None
    assert evaluated.context["aws:SourceArn"] == (wrong,)
    assert evaluated.context["aws:SourceAccount"] == (account,)
    assert "aws:SourceIp" not in evaluated.context


def test_a_batch_from_sns_needs_the_same_permission(engine: Engine, owner: Owner, account: str) -> None:
    queue, sns = Queue(owner), owner("sns")
    topic = subscribed_topic(sns, queue, "news")
    entries = [{"Id": str(number), "Message": str(number)} for number in range(2)]
    sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    assert denial(engine, account, "sqs:SendMessage").operation == "SendMessageBatch"
    queue.admit("sns", StringEquals={"aws:SourceAccount": account})
    sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    received = queue.receive()
    received += queue.receive() if len(received) == 1 else []
    assert {body["Message"] for body in received} == {"0", "1"}


def test_a_topic_of_another_account_is_no_deputy(engine: Engine, client: Client, owner: Owner, other: str) -> None:
    queue, sns = Queue(owner), client("sns", account=other)
    account = queue.arn.split(":")[4]
    topic = subscribed_topic(sns, queue, "news")
    queue.admit("sns", StringEquals={"aws:SourceAccount": account})
    sns.publish(TopicArn=topic, Message="a")
    denial(engine, other, "sqs:SendMessage")
    queue.admit("sns", StringEquals={"aws:SourceAccount": [account, other]})
    sns.publish(TopicArn=topic, Message="b")
    assert [body["Message"] for body in queue.receive()] == ["b"]


def test_a_dropped_message_goes_to_the_dlq(owner: Owner) -> None:
    queue, dead, sns = Queue(owner), Queue(owner, "dead"), owner("sns")
    topic = str(sns.create_topic(Name="news")["TopicArn"])
    attributes = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead.arn})}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn, Attributes=attributes)
    dead.admit("sns", ArnEquals={"aws:SourceArn": topic})
    sns.publish(TopicArn=topic, Message="a")
    assert [body["Message"] for body in dead.receive()] == ["a"]


@pytest.fixture
def bucket(owner: Owner, account: str) -> str:
    owner("s3").create_bucket(Bucket=f"inbox-{account}")
    return f"inbox-{account}"


def notify(s3: Any, bucket: str, queue: Queue) -> tuple[Callable[..., Any], dict[str, Any]]:
    configuration = {"QueueConfigurations": [{"QueueArn": queue.arn, "Events": ["s3:ObjectCreated:*"]}]}
    return s3.put_bucket_notification_configuration, {"Bucket": bucket, "NotificationConfiguration": configuration}


def test_s3_tests_a_notification_configuration(engine: Engine, owner: Owner, bucket: str, account: str) -> None:
    queue, s3 = Queue(owner), owner("s3")
    put, configuration = notify(s3, bucket, queue)
    code, message = refused(put, **configuration)
    assert (code, message) == ("InvalidArgument", "Unable to validate the following destination configurations")
    assert denial(engine, account, "sqs:SendMessage").operation == "SendMessage"
    queue.admit("s3", ArnLike={"aws:SourceArn": f"arn:aws:s3:::{bucket}"}, StringEquals={"aws:SourceAccount": account})
    put(**configuration)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    received = queue.receive()
    received += queue.receive() if len(received) == 1 else []
    assert received[0]["Event"] == "s3:TestEvent"
    assert received[1]["Records"][0]["s3"]["object"]["key"] == "a"


def test_a_bucket_of_another_account_may_not_notify(owner: Owner, bucket: str, other: str) -> None:
    queue = Queue(owner)
    queue.admit("s3", StringEquals={"aws:SourceAccount": other})
    put, configuration = notify(owner("s3"), bucket, queue)
    assert refused(put, **configuration)[0] == "InvalidArgument"


def test_s3_publishes_to_a_topic_with_a_policy_for_it(owner: Owner, bucket: str, account: str) -> None:
    sns, s3 = owner("sns"), owner("s3")
    topic = str(sns.create_topic(Name="inbox")["TopicArn"])
    configuration = {"TopicConfigurations": [{"TopicArn": topic, "Events": ["s3:ObjectCreated:*"]}]}
    given = {"Bucket": bucket, "NotificationConfiguration": configuration}
    assert refused(s3.put_bucket_notification_configuration, **given)[0] == "InvalidArgument"
    document = admit("s3", "sns:Publish", topic, StringEquals={"aws:SourceAccount": account})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document)
    s3.put_bucket_notification_configuration(**given)


def rule(events: Any, name: str, **target: Any) -> str:
    arn = str(events.put_rule(Name=name, EventPattern=json.dumps({"source": [f"shop.{name}"]}))["RuleArn"])
    assert events.put_targets(Rule=name, Targets=[{"Id": "1", **target}])["FailedEntryCount"] == 0
    return arn


def put_event(events: Any, name: str) -> None:
    entry = {"Source": f"shop.{name}", "DetailType": "sold", "Detail": json.dumps({"name": name})}
    assert events.put_events(Entries=[entry])["FailedEntryCount"] == 0


def test_eventbridge_needs_the_queue_policy(engine: Engine, owner: Owner, account: str) -> None:
    queue, events = Queue(owner), owner("events")
    allowed, _ = (rule(events, name, Arn=queue.arn) for name in ("sales", "returns"))
    queue.admit("events", ArnEquals={"aws:SourceArn": allowed})
    put_event(events, "returns")
    call = denial(engine, account, "sqs:SendMessage")
    assert call.request is not None
    assert call.request.context["aws:SourceArn"][0].endswith(":rule/returns")
    put_event(events, "sales")
    assert [body["detail"]["name"] for body in queue.receive()] == ["sales"]


def test_an_archive_manages_its_own_rule(owner: Owner) -> None:
    events = owner("events")
    bus = events.create_event_bus(Name="shop")["EventBusArn"]
    assert events.create_archive(ArchiveName="shop", EventSourceArn=bus)["State"] == "ENABLED"
    assert [one["Name"] for one in events.list_rules(EventBusName="shop")["Rules"]] == ["Events-Archive-shop"]


@pytest.fixture
def auditing(engine: Engine) -> Iterator[None]:
    """Set mode `audit`, and the default again at the end."""
    enforce(engine.endpoint, engine.token, "audit", account_id_keys=True)
    yield
    enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)


@pytest.mark.usefixtures("auditing")
def test_an_audit_delivers_what_would_be_dropped(engine: Engine, owner: Owner, account: str) -> None:
    queue, sns = Queue(owner), owner("sns")
    sns.publish(TopicArn=subscribed_topic(sns, queue, "news"), Message="a")
    assert [body["Message"] for body in queue.receive()] == ["a"]
    assert not denial(engine, account, "sqs:SendMessage").refused


class Organization:
    """An organization of two members."""

    def __init__(self, client: Client, management: str) -> None:
        self.client = client
        self.organizations = client("organizations", account=management)
        self.id = self.organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
        self.root = self.organizations.list_roots()["Roots"][0]["Id"]
        for name in ("shop", "stock"):
            self.organizations.create_account(Email=f"{name}-{management}@gilt.example", AccountName=name)
        self.members = self._members()

    def _members(self) -> list[str]:
        for _ in range(100):
            listed = self.organizations.list_create_account_status(States=["SUCCEEDED"])["CreateAccountStatuses"]
            if len(listed) == 2:
                return [str(one["AccountId"]) for one in sorted(listed, key=lambda one: str(one["AccountName"]))]
            time.sleep(0.1)
        raise AssertionError("no members")

    def limit_resources(self, document: str) -> None:
        kind = "RESOURCE_CONTROL_POLICY"
        self.organizations.enable_policy_type(RootId=self.root, PolicyType=kind)
        enabled = {"Type": kind, "Status": "ENABLED"}
        while enabled not in self.organizations.list_roots()["Roots"][0]["PolicyTypes"]:
            time.sleep(0.05)
        made = self.organizations.create_policy(Name="perimeter", Description="", Type=kind, Content=document)
        self.organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=self.root)


@pytest.fixture
def organization(client: Client, account: str) -> Organization:
    return Organization(client, account)


def test_a_queue_open_to_an_organization_takes_its_topics_alone(
    engine: Engine, client: Client, organization: Organization, other: str
) -> None:
    shop, stock = organization.members
    queue = Queue(lambda service: client(service, account=shop))
    queue.admit("sns", StringEquals={"aws:SourceOrgID": organization.id})
    for account, message in ((other, "outside"), (stock, "inside")):
        sns = client("sns", account=account)
        sns.publish(TopicArn=subscribed_topic(sns, queue, "news"), Message=message)
    denial(engine, other, "sqs:SendMessage")
    assert [body["Message"] for body in queue.receive()] == ["inside"]
    path = f"{organization.id}/{organization.root}/"
    queue.admit("sns", **{"ForAnyValue:StringEquals": {"aws:SourceOrgPaths": path}})
    sns.publish(TopicArn=f"arn:aws:sns:us-east-1:{stock}:news", Message="by path")
    assert [body["Message"] for body in queue.receive()] == ["by path"]


def test_a_data_perimeter_keeps_services_to_the_organization(
    engine: Engine, client: Client, organization: Organization, other: str
) -> None:
    """Reference: AWS data perimeter policy examples, resource_control_policies (confused deputy)."""
    organization.limit_resources(
        policy(
            deny(
                "sqs:*",
                Principal="*",
                Condition={
                    "StringNotEqualsIfExists": {"aws:SourceOrgID": organization.id},
                    "Null": {"aws:SourceAccount": "false"},
                    "Bool": {"aws:PrincipalIsAWSService": "true"},
                },
            )
        )
    )
    shop, stock = organization.members
    queue = Queue(lambda service: client(service, account=shop))
    queue.admit("sns")
    for account, message in ((other, "outside"), (stock, "inside")):
        sns = client("sns", account=account)
        sns.publish(TopicArn=subscribed_topic(sns, queue, "news"), Message=message)
    call = denial(engine, other, "sqs:SendMessage")
    assert "with an explicit deny in a resource control policy" in call.message
    assert [body["Message"] for body in queue.receive()] == ["inside"]
