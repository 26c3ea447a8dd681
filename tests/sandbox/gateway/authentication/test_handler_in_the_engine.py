"""Requests that boto3 signs, and forged ones, to a running engine."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.engine import Engine
from sandbox.gateway.authentication.access_key import AccessKey
from tests.sandbox.gateway.authentication.signed import Request, signed_in_chunks

pytestmark = pytest.mark.engine

CALLS = {
    "ec2": ("describe_vpcs", {}),
    "s3": ("list_buckets", {}),
    "iam": ("list_roles", {}),
    "sts": ("get_caller_identity", {}),
    "directconnect": ("describe_connections", {}),
    "route53": ("list_hosted_zones", {}),
    "cloudwatch": ("describe_alarms", {}),
    "dynamodb": ("list_tables", {}),
    "lambda": ("list_functions", {}),
    "sqs": ("list_queues", {}),
    "sns": ("list_topics", {}),
    "ram": ("get_resource_shares", {"resourceOwner": "SELF"}),
    "elbv2": ("describe_load_balancers", {}),
    "kms": ("list_keys", {}),
    "logs": ("describe_log_groups", {}),
    "route53resolver": ("list_resolver_endpoints", {}),
    "cloudtrail": ("describe_trails", {}),
    "budgets": ("describe_budgets", {"AccountId": "ACCOUNT"}),
    "cloudformation": ("list_stacks", {}),
    "secretsmanager": ("list_secrets", {}),
    "apigateway": ("get_rest_apis", {}),
    "events": ("list_rules", {}),
}
"""A call of each protocol: query, ec2, json, rest-json, rest-xml, CBOR and S3's."""

WRONG_SECRET = {
    "ec2": "AuthFailure",
    "s3": "SignatureDoesNotMatch",
    "iam": "SignatureDoesNotMatch",
    "sts": "SignatureDoesNotMatch",
    "route53": "SignatureDoesNotMatch",
    "sns": "SignatureDoesNotMatch",
    "elbv2": "SignatureDoesNotMatch",
    "cloudformation": "SignatureDoesNotMatch",
}
"""Where it is not InvalidSignatureException."""


@dataclass(frozen=True)
class Keys:
    """Credentials of a user."""

    id: str
    secret: str
    token: str | None = None


