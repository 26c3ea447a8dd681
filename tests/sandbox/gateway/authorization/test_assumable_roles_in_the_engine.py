"""A service that gets a role must be able to assume it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.sandbox.gateway.authorization.deliveries import Owner, service_role
from tests.sandbox.gateway.authorization.people import Client, refused

pytestmark = pytest.mark.engine

PASS = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})


@pytest.fixture
def owner(client: Client, account: str) -> Owner:
    return lambda service: client(service, account=account)


def test_step_functions_takes_a_role_that_trusts_it_by_either_name(owner: Owner) -> None:
    states = owner("stepfunctions")
    other = service_role(owner, "other", "lambda")
    code, message = refused(states.create_state_machine, name="sell", definition=PASS, roleArn=other)
    assert code == "AccessDeniedException"
    assert message == (
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume "
        "the provided role."
    )
    for name in ("states", "states.us-east-1"):
        role = service_role(owner, name.replace(".", "-"), name)
        states.create_state_machine(name=name.replace(".", "-"), definition=PASS, roleArn=role)
    elsewhere = service_role(owner, "elsewhere", "states.eu-west-1")
    assert refused(states.create_state_machine, name="sell", definition=PASS, roleArn=elsewhere)[0] == code


def test_a_state_machine_gets_a_role_for_itself(owner: Owner, account: str) -> None:
    states = owner("stepfunctions")
    arn = f"arn:aws:states:us-east-1:{account}:stateMachine:sell"
    role = service_role(owner, "sell", "states", ArnEquals={"aws:SourceArn": arn})
    assert refused(states.create_state_machine, name="steal", definition=PASS, roleArn=role)[0] == (
        "AccessDeniedException"
    )
    assert states.create_state_machine(name="sell", definition=PASS, roleArn=role)["stateMachineArn"] == arn
    missing = f"arn:aws:iam::{account}:role/missing"
    assert refused(states.update_state_machine, stateMachineArn=arn, roleArn=missing)[0] == "AccessDeniedException"


def test_lambda_takes_a_role_that_trusts_it(owner: Owner) -> None:
    functions, made = owner("lambda"), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("pay.py", "def handler(event, context): return 1\n")
    given = {"FunctionName": "pay", "Runtime": "python3.13", "Handler": "pay.handler"}
    code = {"ZipFile": made.getvalue()}
    other, own = service_role(owner, "other", "states"), service_role(owner, "own", "lambda")
    error = ("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda.")
    assert refused(functions.create_function, **given, Role=other, Code=code) == error
    functions.create_function(**given, Role=own, Code=code)
    assert refused(functions.update_function_configuration, FunctionName="pay", Role=other) == error


def test_scheduler_takes_a_role_that_trusts_it_for_the_group(owner: Owner, account: str) -> None:
    scheduler = owner("scheduler")
    queue = f"arn:aws:sqs:us-east-1:{account}:orders"
    window = {"Mode": "OFF"}
    given = {"Name": "nightly", "ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": window}
    other = service_role(owner, "other", "events")
    code, message = refused(scheduler.create_schedule, **given, Target={"Arn": queue, "RoleArn": other})
    assert code == "ValidationException"
    assert message == "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."
    group = f"arn:aws:scheduler:us-east-1:{account}:schedule-group/default"
    own = service_role(owner, "own", "scheduler", ArnEquals={"aws:SourceArn": group})
    scheduler.create_schedule(**given, Target={"Arn": queue, "RoleArn": own})


def test_firehose_takes_a_role_that_trusts_it(owner: Owner, account: str) -> None:
    other = service_role(owner, "other", "events")
    destination = {"RoleARN": other, "BucketARN": f"arn:aws:s3:::lake-{account}"}
    code, message = refused(
        owner("firehose").create_delivery_stream,
        DeliveryStreamName="lake",
        ExtendedS3DestinationConfiguration=destination,
    )
    assert code == "InvalidArgumentException"
    assert message == f"Firehose is unable to assume role {other}. Please check the role provided."
