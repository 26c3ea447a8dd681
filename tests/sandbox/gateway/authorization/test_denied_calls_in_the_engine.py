"""A running engine keeps the calls that it denies, with the requests that it evaluated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.denials.call import DeniedCall
from sandbox.engine import Engine, denied_calls
from sandbox.engine.endpoint import enforce
from tests.sandbox.gateway.authorization.people import People, allow, deny, policy

pytestmark = pytest.mark.engine


@pytest.fixture
def people(client: Callable[..., Any], account: str) -> People:
    return People(client, account)


@pytest.fixture
def auditing(engine: Engine) -> Iterator[None]:
    """Set mode `audit`, and the default again at the end."""
    enforce(engine.endpoint, engine.token, "audit", account_id_keys=True)
    yield
    enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)


def denied(engine: Engine, account: str) -> list[DeniedCall]:
    found = denied_calls(engine.endpoint, engine.token)
    assert found is not None
    return [call for call in map(DeniedCall.from_json, found) if call.account == account]


def request_id(call: Callable[..., Any], **parameters: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return str(error.value.response["ResponseMetadata"]["RequestId"])


def test_a_denied_call_is_kept_under_the_id_of_its_request(engine: Engine, people: People) -> None:
    ann = people.user("ann", allow("sns:*"), deny("sqs:CreateQueue"))
    ann("sns").list_topics()
    request = request_id(ann("sqs").create_queue, QueueName="orders", tags={"Cost": "1"})
    (call,) = denied(engine, people.account)
    assert (call.id, call.refused, call.service, call.operation) == (request, True, "sqs", "CreateQueue")
    assert (call.region, call.error_code) == ("us-east-1", "AccessDeniedException")
    assert "with an explicit deny in an identity-based policy" in call.message
    evaluated = call.request
    assert evaluated is not None
    assert evaluated.principal == f"arn:aws:iam::{people.account}:user/ann"
    assert evaluated.action == "sqs:CreateQueue"
    assert evaluated.resource == f"arn:aws:sqs:us-east-1:{people.account}:orders"
    assert (evaluated.decision, evaluated.layer) == ("explicit_deny", "identity")
    assert [(one.layer, one.policy, one.statement) for one in evaluated.deciding] == [("identity", "own", 1)]
    assert evaluated.context["aws:RequestTag/Cost"] == ("1",)
    assert evaluated.context["aws:RequestedRegion"] == ("us-east-1",)


def test_ec2s_message_is_kept_without_its_encoded_part(engine: Engine, people: People) -> None:
    request_id(people.user("ann")("ec2").create_vpc, CidrBlock="10.0.0.0/16")
    (call,) = denied(engine, people.account)
    assert call.error_code == "UnauthorizedOperation"
    assert call.message.endswith("because no identity-based policy allows the ec2:CreateVpc action")


def test_a_session_is_kept_with_its_policies(engine: Engine, people: People) -> None:
    role = people.role("ops", people.account, allow("*"))
    limit = policy(allow("sqs:*"))
    session = people.session(people.user("ann", allow("sts:AssumeRole"))("sts"), role, Policy=limit)
    request_id(session("sns").list_topics)
    (call,) = denied(engine, people.account)
    assert call.request is not None
    assert call.request.principal == f"arn:aws:sts::{people.account}:assumed-role/ops/kim"
    assert call.request.layer == "session"
    assert [one.document for one in call.request.session_policies] == [json.loads(limit)]


@pytest.mark.usefixtures("auditing")
def test_an_audited_call_is_executed_and_kept(engine: Engine, people: People) -> None:
    people.user("ann")("sqs").create_queue(QueueName="orders")
    (call,) = denied(engine, people.account)
    assert (call.refused, call.operation) == (False, "CreateQueue")


def test_no_secret_of_the_caller_is_kept(engine: Engine, people: People) -> None:
    role = people.role("ops", people.account)
    given = people.user("ann", allow("sts:AssumeRole"))("sts").assume_role(RoleArn=role, RoleSessionName="kim")
    keys = given["Credentials"]
    request_id(
        people.client(
            "secretsmanager",
            account=keys["AccessKeyId"],
            secret=keys["SecretAccessKey"],
            token=keys["SessionToken"],
        ).create_secret,
        Name="password",
        SecretString="the password",
    )
    (call,) = denied(engine, people.account)
    written = json.dumps(call.to_json())
    assert call.operation == "CreateSecret"
    for secret in (keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], "the password"):
        assert secret not in written


def test_the_list_needs_the_engines_token(engine: Engine) -> None:
    assert denied_calls(engine.endpoint, None) is None
    assert denied_calls(engine.endpoint, engine.token) is not None