@pytest.fixture
def user(client: Any, account: str) -> Keys:
    iam = client("iam", account=account)
    iam.create_user(UserName="alice")
    iam.attach_user_policy(UserName="alice", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    made = iam.create_access_key(UserName="alice")["AccessKey"]
    return Keys(made["AccessKeyId"], made["SecretAccessKey"])


@pytest.fixture
def role(client: Any, account: str) -> str:
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    made = client("iam", account=account).create_role(RoleName="worker", AssumeRolePolicyDocument=document)
    return str(made["Role"]["Arn"])


@pytest.fixture
def session(client: Any, user: Keys, role: str, account: str) -> Keys:
    anything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    client("iam", account=account).put_role_policy(
        RoleName="worker", PolicyName="anything", PolicyDocument=json.dumps(anything)
    )
    return assumed(client, user, role)


def assumed(client: Any, user: Keys, role: str) -> Keys:
    sts = client("sts", account=user.id, secret=user.secret)
    made = sts.assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return Keys(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


@pytest.fixture
def calling(engine: Engine) -> Iterator[Any]:
    """Clients with any credentials."""
    made = []

    def make(service: str, keys: Keys, region: str = "us-east-1", **config: Any) -> Any:
        client = boto3.Session(keys.id, keys.secret, keys.token, region).client(
            service,
            endpoint_url=engine.endpoint,
            config=Config(**{"retries": {"total_max_attempts": 1}, **config}),
        )
        made.append(client)
        return client

    yield make
    for each in made:
        each.close()


def code_of(call: Any, *arguments: Any, **keywords: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(*arguments, **keywords)
    return str(refused.value.response["Error"]["Code"])


def make(client: Any, service: str, account: str) -> Any:
    name, arguments = CALLS[service]
    return getattr(client, name)(**{key: account if value == "ACCOUNT" else value for key, value in arguments.items()})


@pytest.mark.parametrize("service", CALLS)
def test_a_user_s_signature_is_accepted_and_a_wrong_one_refused(calling: Any, user: Keys, account: str, service: str):
    make(calling(service, user), service, account)
    wrong = calling(service, Keys(user.id, "x" * 40))
    assert code_of(make, wrong, service, account) == WRONG_SECRET.get(service, "InvalidSignatureException")


@pytest.mark.parametrize("service", CALLS)
def test_a_session_s_signature_is_accepted_with_its_token_only(calling: Any, session: Keys, account: str, service: str):
    make(calling(service, session), service, account)
    without = calling(service, Keys(session.id, session.secret))
    codes = {"ec2": "AuthFailure", "s3": "InvalidAccessKeyId"}
    query = WRONG_SECRET.keys() - codes.keys()
    expected = codes.get(service, "InvalidClientTokenId" if service in query else "UnrecognizedClientException")
    assert code_of(make, without, service, account) == expected


def test_a_key_that_is_inactive_or_deleted_is_refused(client: Any, calling: Any, user: Keys, account: str):
    iam, sts, s3 = client("iam", account=account), calling("sts", user), calling("s3", user)
    sts.get_caller_identity()
    iam.update_access_key(UserName="alice", AccessKeyId=user.id, Status="Inactive")
    assert code_of(sts.get_caller_identity) == "InvalidClientTokenId"
    assert code_of(s3.list_buckets) == "InvalidAccessKeyId"
    iam.update_access_key(UserName="alice", AccessKeyId=user.id, Status="Active")
    sts.get_caller_identity()
    iam.delete_access_key(UserName="alice", AccessKeyId=user.id)
    assert code_of(sts.get_caller_identity) == "InvalidClientTokenId"


def test_a_renamed_user_keeps_the_key(client: Any, calling: Any, user: Keys, account: str):
    sts = calling("sts", user)
    assert sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{account}:user/alice"
    client("iam", account=account).update_user(UserName="alice", NewUserName="alicia")
    assert sts.get_caller_identity()["Arn"] == f"arn:aws:iam::{account}:user/alicia"


def test_the_session_of_a_deleted_role_is_refused_even_if_another_has_its_name(
    client: Any, calling: Any, user: Keys, role: str, account: str
):
    iam, sts = client("iam", account=account), calling("sts", assumed(client, user, role))
    sts.get_caller_identity()
    document = iam.get_role(RoleName="worker")["Role"]["AssumeRolePolicyDocument"]
    unused = assumed(client, user, role)
    iam.delete_role(RoleName="worker")
    assert code_of(sts.get_caller_identity) == "InvalidClientTokenId"
    iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(document))
    assert code_of(sts.get_caller_identity) == "InvalidClientTokenId"
    assert code_of(calling("sts", unused).get_caller_identity) == "InvalidClientTokenId"
    calling("sts", assumed(client, user, role)).get_caller_identity()


def test_every_key_that_sts_issues_is_accepted(client: Any, calling: Any, user: Keys, role: str):
    """Their ids are random; 30 of them have every character that may occur."""
    for _ in range(30):
        calling("sts", assumed(client, user, role)).get_caller_identity()


def test_the_token_of_another_session_is_refused(client: Any, calling: Any, session: Keys, user: Keys, role: str):
    other = assumed(client, user, role)
    mixed = Keys(session.id, session.secret, other.token)
    assert code_of(calling("sts", mixed).get_caller_identity) == "InvalidClientTokenId"
    assert code_of(calling("s3", mixed).list_buckets) == "InvalidToken"
    assert code_of(calling("s3", Keys(user.id, user.secret, other.token)).list_buckets) == "InvalidToken"


@pytest.mark.parametrize("key", ["AKIAIOSFODNN7EXAMPLE", "LKIAQAAAAAAACQZHDP2C", "test", "11111111111", "1" * 13])
def test_an_unknown_key_is_refused(calling: Any, key: str):
    assert code_of(calling("sts", Keys(key, "x")).get_caller_identity) == "InvalidClientTokenId"
    assert code_of(calling("s3", Keys(key, "x")).list_buckets) == "InvalidAccessKeyId"
    assert code_of(calling("ec2", Keys(key, "x")).describe_vpcs) == "AuthFailure"


def test_s3_shows_what_it_calculated(calling: Any, user: Keys):
    with pytest.raises(ClientError) as refused:
        calling("s3", Keys(user.id, "x")).list_buckets()
    error = refused.value.response["Error"]
    assert error["AWSAccessKeyId"] == user.id
    assert error["StringToSign"].startswith("AWS4-HMAC-SHA256")
    assert error["CanonicalRequest"].startswith("GET")


def test_a_region_that_does_not_exist_is_refused(calling: Any, user: Keys):
    with pytest.raises(ClientError, match="Credential should be scoped to a valid region, not 'mars-north-1'"):
        calling("sts", user, "mars-north-1").get_caller_identity()


@pytest.fixture
def bucket(calling: Any, user: Keys, account: str) -> str:
    name = f"signed-{account}"
    calling("s3", user).create_bucket(Bucket=name)
    return name


def send(url: str, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """Send exactly these headers: urllib adds a Content-Type, which Signature Version 2 covers."""
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=30)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body or None, named)
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_presigned_urls_of_both_signature_versions(calling: Any, user: Keys, session: Keys, bucket: str, version: str):
    for keys in (user, session):
        s3 = calling("s3", keys, signature_version=version)
        where = {"Bucket": bucket, "Key": "a b;c+ü"}
        put, get = (s3.generate_presigned_url(name, where, ExpiresIn=60) for name in ("put_object", "get_object"))
        assert send(put, "PUT", b"content")[0] == 200
        assert send(get) == (200, b"content")
        status, text = send(get.replace(bucket, "other-bucket"))
        assert (status, b"<Code>SignatureDoesNotMatch</Code>" in text) == (403, True)
        status, text = send(put, "PUT", b"content", x_amz_acl="public-read")
        assert status == 403
        assert b"AccessDenied" in text or version == "s3"
    expired = s3.generate_presigned_url("get_object", where, ExpiresIn=-1 if version == "s3" else 0)
    time.sleep(1.1)
    assert b"Request has expired" in send(expired)[1]


def test_a_presigned_call_of_sts_is_made_by_its_signer(calling: Any, session: Keys):
    url = calling("sts", session).generate_presigned_url("get_caller_identity", {}, ExpiresIn=60, HttpMethod="GET")
    status, text = send(url)
    assert status == 200
    assert b":assumed-role/worker/test</Arn>" in text
    assert send(url.replace("GetCallerIdentity", "GetSessionToken"))[0] == 403


@pytest.mark.parametrize(
    ("service", "call"),
    [
        ("iam", "list_roles"),
        ("ec2", "describe_vpcs"),
        ("route53", "list_hosted_zones"),
        ("lambda", "list_functions"),
        ("apigateway", "get_rest_apis"),
        ("sns", "list_topics"),
    ],
)
def test_a_presigned_call_reaches_the_service_of_its_scope(calling: Any, user: Keys, service: str, call: str):
    url = calling(service, user).generate_presigned_url(call, {}, ExpiresIn=60, HttpMethod="GET")
    assert send(url)[0] == 200
    assert send(url[:-1] + ("0" if url[-1] != "0" else "1"))[0] in {401, 403}


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_a_presigned_form(calling: Any, user: Keys, bucket: str, region: str):
    s3 = calling("s3", user, region)
    made = s3.generate_presigned_post(bucket, "form")
    assert form(made["url"], made["fields"]) == (204, b"")
    assert s3.get_object(Bucket=bucket, Key="form")["Body"].read() == b"content"
    status, text = form(made["url"], made["fields"] | {"acl": "public-read"})
    assert (status, b"Extra input fields: acl" in text) == (403, True)
    status, text = form(made["url"], made["fields"] | {"policy": made["fields"]["policy"][:-8]})
    assert (status, b"SignatureDoesNotMatch" in text) == (403, True)


def form(url: str, fields: dict[str, str]) -> tuple[int, bytes]:
    parts = [f'--limit\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    file = '--limit\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\ncontent\r\n--limit--\r\n'
    return send(url, "POST", ("".join(parts) + file).encode(), content_type="multipart/form-data; boundary=limit")


def test_a_large_body_is_hashed_and_stored(calling: Any, user: Keys, bucket: str):
    s3, body = calling("s3", user), b"0123456789abcdef" * (1 << 18)
    s3.upload_fileobj(BytesIO(body), bucket, "large")
    assert s3.get_object(Bucket=bucket, Key="large")["Body"].read() == body


@pytest.mark.parametrize("trailer", [None, ("x-amz-checksum-crc32", "z7JNfQ==")])
def test_an_object_in_signed_chunks(
    engine: Engine, user: Keys, bucket: str, calling: Any, trailer: tuple[str, str] | None
):
    url = f"{engine.endpoint}/{bucket}/chunked"
    key = AccessKey(Caller(CallerKind.USER, access_key=user.id), user.secret)
    sent = signed_in_chunks(Request("PUT", url, b"", {}, "s3"), (b"con" * 3000, b"tent"), key, trailer)
    headers = {name: value for name, value in sent.headers if name.lower() not in {"host", "content-length"}}
    assert send(url, "PUT", sent.body, **headers)[0] == 200
    assert calling("s3", user).get_object(Bucket=bucket, Key="chunked")["Body"].read() == b"con" * 3000 + b"tent"
    status, text = send(url, "PUT", sent.body.replace(b"tent", b"TENT"), **headers)
    assert (status, b"SignatureDoesNotMatch" in text) == (403, True)


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_boto3_s_upload_with_a_trailer_which_it_sends_over_tls_only(engine: Engine, user: Keys, bucket: str):
    url = engine.endpoint.replace("http:", "https:")
    s3 = boto3.Session(user.id, user.secret, None, "us-east-1").client("s3", endpoint_url=url, verify=False)
    with closing(s3):
        sent: list[str] = []
        s3.meta.events.register(
            "before-send.s3.PutObject",
            lambda request, **_: sent.append(request.headers["X-Amz-Content-SHA256"].decode()),
        )
        s3.put_object(Bucket=bucket, Key="trailer", Body=BytesIO(b"x" * 200_000), ChecksumAlgorithm="CRC32")
        assert sent == ["STREAMING-UNSIGNED-PAYLOAD-TRAILER"]
        assert s3.get_object(Bucket=bucket, Key="trailer")["Body"].read() == b"x" * 200_000


def test_a_compressed_body_is_verified_as_it_was_sent(calling: Any, user: Keys):
    metrics = [{"MetricName": f"m{index}", "Value": 1} for index in range(500)]
    watch = calling("cloudwatch", user, request_min_compression_size_bytes=1)
    watch.put_metric_data(Namespace="signed", MetricData=metrics)
    assert len(watch.list_metrics(Namespace="signed")["Metrics"]) == 500


def test_an_unsigned_call_needs_a_signature(engine: Engine):
    status, text = send(f"{engine.endpoint}/?Action=GetCallerIdentity&Version=2011-06-15")
    assert status == 403
    assert b"<Code>MissingAuthenticationToken</Code>" in text
