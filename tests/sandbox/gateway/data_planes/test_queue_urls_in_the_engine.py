"""A request to a queue's URL is authenticated and authorized as every operation of SQS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from sandbox.engine import Engine
from sandbox.engine.endpoint import enforce
from tests.sandbox.gateway.authorization.people import Client, People, allow, policy, refused
from tests.sandbox.gateway.data_planes.http_calls import Answer, call, keys_of, signed

pytestmark = pytest.mark.engine

SEND = f"?{urlencode({'Action': 'SendMessage', 'MessageBody': 'hello'})}"


@pytest.fixture
def sqs(client: Client, account: str) -> Any:
    return client("sqs", account=account)


@pytest.fixture
def queue(sqs: Any) -> str:
    return str(sqs.create_queue(QueueName="orders")["QueueUrl"])


def count(sqs: Any, queue: str) -> int:
    shown = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    return int(shown["Attributes"]["ApproximateNumberOfMessages"])


FORMS: dict[str, Callable[[str, str], tuple[str, str | None]]] = {
    "path": lambda queue, _account: (urlsplit(queue).path, None),
    "standard": lambda _queue, account: (f"/{account}/orders", "sqs.us-east-1.localhost.localstack.cloud"),
    "domain": lambda _queue, account: (f"/{account}/orders", "us-east-1.queue.localhost.localstack.cloud"),
    "legacy": lambda _queue, account: (f"/{account}/orders", None),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_unsigned_request_needs_the_policy_of_the_queue(
    engine: Engine, sqs: Any, queue: str, account: str, form: str
) -> None:
    path, host = FORMS[form](queue, account)

    def send() -> Answer:
        return call(engine.endpoint, path + SEND, host=host)

    answer = send()
    assert answer.status == 403
    assert "AccessDenied" in answer.body
    assert count(sqs, queue) == 0
    arn = f"arn:aws:sqs:us-east-1:{account}:orders"
    opened = policy(allow("sqs:SendMessage", resource=arn, Principal="*"))
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": opened})
    assert send().status == 200
    assert count(sqs, queue) == 1


def test_a_signed_request_needs_the_permission_of_its_caller(
    engine: Engine, client: Client, sqs: Any, queue: str, account: str
) -> None:
    people = People(client, account)
    amy, ann = people.user("amy"), people.user("ann", allow("sqs:SendMessage"))
    path = urlsplit(queue).path + SEND
    assert signed(engine.endpoint, path, keys_of(amy("sts")), "sqs").status == 403
    assert signed(engine.endpoint, path, keys_of(ann("sts")), "sqs").status == 200
    assert count(sqs, queue) == 1


def test_the_region_of_the_url_is_that_of_the_queue(engine: Engine, client: Client, queue: str, account: str) -> None:
    elsewhere = client("sqs", account=account, region="eu-west-1")
    other = elsewhere.create_queue(QueueName="orders")["QueueUrl"]
    near = allow("sqs:SendMessage", resource=f"arn:aws:sqs:us-east-1:{account}:orders")
    ann = keys_of(People(client, account).user("ann", near)("sts"))
    assert signed(engine.endpoint, urlsplit(queue).path + SEND, ann, "sqs").status == 200
    assert signed(engine.endpoint, urlsplit(other).path + SEND, ann, "sqs").status == 403
    assert count(elsewhere, other) == 0


def test_a_json_request_without_a_queue_is_about_that_of_its_url(client: Client, queue: str, account: str) -> None:
    bob = keys_of(People(client, str(int(account) ^ 1)).user("bob", allow("sqs:*"))("sts"))
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AmazonSQS.SendMessage"}
    body = b'{"MessageBody": "x"}'
    request = AWSRequest("POST", queue, data=body, headers={**headers, "Host": urlsplit(queue).netloc})
    SigV4Auth(bob, "sqs", "us-east-1").add_auth(request)
    sent = Request(queue, body, dict(request.headers.items()))  # noqa: S310 - loopback
    with pytest.raises(HTTPError) as error, urlopen(sent):  # noqa: S310 - the same
        pass
    with error.value:
        assert f"arn:aws:sqs:us-east-1:{account}:orders" in error.value.read().decode()


def test_a_query_in_a_url_is_no_part_of_the_queue(client: Client, sqs: Any, queue: str, account: str) -> None:
    mine = allow("sqs:SendMessage", resource=f"arn:aws:sqs:*:{account}:mine")
    ann = People(client, account).user("ann", mine)("sqs")
    code, message = refused(ann.send_message, QueueUrl=f"{queue}?/mine", MessageBody="x")
    assert code == "AccessDenied"
    assert f"on resource: arn:aws:sqs:us-east-1:{account}:orders" in message
    assert count(sqs, queue) == 0


def test_a_queue_url_takes_operations_on_the_queue_alone(engine: Engine, queue: str, account: str) -> None:
    answer = signed(engine.endpoint, f"{urlsplit(queue).path}?Action=ListQueues", Credentials(account, "test"), "sqs")
    assert answer.status == 400
    assert "<Code>InvalidAction</Code>" in answer.body


@pytest.mark.parametrize(("mode", "status"), [("audit", 200), ("off", 200), ("enforce", 403)])
def test_the_mode_applies(engine: Engine, queue: str, mode: str, status: int) -> None:
    try:
        enforce(engine.endpoint, engine.token, mode, account_id_keys=True)
        assert call(engine.endpoint, urlsplit(queue).path + SEND).status == status
    finally:
        enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)
