"""A call through a VPC endpoint is limited by the endpoint's policy, and has its condition keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox.engine import Engine
from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy, refused
from tests.sandbox.gateway.data_planes.http_calls import call, keys_of, signed

pytestmark = pytest.mark.engine

EVERYONE = {"Principal": "*"}


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


@pytest.fixture
def ec2(client: Client, account: str) -> Any:
    return client("ec2", account=account)


@pytest.fixture
def vpc(ec2: Any) -> str:
    return str(ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"])


@pytest.fixture
def endpoint(ec2: Any, vpc: str) -> Callable[..., str]:
    """Return what makes an endpoint for a service, with a policy."""

    def make(service: str, *statements: Any, kind: str = "Interface") -> str:
        given: dict[str, Any] = {"PolicyDocument": policy(*statements)} if statements else {}
        if kind == "Interface":
            given["PrivateDnsEnabled"] = False  # a VPC has one endpoint of a service with its private name
        name = f"com.amazonaws.us-east-1.{service}"
        made = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=name, VpcEndpointType=kind, **given)
        return str(made["VpcEndpoint"]["VpcEndpointId"])

    return make


@pytest.fixture
def through(engine: Engine) -> Iterator[Callable[..., Any]]:
    """Return what makes a client that calls through an endpoint, with the keys of another client."""
    made: list[Any] = []

    def make(of: Any, service: str, endpoint: str) -> Any:
        keys = keys_of(of)
        session = boto3.Session(keys.access_key, keys.secret_key, keys.token, "us-east-1")
        address = f"{engine.endpoint}/_vpce/{endpoint}"
        signing = Config(signature_version="s3v4") if service == "s3" else None
        client = session.client(service, endpoint_url=address, config=signing)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


def test_the_policy_of_an_endpoint_limits(endpoint: Any, through: Any, people: People) -> None:
    ann = people.user("ann", allow("sqs:*"))("sqs")
    queue = ann.create_queue(QueueName="orders")["QueueUrl"]
    limited = endpoint("sqs", allow("sqs:ReceiveMessage", **EVERYONE))
    sqs = through(ann, "sqs", limited)
    sqs.receive_message(QueueUrl=queue)
    code, message = refused(sqs.send_message, QueueUrl=queue, MessageBody="x")
    assert code == "AccessDenied"
    assert message.endswith("because no VPC endpoint policy allows the sqs:SendMessage action")
    ann.send_message(QueueUrl=queue, MessageBody="x")


def test_an_endpoint_without_a_policy_of_its_own_allows_all(endpoint: Any, through: Any, people: People) -> None:
    ann = people.user("ann", allow("sqs:*"))("sqs")
    through(ann, "sqs", endpoint("sqs")).create_queue(QueueName="orders")
    amy = people.user("amy")("sqs")
    code, message = refused(through(amy, "sqs", endpoint("sqs")).list_queues)
    assert code == "AccessDenied"
    assert message.endswith("because no identity-based policy allows the sqs:ListQueues action")


def test_a_changed_policy_applies_to_the_next_call(endpoint: Any, through: Any, ec2: Any, people: People) -> None:
    ann = people.user("ann", allow("sqs:*"))("sqs")
    made = endpoint("sqs")
    sqs = through(ann, "sqs", made)
    sqs.list_queues()
    ec2.modify_vpc_endpoint(VpcEndpointId=made, PolicyDocument=policy(deny("sqs:ListQueues", **EVERYONE)))
    assert "with an explicit deny in a VPC endpoint policy" in refused(sqs.list_queues)[1]
    ec2.modify_vpc_endpoint(VpcEndpointId=made, ResetPolicy=True)
    sqs.list_queues()


def test_a_bucket_policy_sees_the_endpoint_and_its_vpc(
    client: Client, endpoint: Any, through: Any, people: People
) -> None:
    s3, bucket = client("s3", account=people.account), f"inside-{people.account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a b/ü", Body=b"x")
    ann = people.user("ann", allow("s3:*"))("s3")
    made, other = endpoint("s3", kind="Gateway"), endpoint("s3")
    inside, place = {"StringNotEquals": {"aws:SourceVpce": made}}, f"arn:aws:s3:::{bucket}/*"
    written = policy(deny("s3:GetObject", resource=place, Principal="*", Condition=inside))
    s3.put_bucket_policy(Bucket=bucket, Policy=written)
    assert through(ann, "s3", made).get_object(Bucket=bucket, Key="a b/ü")["Body"].read() == b"x"
    for outside in (ann, through(ann, "s3", other)):
        code, message = refused(outside.get_object, Bucket=bucket, Key="a b/ü")
        assert code == "AccessDenied"
        assert message.endswith("with an explicit deny in a resource-based policy")
    in_vpc = {"StringNotEqualsIfExists": {"aws:SourceVpc": "vpc-0"}, "Null": {"aws:SourceVpc": "false"}}
    written = policy(deny("s3:GetObject", resource=place, Principal="*", Condition=in_vpc))
    s3.put_bucket_policy(Bucket=bucket, Policy=written)
    ann.get_object(Bucket=bucket, Key="a b/ü")
    assert refused(through(ann, "s3", other).get_object, Bucket=bucket, Key="a b/ü")[0] == "AccessDenied"


def test_the_address_of_the_client_is_that_in_the_vpc(endpoint: Any, through: Any, people: People) -> None:
    sees = {"Null": {"aws:SourceIp": "true", "aws:VpcSourceIp": "false"}}
    ann = people.user("ann", allow("sqs:ListQueues", Condition=sees))("sqs")
    through(ann, "sqs", endpoint("sqs")).list_queues()
    assert refused(ann.list_queues)[0] == "AccessDenied"


def test_the_organization_of_the_endpoint_is_a_condition(
    client: Client, endpoint: Any, through: Any, people: People
) -> None:
    organizations = client("organizations", account=people.account)
    organization = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    inside = {
        "StringEquals": {"aws:VpceOrgID": organization, "aws:VpceAccount": people.account},
        "ForAnyValue:StringEquals": {"aws:VpceOrgPaths": f"{organization}/{root}/"},
    }
    ann = people.user("ann", allow("sqs:ListQueues", Condition=inside))("sqs")
    through(ann, "sqs", endpoint("sqs")).list_queues()
    assert refused(ann.list_queues)[0] == "AccessDenied"


def test_a_presigned_url_is_of_the_endpoint(engine: Engine, endpoint: Any, through: Any, people: People) -> None:
    bucket = f"signed-{people.account}"
    ann = people.user("ann", allow("s3:*"))("s3")
    ann.create_bucket(Bucket=bucket)
    ann.put_object(Bucket=bucket, Key="a", Body=b"x")
    closed = endpoint("s3", deny("s3:*", **EVERYONE))
    for made, status in ((endpoint("s3"), 200), (closed, 403)):
        url = urlsplit(through(ann, "s3", made).generate_presigned_url("get_object", {"Bucket": bucket, "Key": "a"}))
        assert url.path.startswith(f"/_vpce/{made}/")
        assert call(engine.endpoint, f"{url.path}?{url.query}").status == status
        elsewhere = url.path.removeprefix(f"/_vpce/{made}")
        assert call(engine.endpoint, f"{elsewhere}?{url.query}").status == 403


def test_an_interface_endpoint_has_a_name(engine: Engine, endpoint: Any, people: People) -> None:
    ann = keys_of(people.user("ann", allow("sqs:ListQueues"))("sts"))
    port = urlsplit(engine.endpoint).port
    for statements, status in (((), 200), ((deny("sqs:*", **EVERYONE),), 403)):
        host = f"{endpoint('sqs', *statements)}-a1b2c3.sqs.us-east-1.vpce.localhost:{port}"
        assert signed(engine.endpoint, "/?Action=ListQueues", ann, "sqs", host=host).status == status


def test_an_endpoint_that_is_deleted_or_absent_answers_nothing(
    endpoint: Any, through: Any, ec2: Any, people: People
) -> None:
    ann = people.user("ann", allow("sqs:*"))("sqs")
    made = endpoint("sqs")
    sqs = through(ann, "sqs", made)
    sqs.list_queues()
    ec2.delete_vpc_endpoints(VpcEndpointIds=[made])
    for client in (sqs, through(ann, "sqs", "vpce-0123456789abcdef0")):
        with pytest.raises(ClientError) as error:
            client.list_queues()
        assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_an_endpoint_serves_its_service_in_its_region(
    engine: Engine, endpoint: Any, through: Any, people: People, account: str
) -> None:
    ann = people.user("ann", allow("*"))("sns")
    made = endpoint("sqs")
    with pytest.raises(ClientError) as error:
        through(ann, "sns", made).list_topics()
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    keys = keys_of(ann)
    far = boto3.Session(keys.access_key, keys.secret_key, keys.token, "eu-west-1")
    with (
        closing(far.client("sqs", endpoint_url=f"{engine.endpoint}/_vpce/{made}")) as sqs,
        pytest.raises(ClientError) as error,
    ):
        sqs.list_queues()
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    website = f"x-{account}.s3-website.localhost.localstack.cloud"
    assert call(engine.endpoint, f"/_vpce/{made}/", host=website).status == 404


def test_an_internal_endpoint_needs_its_token_through_an_endpoint_too(engine: Engine, endpoint: Any) -> None:
    assert call(engine.endpoint, f"/_vpce/{endpoint('sqs')}/_causeway/denied-calls").status == 403


def test_an_administrator_is_outside_the_policy_of_an_endpoint(
    client: Client, endpoint: Any, through: Any, account: str
) -> None:
    made = endpoint("sqs", deny("sqs:*", **EVERYONE))
    through(client("sqs", account=account), "sqs", made).list_queues()


def test_a_private_api_is_reached_through_an_endpoint(
    engine: Engine, client: Client, endpoint: Any, account: str
) -> None:
    control = client("apigateway", account=account)
    made = endpoint("execute-api")
    inside = {"Condition": {"StringEquals": {"aws:SourceVpce": made}}}
    api = control.create_rest_api(
        name="pets",
        endpointConfiguration={"types": ["PRIVATE"]},
        policy=policy(allow("execute-api:Invoke", resource="execute-api:/*", **EVERYONE, **inside)),
    )["id"]
    root = control.get_resources(restApiId=api)["items"][0]["id"]
    method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    control.put_method(**method, authorizationType="NONE")
    control.put_integration(**method, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    control.put_method_response(**method, statusCode="200")
    control.put_integration_response(**method, statusCode="200")
    control.create_deployment(restApiId=api, stageName="prod")
    path = f"/_aws/execute-api/{api}/prod/"
    outside = call(engine.endpoint, path)
    assert (outside.status, outside.json) == (403, {"message": "Forbidden"})
    assert call(engine.endpoint, f"/_vpce/{made}{path}").status == 200
    assert call(engine.endpoint, f"/_vpce/{endpoint('execute-api')}{path}").status == 403
