"""Services act with the roles that they assume, each for the resource that has the role."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.engine import Engine
from tests.sandbox.gateway.authorization.deliveries import Owner, Queue, admit, denial, denials, service_role
from tests.sandbox.gateway.authorization.functions import function_code
from tests.sandbox.gateway.authorization.people import Client, allow, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def owner(client: Client, account: str) -> Owner:
    return lambda service: client(service, account=account)


def sell(events: Any, queue: Queue, rule: str, role: str) -> None:
    """Send an event by a rule whose target is the queue, with a role."""
    events.put_rule(Name=rule, EventPattern=json.dumps({"source": [f"shop.{rule}"]}))
    events.put_targets(Rule=rule, Targets=[{"Id": "1", "Arn": queue.arn, "RoleArn": role}])
    events.put_events(Entries=[{"Source": f"shop.{rule}", "DetailType": "sold", "Detail": json.dumps({"rule": rule})}])


def test_a_rule_needs_the_permissions_of_its_role(engine: Engine, owner: Owner, account: str) -> None:
    queue, events = Queue(owner), owner("events")
    sell(events, queue, "silent", service_role(owner, "silent", "events"))
    call = denial(engine, account, "sqs:SendMessage")
    assert call.request is not None
    assert str(call.request.principal).startswith(f"arn:aws:sts::{account}:assumed-role/silent/")
    assert call.request.layer == "identity"
    assert "aws:SourceArn" not in call.request.context
    sell(events, queue, "sales", service_role(owner, "sales", "events", allow("sqs:SendMessage")))
    assert [body["detail"]["rule"] for body in queue.receive()] == ["sales"]


def test_a_rule_assumes_its_role_for_itself(engine: Engine, owner: Owner, account: str) -> None:
    queue, events = Queue(owner), owner("events")
    arn = f"arn:aws:events:us-east-1:{account}:rule/sales"
    condition = {"ArnEquals": {"aws:SourceArn": arn}, "StringEquals": {"aws:SourceAccount": account}}
    role = service_role(owner, "sales", "events", allow("sqs:SendMessage"), **condition)
    sell(events, queue, "returns", role)
    call = denial(engine, account, "sts:AssumeRole")
    assert call.request is not None
    assert (call.request.principal, call.request.layer) == ("events.amazonaws.com", "trust")
    sell(events, queue, "sales", role)
    assert [body["detail"]["rule"] for body in queue.receive()] == ["sales"]


def test_a_role_that_another_service_may_assume_is_no_role_of_a_rule(
    engine: Engine, owner: Owner, account: str
) -> None:
    queue = Queue(owner)
    sell(owner("events"), queue, "sales", service_role(owner, "run", "lambda", allow("sqs:SendMessage")))
    denial(engine, account, "sts:AssumeRole")
    assert queue.receive(0) == []


def run(states: Any, name: str, role: str, queue: Queue) -> dict[str, Any]:
    """Run a state machine that sends a message; return the execution at its end."""
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": queue.url, "MessageBody": json.dumps({"by": name})},
        "End": True,
    }
    definition = json.dumps({"StartAt": "Send", "States": {"Send": task}})
    return execute(
        states, states.create_state_machine(name=name, definition=definition, roleArn=role)["stateMachineArn"]
    )


def execute(states: Any, machine: str) -> dict[str, Any]:
    """Run a state machine; return the execution at its end."""
    execution = states.start_execution(stateMachineArn=machine)["executionArn"]
    end = time.monotonic() + 20
    while time.monotonic() < end:
        found: dict[str, Any] = states.describe_execution(executionArn=execution)
        if found["status"] != "RUNNING":
            return found
        time.sleep(0.1)
    raise AssertionError("the execution did not end")


def test_a_state_machine_acts_with_its_role(engine: Engine, owner: Owner, account: str) -> None:
    queue, states = Queue(owner), owner("stepfunctions")
    failed = run(states, "silent", service_role(owner, "silent", "states"), queue)
    assert failed["status"] == "FAILED"
    assert "is not authorized to perform: sqs:SendMessage" in failed["cause"]
    arn = f"arn:aws:states:us-east-1:{account}:stateMachine:sell"
    role = service_role(owner, "sell", "states", allow("sqs:SendMessage"), ArnLike={"aws:SourceArn": arn})
    assert run(states, "sell", role, queue)["status"] == "SUCCEEDED"
    assert [body["by"] for body in queue.receive()] == ["sell"]
    trust = owner("iam").get_role(RoleName="sell")["Role"]["AssumeRolePolicyDocument"]
    changed = json.dumps(trust).replace(arn, f"{arn}-2")
    owner("iam").update_assume_role_policy(RoleName="sell", PolicyDocument=changed)
    assert execute(states, arn)["status"] == "FAILED"
    call = denial(engine, account, "sts:AssumeRole", service="states")
    assert call.request is not None
    assert call.request.context["aws:SourceArn"] == (arn,)


def test_a_delivery_stream_writes_with_its_role(engine: Engine, owner: Owner, account: str) -> None:
    s3, firehose, logs = owner("s3"), owner("firehose"), owner("logs")
    bucket = f"lake-{account}"
    s3.create_bucket(Bucket=bucket)
    role = service_role(owner, "lake", "firehose", StringEquals={"aws:SourceAccount": account})
    destination = {"RoleARN": role, "BucketARN": f"arn:aws:s3:::{bucket}"}
    stream = firehose.create_delivery_stream(
        DeliveryStreamName="lake", DeliveryStreamType="DirectPut", ExtendedS3DestinationConfiguration=destination
    )["DeliveryStreamARN"]
    while (
        firehose.describe_delivery_stream(DeliveryStreamName="lake")["DeliveryStreamDescription"][
            "DeliveryStreamStatus"
        ]
        != "ACTIVE"
    ):
        time.sleep(0.1)
    firehose.put_record(DeliveryStreamName="lake", Record={"Data": b"x"})
    call = denial(engine, account, "s3:PutObject")
    assert call.request is not None
    assert ":assumed-role/lake/" in str(call.request.principal)
    owner("iam").put_role_policy(
        RoleName="lake",
        PolicyName="own",
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [allow("s3:PutObject", resource=f"arn:aws:s3:::{bucket}/*")]}
        ),
    )
    firehose.put_record(DeliveryStreamName="lake", Record={"Data": b"x"})
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 1

    logs.create_log_group(logGroupName="shop")
    logs.create_log_stream(logGroupName="shop", logStreamName="a")
    filtering = {"logGroupName": "shop", "filterName": "all", "filterPattern": "", "destinationArn": stream}
    silent = service_role(owner, "silent", "logs")
    code, message = refused(logs.put_subscription_filter, **filtering, roleArn=silent)
    assert code == "InvalidParameterException"
    assert message.startswith("Could not deliver message to specified Firehose stream.")
    assert denial(engine, account, "firehose:PutRecord").operation == "DescribeDeliveryStream"
    condition = {"StringLike": {"aws:SourceArn": f"arn:aws:logs:us-east-1:{account}:*"}}
    role = service_role(owner, "ship", "logs", allow("firehose:PutRecord"), **condition)
    logs.put_subscription_filter(**filtering, roleArn=role)
    line = {"timestamp": int(time.time() * 1000), "message": "sold"}
    logs.put_log_events(logGroupName="shop", logStreamName="a", logEvents=[line])
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 2


def test_eventbridge_needs_the_resource_policy_of_a_log_group(engine: Engine, owner: Owner, account: str) -> None:
    events, logs = owner("events"), owner("logs")
    logs.create_log_group(logGroupName="/aws/events/shop")
    group = f"arn:aws:logs:us-east-1:{account}:log-group:/aws/events/shop"
    events.put_rule(Name="audit", EventPattern=json.dumps({"source": ["shop"]}))
    events.put_targets(Rule="audit", Targets=[{"Id": "1", "Arn": group}])
    entry = {"Source": "shop", "DetailType": "sold", "Detail": "{}"}
    events.put_events(Entries=[entry])
    denial(engine, account, "logs:CreateLogStream")
    document = json.loads(admit("events", "logs:CreateLogStream", f"{group}:*"))
    document["Statement"][0]["Action"] = ["logs:CreateLogStream", "logs:PutLogEvents"]
    logs.put_resource_policy(policyName="events", policyDocument=json.dumps(document))
    events.put_events(Entries=[entry])
    end = time.monotonic() + 10
    found: list[Any] = []
    while not found and time.monotonic() < end:
        found = logs.filter_log_events(logGroupName="/aws/events/shop")["events"]
        time.sleep(0.1)
    assert json.loads(found[0]["message"])["source"] == "shop"


def put_alarm(cloudwatch: Any, **actions: list[str]) -> None:
    """Create the alarm `full` with these actions."""
    cloudwatch.put_metric_alarm(
        AlarmName="full",
        MetricName="m",
        Namespace="shop",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        Statistic="Sum",
        **actions,
    )


def test_an_alarm_publishes_where_the_topic_policy_allows_it(engine: Engine, owner: Owner, account: str) -> None:
    cloudwatch, sns, queue = owner("cloudwatch"), owner("sns"), Queue(owner)
    queue.admit("sns")
    topic = sns.create_topic(Name="pager")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
    put_alarm(cloudwatch, AlarmActions=[topic], OKActions=[topic])
    cloudwatch.set_alarm_state(AlarmName="full", StateValue="ALARM", StateReason="default policy")
    assert len(queue.receive()) == 1
    arn = f"arn:aws:cloudwatch:us-east-1:{account}:alarm:"
    other = admit("cloudwatch", "sns:Publish", topic, ArnLike={"aws:SourceArn": f"{arn}other"})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=other)
    cloudwatch.set_alarm_state(AlarmName="full", StateValue="OK", StateReason="another alarm's policy")
    call = denial(engine, account, "sns:Publish")
    assert call.request is not None
    assert call.request.context["aws:SourceArn"] == (f"{arn}full",)
    own = admit("cloudwatch", "sns:Publish", topic, ArnLike={"aws:SourceArn": f"{arn}*"})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=own)
    cloudwatch.set_alarm_state(AlarmName="full", StateValue="ALARM", StateReason="own policy")
    assert len(queue.receive()) == 1


def test_a_target_that_refuses_leaves_the_event_to_the_dlq(owner: Owner) -> None:
    queue, dead, events = Queue(owner), Queue(owner, "dead"), owner("events")
    rule = events.put_rule(Name="sales", EventPattern=json.dumps({"source": ["shop"]}))["RuleArn"]
    target = {"Id": "1", "Arn": queue.arn, "DeadLetterConfig": {"Arn": dead.arn}}
    events.put_targets(Rule="sales", Targets=[target])
    dead.admit("events", ArnEquals={"aws:SourceArn": rule})
    events.put_events(Entries=[{"Source": "shop", "DetailType": "sold", "Detail": "{}"}])
    assert [body["source"] for body in dead.receive()] == ["shop"]


def test_an_integration_of_an_api_acts_with_its_credentials(engine: Engine, owner: Owner, account: str) -> None:
    queue, control = Queue(owner), owner("apigateway")
    api = control.create_rest_api(name="orders")["id"]
    root = control.get_resources(restApiId=api)["items"][0]["id"]
    arn = f"arn:aws:execute-api:us-east-1:{account}:{api}/*"
    own = service_role(owner, "own", "apigateway", allow("sqs:SendMessage"), ArnLike={"aws:SourceArn": arn})
    silent = service_role(owner, "silent", "apigateway")
    for part, role in (("own", own), ("silent", silent), ("none", None)):
        resource = control.create_resource(restApiId=api, parentId=root, pathPart=part)["id"]
        method = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        control.put_method(**method, authorizationType="NONE")
        control.put_integration(
            **method,
            type="AWS",
            integrationHttpMethod="POST",
            uri=f"arn:aws:apigateway:us-east-1:sqs:path/{account}/orders",
            requestParameters={"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"},
            requestTemplates={"application/json": "Action=SendMessage&MessageBody=$input.body"},
            **({"credentials": role} if role else {}),
        )
        control.put_method_response(**method, statusCode="200")
        control.put_integration_response(**method, statusCode="200")
    control.create_deployment(restApiId=api, stageName="prod")
    for part in ("own", "silent", "none"):
        url = f"{engine.endpoint}/_aws/execute-api/{api}/prod/{part}"
        data = json.dumps({"by": part}).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310 - loopback
        urllib.request.urlopen(request).close()  # noqa: S310 - the same
    assert [body["by"] for body in queue.receive()] == ["own"]
    assert denial(engine, account, "sqs:SendMessage", service="apigateway").request is not None
    denied = [call for call in denials(engine, account) if call.request is not None]
    assert any(":assumed-role/silent/" in str(call.request and call.request.principal) for call in denied)


def test_an_alarm_invokes_a_function_by_the_principal_of_alarms(engine: Engine, owner: Owner, account: str) -> None:
    cloudwatch, function = owner("cloudwatch"), function_of(owner, "page")
    put_alarm(cloudwatch, AlarmActions=[function])
    cloudwatch.set_alarm_state(AlarmName="full", StateValue="ALARM", StateReason="no permission")
    call = denial(engine, account, "lambda:InvokeFunction", service="lambda.alarms.cloudwatch")
    assert call.request is not None
    assert call.request.context["aws:SourceArn"] == (f"arn:aws:cloudwatch:us-east-1:{account}:alarm:full",)


def test_a_configuration_set_publishes_where_the_topic_policy_allows_it(engine: Engine, owner: Owner) -> None:
    ses, sns, queue = owner("ses"), owner("sns"), Queue(owner)
    account = queue.arn.split(":")[4]
    queue.admit("sns")
    topic = sns.create_topic(Name="mail")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
    ses.create_configuration_set(ConfigurationSet={"Name": "shop"})
    given = {
        "ConfigurationSetName": "shop",
        "EventDestination": {
            "Name": "events",
            "Enabled": True,
            "MatchingEventTypes": ["send"],
            "SNSDestination": {"TopicARN": topic},
        },
    }
    code, message = refused(ses.create_configuration_set_event_destination, **given)
    assert (code, message) == ("InvalidSNSDestination", f"Could not publish to SNS topic <{topic}>.")
    assert denial(engine, account, "sns:Publish", service="ses").operation == "Publish"
    arn = f"arn:aws:ses:us-east-1:{account}:configuration-set/shop"
    document = admit("ses", "sns:Publish", topic, ArnEquals={"aws:SourceArn": arn})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document)
    ses.create_configuration_set_event_destination(**given)
    assert len(queue.receive()) == 1


def function_of(owner: Owner, name: str, *statements: Mapping[str, Any]) -> str:
    """Return the ARN of a function whose role has the statements."""
    role, code = service_role(owner, name, "lambda", *statements), {"ZipFile": function_code()}
    given = {"FunctionName": name, "Runtime": "python3.13", "Handler": "code.handler", "Role": role, "Code": code}
    return str(owner("lambda").create_function(**given)["FunctionArn"])


def test_an_event_source_mapping_needs_the_permissions_of_the_function_role(
    engine: Engine, owner: Owner, account: str
) -> None:
    queue = Queue(owner)
    function_of(owner, "silent")
    create = owner("lambda").create_event_source_mapping
    assert refused(create, FunctionName="silent", EventSourceArn=queue.arn) == (
        "InvalidParameterValueException",
        "The function execution role does not have permissions to call ReceiveMessage on SQS",
    )
    call = denial(engine, account, "sqs:GetQueueAttributes")
    assert call.request is not None
    assert str(call.request.principal).startswith(f"arn:aws:sts::{account}:assumed-role/silent/")
    function_of(owner, "orders", allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"))
    assert create(FunctionName="orders", EventSourceArn=queue.arn, Enabled=False)["EventSourceArn"] == queue.arn


def test_the_rotation_of_a_secret_needs_the_policy_of_the_function(engine: Engine, owner: Owner, account: str) -> None:
    secrets, functions = owner("secretsmanager"), owner("lambda")
    function = function_of(owner, "rotate")
    arn = secrets.create_secret(Name="login", SecretString="x")["ARN"]
    given = {"SecretId": "login", "RotationLambdaARN": function, "RotateImmediately": False}
    code, message = refused(secrets.rotate_secret, **given)
    assert code == "AccessDeniedException"
    assert message.startswith("Secrets Manager cannot invoke the specified Lambda function.")
    call = denial(engine, account, "lambda:InvokeFunction", service="secretsmanager")
    assert call.request is not None
    assert call.request.context["aws:SourceArn"] == (arn,)
    functions.add_permission(
        FunctionName="rotate",
        StatementId="secrets",
        Action="lambda:InvokeFunction",
        Principal="secretsmanager.amazonaws.com",
        SourceAccount=account,
    )
    before = len(denials(engine, account))
    with suppress(ClientError):  # of LocalStack, which has no version to return without an immediate rotation
        secrets.rotate_secret(**given)
    assert len(denials(engine, account)) == before


def test_an_api_invokes_a_function_with_a_policy_for_it(engine: Engine, owner: Owner, account: str) -> None:
    control, function = owner("apigateway"), function_of(owner, "pay")
    api = control.create_rest_api(name="pay")["id"]
    root = control.get_resources(restApiId=api)["items"][0]["id"]
    method = {"restApiId": api, "resourceId": root, "httpMethod": "POST"}
    control.put_method(**method, authorizationType="NONE")
    path = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"
    control.put_integration(**method, type="AWS_PROXY", integrationHttpMethod="POST", uri=path)
    control.create_deployment(restApiId=api, stageName="prod")
    request = urllib.request.Request(f"{engine.endpoint}/_aws/execute-api/{api}/prod/", b"{}")  # noqa: S310 - loopback
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request)  # noqa: S310 - the same
    with answer.value as failed:
        assert (failed.code, json.loads(failed.read())) == (500, {"message": "Internal server error"})
    call = denial(engine, account, "lambda:InvokeFunction", service="apigateway")
    assert call.request is not None
    assert call.request.context["aws:SourceArn"] == (f"arn:aws:execute-api:us-east-1:{account}:{api}/prod/POST/",)
