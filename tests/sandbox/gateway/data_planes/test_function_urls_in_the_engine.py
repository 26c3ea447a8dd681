"""Requests to function URLs are refused before the function is invoked."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.credentials import Credentials

from sandbox.engine import Engine
from tests.sandbox.gateway.authorization.people import Client, People, allow, policy
from tests.sandbox.gateway.authorization.people import refused as denied
from tests.sandbox.gateway.data_planes.http_calls import Answer, call, keys_of, signed

pytestmark = pytest.mark.engine

BOTH = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        written.writestr("index.py", "def handler(event, context):\n    return 'hello'\n")
    return made.getvalue()


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


@pytest.fixture
def functions(client: Client, account: str, people: People) -> Any:
    control = client("lambda", account=account)
    trust = policy({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})
    role = people.iam.create_role(RoleName="run", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    control.create_function(
        FunctionName="hello", Runtime="python3.13", Role=role, Handler="index.handler", Code={"ZipFile": archive()}
    )
    return control


def url(functions: Any, kind: str) -> str:
    """Make a function URL; return its host by a name that resolves to loopback everywhere."""
    made = functions.create_function_url_config(FunctionName="hello", AuthType=kind)
    url_id = urlsplit(str(made["FunctionUrl"])).netloc.partition(".")[0]
    return f"{url_id}.lambda-url.us-east-1.localhost.localstack.cloud"


def refused(answer: Answer) -> bool:
    """Whether authorization refused a request: the function itself may not run on this machine."""
    return answer.status == 403 and "Forbidden" in answer.body


def test_a_url_with_iam_takes_signed_requests_alone(engine: Engine, functions: Any, people: People) -> None:
    host = url(functions, "AWS_IAM")
    assert call(engine.endpoint, "/", host=host).json == {"Message": "Forbidden"}
    assert call(engine.endpoint, "/", host=host.upper()).json == {"Message": "Forbidden"}
    assert call(engine.endpoint, "/", host="abc.lambda-url.mars-1.localhost").status != 500
    amy, ann = people.user("amy"), people.user("ann", allow(*BOTH))
    denied = signed(engine.endpoint, "/", keys_of(amy("sts")), "lambda", host=host)
    assert denied.status == 403
    assert denied.json["Message"].startswith("Forbidden. For troubleshooting Function URL authorization issues, see:")
    assert denied.headers["x-amzn-ErrorType"] == "AccessDeniedException"
    assert not refused(signed(engine.endpoint, "/", keys_of(ann("sts")), "lambda", host=host))
    assert not refused(signed(engine.endpoint, "/", Credentials(people.account, "test"), "lambda", host=host))
    wrong = signed(engine.endpoint, "/", Credentials(keys_of(ann("sts")).access_key, "wrong"), "lambda", host=host)
    assert (wrong.status, wrong.headers["x-amzn-ErrorType"]) == (403, "InvalidSignatureException")


@pytest.mark.parametrize("action", BOTH)
def test_each_of_both_permissions_is_required(engine: Engine, functions: Any, people: People, action: str) -> None:
    host = url(functions, "AWS_IAM")
    ann = people.user("ann", allow(action))
    assert refused(signed(engine.endpoint, "/", keys_of(ann("sts")), "lambda", host=host))


def test_the_type_of_the_url_is_a_condition(engine: Engine, functions: Any, people: People) -> None:
    host = url(functions, "AWS_IAM")
    for name, kind, stays_out in (("ann", "AWS_IAM", False), ("amy", "NONE", True)):
        limited = allow(BOTH[0], Condition={"StringEquals": {"lambda:FunctionUrlAuthType": kind}})
        through = allow(BOTH[1], Condition={"Bool": {"lambda:InvokedViaFunctionUrl": "true"}})
        user = people.user(name, limited, through)
        assert refused(signed(engine.endpoint, "/", keys_of(user("sts")), "lambda", host=host)) is stays_out


def test_a_url_without_authentication_is_opened_by_the_policy_of_the_function(engine: Engine, functions: Any) -> None:
    host = url(functions, "NONE")
    assert refused(call(engine.endpoint, "/", host=host))
    for action, more in ((BOTH[0], {"FunctionUrlAuthType": "NONE"}), (BOTH[1], {"InvokedViaFunctionUrl": True})):
        functions.add_permission(FunctionName="hello", StatementId=action[7:], Action=action, Principal="*", **more)
    assert not refused(call(engine.endpoint, "/", host=host))


def test_a_permission_by_the_url_is_none_at_the_endpoint(client: Client, functions: Any, account: str) -> None:
    made = functions.add_permission(
        FunctionName="hello", StatementId="open", Action=BOTH[1], Principal="*", InvokedViaFunctionUrl=True
    )
    limit = {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}
    assert json.loads(made["Statement"])["Condition"] == limit
    stored = json.loads(functions.get_policy(FunctionName="hello")["Policy"])["Statement"]
    assert [one["Condition"] for one in stored] == [limit]
    amy = People(client, account).user("amy")("lambda")
    assert denied(amy.invoke, FunctionName="hello")[0] == "AccessDeniedException"


@pytest.mark.parametrize("form", ["{}:function:hello", "{}:hello", "us-east-1:{}:function:hello"])
def test_a_part_of_an_arn_names_the_function_of_its_account(
    client: Client, functions: Any, account: str, form: str
) -> None:
    named = form.format(functions.get_function(FunctionName="hello")["Configuration"]["FunctionArn"].split(":")[4])
    bob = People(client, str(int(account) ^ 1)).user("bob", allow("lambda:*"))("lambda")
    code, message = denied(bob.get_function_configuration, FunctionName=named)
    assert code == "AccessDeniedException"
    assert f"on resource: arn:aws:lambda:us-east-1:{account}:function:hello" in message
