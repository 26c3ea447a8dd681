"""Invocations of REST APIs are decided by the method's authorization type and the API's resource policy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.credentials import Credentials

from sandbox.engine import Engine, recorded_calls
from sandbox.engine.endpoint import enforce
from sandbox.least_privilege.recording import Recording
from sandbox.settings import Settings
from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy
from tests.sandbox.gateway.data_planes.http_calls import Answer, call, keys_of, signed

pytestmark = pytest.mark.engine

EVERYONE = {"Principal": "*"}
MISSING = {"message": "Missing Authentication Token"}


@dataclass
class Api:
    """A deployed API: `GET /pets` with AWS_IAM, `GET /open` without authorization, `GET /custom` with an authorizer."""

    engine: Engine
    control: Any
    id: str
    account: str

    def arn(self, path: str = "pets") -> str:
        return f"arn:aws:execute-api:us-east-1:{self.account}:{self.id}/prod/GET/{path}"

    def path(self, path: str = "pets") -> str:
        return f"/_aws/execute-api/{self.id}/prod/{path}"

    def unsigned(self, path: str = "pets") -> Answer:
        return call(self.engine.endpoint, self.path(path))

    def invoke(self, keys: Credentials, path: str = "pets") -> Answer:
        return signed(self.engine.endpoint, self.path(path), keys, "execute-api")

    def allow_by(self, *statements: Mapping[str, Any]) -> None:
        """Give the API a resource policy."""
        patch = {"op": "replace", "path": "/policy", "value": policy(*statements) if statements else ""}
        self.control.update_rest_api(restApiId=self.id, patchOperations=[patch])


@pytest.fixture
def api(client: Client, engine: Engine, account: str) -> Api:
    control = client("apigateway", account=account)
    api_id = control.create_rest_api(name="pets")["id"]
    root = control.get_resources(restApiId=api_id)["items"][0]["id"]
    function = f"arn:aws:lambda:us-east-1:{account}:function:tokens"
    authorizer = control.create_authorizer(
        restApiId=api_id,
        name="tokens",
        type="TOKEN",
        authorizerUri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations",
        identitySource="method.request.header.Authorization",
    )["id"]
    for part, kind in (("pets", "AWS_IAM"), ("open", "NONE"), ("custom", "CUSTOM")):
        resource = control.create_resource(restApiId=api_id, parentId=root, pathPart=part)["id"]
        method = {"restApiId": api_id, "resourceId": resource, "httpMethod": "GET"}
        named = {"authorizerId": authorizer} if kind == "CUSTOM" else {}
        control.put_method(**method, authorizationType=kind, **named)
        control.put_integration(**method, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
        control.put_method_response(**method, statusCode="200")
        control.put_integration_response(**method, statusCode="200", responseTemplates={"application/json": '"mew"'})
    control.create_deployment(restApiId=api_id, stageName="prod")
    return Api(engine, control, api_id, account)


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


@pytest.fixture
def other(client: Client, account: str) -> People:
    return People(client, str(int(account) ^ 1))


def keys(people: People, name: str, *statements: Mapping[str, Any]) -> Credentials:
    return keys_of(people.user(name, *statements)("sts"))


def test_an_unsigned_call_of_a_method_with_iam_is_refused(api: Api) -> None:
    answer = api.unsigned()
    assert (answer.status, answer.json) == (403, MISSING)
    assert answer.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"


def test_an_identity_policy_allows_its_own_api(api: Api, people: People) -> None:
    ann = keys(people, "ann", allow("execute-api:Invoke", resource=api.arn()))
    assert (api.invoke(ann).status, api.invoke(ann).body) == (200, '"mew"')
    host = f"{api.id}.execute-api.localhost.localstack.cloud"
    assert signed(api.engine.endpoint, "/prod/pets", ann, "execute-api", host=host).status == 200
    old = f"/restapis/{api.id}/prod/_user_request_/pets"
    assert signed(api.engine.endpoint, old, ann, "execute-api").status == 200


def test_an_invocation_is_recorded(api: Api, people: People) -> None:
    ann = keys(people, "ann", allow("execute-api:Invoke", resource=api.arn()))
    recorded_calls(api.engine.endpoint, api.engine.token, running=True)
    try:
        assert api.invoke(ann).status == 200
    finally:
        found = recorded_calls(api.engine.endpoint, api.engine.token, running=False)
    assert found is not None
    (one,) = Recording.from_json(found["recording"]).requests
    assert (one.principal, one.action, one.resource, one.allowed) == (
        f"arn:aws:iam::{api.account}:user/ann",
        "execute-api:Invoke",
        api.arn(),
        1,
    )


def test_a_user_without_a_grant_is_refused_with_the_masked_account(api: Api, people: People) -> None:
    answer = api.invoke(keys(people, "amy"))
    assert answer.status == 403
    hidden = api.arn().replace(api.account, f"********{api.account[-4:]}")
    assert answer.json == {
        "Message": (
            f"User: arn:aws:iam::{api.account}:user/amy is not authorized to perform: execute-api:Invoke on resource: "
            f"{hidden} because no identity-based policy allows the execute-api:Invoke action"
        )
    }


def test_each_way_to_an_api_is_authorized(api: Api) -> None:
    host = f"{api.id}.execute-api.localhost.localstack.cloud"
    assert call(api.engine.endpoint, "/prod/pets", host=host).json == MISSING
    assert call(api.engine.endpoint, f"/restapis/{api.id}/prod/_user_request_/pets").json == MISSING
    assert call(api.engine.endpoint, f"//_aws/execute-api/{api.id}/prod/pets").status in (403, 404)


@pytest.mark.parametrize(
    ("identity", "resource", "status"),
    [("allow", None, 200), (None, "allow", 200), (None, None, 403), ("allow", "deny", 403), ("deny", "allow", 403)],
)
def test_in_its_account_one_of_both_policies_allows(
    api: Api, people: People, identity: str | None, resource: str | None, status: int
) -> None:
    """Reference: apigateway-authorization-flow, table A."""
    effects = {"allow": allow, "deny": deny}
    own = [effects[identity]("execute-api:Invoke")] if identity else []
    if resource:
        api.allow_by(effects[resource]("execute-api:Invoke", resource="execute-api:/*", **EVERYONE))
    assert api.invoke(keys(people, "ann", *own)).status == status


@pytest.mark.parametrize(
    ("identity", "resource", "status"), [(True, True, 200), (True, False, 403), (False, True, 403)]
)
def test_across_accounts_both_policies_allow(
    api: Api, other: People, identity: bool, resource: bool, status: int
) -> None:
    """Reference: apigateway-authorization-flow, table B."""
    if resource:
        principal = {"Principal": {"AWS": other.account}}
        api.allow_by(allow("execute-api:Invoke", resource="execute-api:/prod/GET/pets", **principal))
    own = [allow("execute-api:Invoke")] if identity else []
    assert api.invoke(keys(other, "bob", *own)).status == status


def test_without_authorization_the_resource_policy_alone_decides(api: Api) -> None:
    assert api.unsigned("open").status == 200
    inside = {"Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}}
    api.allow_by(allow("execute-api:Invoke", resource="execute-api:/*", **EVERYONE, **inside))
    assert api.unsigned("open").status == 200
    outside = {"Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
    api.allow_by(allow("execute-api:Invoke", resource="execute-api:/*", **EVERYONE, **outside))
    answer = api.unsigned("open")
    assert answer.status == 403
    assert answer.json["Message"].startswith("User: anonymous is not authorized to perform: execute-api:Invoke on")


def test_a_denial_applies_before_an_authorizer(api: Api) -> None:
    assert api.unsigned("custom").status == 200
    api.allow_by(deny("execute-api:Invoke", resource="execute-api:/*/GET/custom", **EVERYONE))
    assert api.unsigned("custom").status == 403
    assert "with an explicit deny" in api.unsigned("custom").json["Message"]


@pytest.mark.parametrize("path", ["open", "open/", "open?x=1", "%6fpen", "/open"])
def test_a_denial_of_a_path_applies_however_it_is_written(api: Api, path: str) -> None:
    everything = allow("execute-api:Invoke", resource="execute-api:/*", **EVERYONE)
    api.allow_by(everything, deny("execute-api:Invoke", resource="execute-api:/prod/GET/open", **EVERYONE))
    assert api.unsigned(path).status == 403


def test_an_administrator_is_outside_the_policies(api: Api) -> None:
    api.allow_by(deny("execute-api:Invoke", resource="execute-api:/*", **EVERYONE))
    administrator = Credentials(api.account, "test")
    assert api.invoke(administrator).status == 200
    assert api.invoke(administrator, "open").status == 200


def test_a_wrong_signature_is_refused(api: Api, people: People) -> None:
    ann = keys(people, "ann", allow("execute-api:Invoke"))
    wrong = api.invoke(Credentials(ann.access_key, "wrong"))
    assert (wrong.status, wrong.headers["x-amzn-ErrorType"]) == (403, "InvalidSignatureException")
    assert wrong.json["message"].startswith("The request signature we calculated does not match")
    unknown = api.invoke(Credentials("AKIAIOSFODNN7EXAMPLE", "wrong"))
    assert (unknown.status, unknown.headers["x-amzn-ErrorType"]) == (403, "UnrecognizedClientException")
    of_another_service = signed(api.engine.endpoint, api.path(), ann, "s3")
    assert of_another_service.headers["x-amzn-ErrorType"] == "InvalidSignatureException"


def test_a_refused_invocation_is_listed(api: Api, people: People, settings: Settings) -> None:
    api.invoke(keys(people, "amy"))
    token = (settings.state / "engine-token").read_text().strip()
    listed = call(api.engine.endpoint, "/_causeway/denied-calls", headers={"x-causeway-token": token}).json["calls"]
    found = [one for one in listed if one["service"] == "execute-api" and one["account"] == api.account]
    assert [one["operation"] for one in found] == ["Invoke"]
    assert json.dumps(found).count(api.arn()) >= 1


@pytest.mark.parametrize(("mode", "status"), [("audit", 200), ("off", 200), ("enforce", 403)])
def test_the_mode_applies(api: Api, mode: str, status: int) -> None:
    try:
        enforce(api.engine.endpoint, api.engine.token, mode, account_id_keys=True)
        assert api.unsigned().status == status
        assert api.invoke(Credentials("AKIAIOSFODNN7EXAMPLE", "wrong")).status == status
    finally:
        enforce(api.engine.endpoint, api.engine.token, "enforce", account_id_keys=True)
