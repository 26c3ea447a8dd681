"""Malformed requests to a running engine get a client error of the protocol, never a 500."""

from __future__ import annotations

import http.client
from contextlib import closing

import pytest

from sandbox.engine import Engine

pytestmark = pytest.mark.engine

JSON = "application/x-amz-json-1.1"
FORM = "application/x-www-form-urlencoded"
CBOR = "application/x-amz-cbor-1.1"


def send(engine: Engine, service: str, method: str, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    signed = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential=111111111111/20260301/us-east-1/{service}/aws4_request, "
        "SignedHeaders=host, Signature=0",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    with closing(http.client.HTTPConnection(engine.endpoint.removeprefix("http://"), timeout=30)) as connection:
        connection.request(method, path, body, signed)
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode(errors="replace")


TARGETS = {
    "organizations": "AWSOrganizationsV20161128",
    "directconnect": "OvertureService",
    "kms": "TrentService",
    "logs": "Logs_20140328",
    "ssm": "AmazonSSM",
    "cloudtrail": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
    "route53resolver": "Route53Resolver",
    "budgets": "AWSBudgetServiceGateway",
    "dynamodb": "DynamoDB_20120810",
    "secretsmanager": "secretsmanager",
}
READS = {
    "organizations": ("DescribeAccount", "AccountId"),
    "directconnect": ("DescribeConnections", "connectionId"),
    "kms": ("DescribeKey", "KeyId"),
    "logs": ("DescribeLogStreams", "logGroupName"),
    "ssm": ("GetParameter", "Name"),
    "cloudtrail": ("GetTrail", "Name"),
    "route53resolver": ("GetResolverRule", "ResolverRuleId"),
    "budgets": ("DescribeBudget", "BudgetName"),
    "dynamodb": ("DescribeTable", "TableName"),
    "secretsmanager": ("DescribeSecret", "SecretId"),
}
BODIES = [b"{", b"[]", b'"text"', b"\xff\xfe", b"{'single': 1}", b"null x"]


@pytest.mark.parametrize("service", TARGETS)
@pytest.mark.parametrize("body", BODIES)
def test_invalid_json(engine: Engine, service: str, body: bytes):
    target = f"{TARGETS[service]}.{READS[service][0]}"
    status, answer = send(engine, service, "POST", "/", body, X_Amz_Target=target, Content_Type=JSON)
    assert (status, "SerializationException" in answer) == (400, True), answer


@pytest.mark.parametrize("service", TARGETS)
@pytest.mark.parametrize("value", [b"{}", b"[]", b"5", b"true"])
def test_json_of_another_type_than_the_model_has(engine: Engine, service: str, value: bytes):
    operation, member = READS[service]
    body = b'{"%s": %s}' % (member.encode(), value)
    status, answer = send(
        engine, service, "POST", "/", body, X_Amz_Target=f"{TARGETS[service]}.{operation}", Content_Type=JSON
    )
    assert (status, "SerializationException" in answer) == (400, True), answer


@pytest.mark.parametrize("service", TARGETS)
def test_json_for_an_unknown_operation(engine: Engine, service: str):
    target = f"{TARGETS[service]}.Frobnicate"
    status, answer = send(engine, service, "POST", "/", b"{}", X_Amz_Target=target, Content_Type=JSON)
    assert (status, "UnknownOperationException" in answer, "Frobnicate" in answer) == (400, True, True), answer


def test_json_without_a_target(engine: Engine):
    status, answer = send(engine, "organizations", "POST", "/", b"{}", Content_Type=JSON)
    assert (status, "UnknownOperationException" in answer) == (400, True), answer


@pytest.mark.parametrize(("service", "version"), [("iam", "2010-05-08"), ("sts", "2011-06-15"), ("sns", "2010-03-31")])
def test_query_requests(engine: Engine, service: str, version: str):
    for body, code in (
        (f"Action=Frobnicate&Version={version}", "InvalidAction"),
        (f"Version={version}", "MissingAction"),
        ("", "MissingAction"),
    ):
        status, answer = send(engine, service, "POST", "/", body.encode(), Content_Type=FORM)
        assert (status, f"<Code>{code}</Code>" in answer, "<Type>Sender</Type>" in answer) == (400, True, True), answer


def test_query_values_of_another_type(engine: Engine):
    body = b"Action=ListUsers&Version=2010-05-08&MaxItems=many"
    status, answer = send(engine, "iam", "POST", "/", body, Content_Type=FORM)
    assert (status, "<Code>MalformedInput</Code>" in answer) == (400, True), answer


def test_ec2_requests(engine: Engine):
    for body, code in (
        (b"Action=Frobnicate&Version=2016-11-15", "InvalidAction"),
        (b"Version=2016-11-15", "MissingAction"),
        (b"Action=DescribeVpcs&Version=2016-11-15&MaxResults=many", "InvalidParameterValue"),
        (b"Action=DescribeVpcs&Version=2016-11-15&DryRun=maybe", "InvalidParameterValue"),
    ):
        status, answer = send(engine, "ec2", "POST", "/", body, Content_Type=FORM)
        assert (status, f"<Code>{code}</Code>" in answer) == (400, True), answer


def test_rest_json_requests(engine: Engine):
    for body in (b"{", b'{"name": {}}', b'{"tags": "x"}'):
        status, answer = send(engine, "ram", "POST", "/createresourceshare", body, Content_Type="application/json")
        assert (status, "SerializationException" in answer) == (400, True), answer
    status, answer = send(engine, "ram", "POST", "/frobnicate", b"{}", Content_Type="application/json")
    assert (status, "UnknownOperationException" in answer) == (404, True), answer


def test_rest_xml_requests(engine: Engine):
    zones = "/2013-04-01/hostedzone"
    for body in (b"<CreateHostedZoneRequest", b"\xff", b"{}"):
        status, answer = send(engine, "route53", "POST", zones, body, Content_Type="text/xml")
        assert (status, "<Code>InvalidInput</Code>" in answer) == (400, True), answer
    status, answer = send(engine, "route53", "GET", "/2013-04-01/frobnicate", b"")
    assert (status, "UnknownOperationException" in answer) == (404, True), answer
    status, answer = send(engine, "s3", "POST", "/a-bucket/key?delete", b"<Delete", Content_Type="text/xml")
    assert status in range(400, 500), answer
    status, answer = send(engine, "s3", "PUT", "/a-bucket?versioning", b"<Versioning", Content_Type="text/xml")
    assert (status, "MalformedXML" in answer) == (400, True), answer


def test_cbor_requests(engine: Engine):
    target = {"X_Amz_Target": "Kinesis_20131202.DescribeStream", "Content_Type": CBOR}
    for body in (b"\xff", b"\xa1", b"\xa1\x61", b"\x80", b"\x05"):
        status, answer = send(engine, "kinesis", "POST", "/", body, **target)
        assert (status, "SerializationException" in answer) == (400, True), answer


def test_rpc_v2_requests(engine: Engine):
    protocol = {"Smithy_Protocol": "rpc-v2-cbor", "Content_Type": "application/cbor"}
    service = "/service/GraniteServiceVersion20100801/operation"
    for body in (b"\xff", b"\xa1", b"\x80"):
        status, answer = send(engine, "monitoring", "POST", f"{service}/DescribeAlarms", body, **protocol)
        assert (status, "SerializationException" in answer) == (400, True), answer
    status, answer = send(engine, "monitoring", "POST", f"{service}/Frobnicate", b"\xa0", **protocol)
    assert (status, "UnknownOperationException" in answer) == (400, True), answer
