"""The record of a call, against botocore's own shapes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

from sandbox.emulated.cloudtrail.events import classification, record
from sandbox.emulated.cloudtrail.events.parameters import HIDDEN, MOST, written
from sandbox.emulated.cloudtrail.events.recorded_call import Identity, RecordedCall, SessionContext, SessionIssuer

NOW = datetime(2026, 5, 15, 12, 30, 1, tzinfo=UTC)
ROOT = Identity("Root", "111111111111", "arn:aws:iam::111111111111:root", "111111111111", "AKIA1", "root")
SESSION = Identity(
    "AssumedRole",
    "AROA1:deploy",
    "arn:aws:sts::222222222222:assumed-role/deployer/deploy",
    "222222222222",
    "ASIA1",
    "deploy",
    SessionContext(SessionIssuer("Role", "arn:aws:iam::222222222222:role/deployer", "AROA1", "deployer"), NOW),
)


def model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def call_of(
    service: str, operation: str, request: dict[str, Any], response: dict[str, Any], **changes: Any
) -> RecordedCall:
    of = model(service).operation_model(operation)
    call = RecordedCall(
        service=service,
        source=model(service).signing_name,
        operation=operation,
        region="us-west-2",
        account="111111111111",
        identity=ROOT,
        time=NOW,
        request=request,
        request_shape=of.input_shape,
        response=response,
        response_shape=of.output_shape,
        agent="Boto3",
        request_id="r-1",
    )
    return replace(call, **changes)


def test_a_write_is_recorded_with_request_and_response():
    made = record.record(
        call_of("ec2", "CreateVpc", {"CidrBlock": "10.0.0.0/16"}, {"Vpc": {"VpcId": "vpc-1", "IsDefault": False}}),
        "e-1",
    )
    assert made == {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "Root",
            "principalId": "111111111111",
            "arn": "arn:aws:iam::111111111111:root",
            "accountId": "111111111111",
            "accessKeyId": "AKIA1",
        },
        "eventTime": "2026-05-15T12:30:01Z",
        "eventSource": "ec2.amazonaws.com",
        "eventName": "CreateVpc",
        "awsRegion": "us-west-2",
        "sourceIPAddress": "127.0.0.1",
        "userAgent": "Boto3",
        "requestParameters": {"cidrBlock": "10.0.0.0/16"},
        "responseElements": {"vpc": {"vpcId": "vpc-1", "isDefault": False}},
        "requestID": "r-1",
        "eventID": "e-1",
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": "111111111111",
        "eventCategory": "Management",
    }


def test_a_read_is_recorded_without_its_response():
    made = record.record(call_of("ec2", "DescribeVpcs", {}, {"Vpcs": [{"VpcId": "vpc-1"}]}), "e-1")
    assert (made["readOnly"], made["requestParameters"], made["responseElements"]) == (True, None, None)


def test_a_refused_call_has_code_and_message_and_no_response():
    for service, code in (("ec2", "Client.UnauthorizedOperation"), ("iam", "AccessDenied")):
        operation, request = ("CreateVpc", {}) if service == "ec2" else ("CreateUser", {"UserName": "x"})
        call = call_of(service, operation, request, {}, error=(code.removeprefix("Client."), "no"))
        made = record.record(call, "e-1")
        assert (made["errorCode"], made["errorMessage"], made["responseElements"]) == (code, "no", None)


def test_a_session_has_its_role_and_its_creation_date():
    context = record.identity(SESSION)["sessionContext"]
    assert context["sessionIssuer"]["arn"] == "arn:aws:iam::222222222222:role/deployer"
    assert context["attributes"] == {"mfaAuthenticated": "false", "creationDate": "2026-05-15T12:30:01Z"}
    assert "sessionContext" not in record.identity(ROOT)


def test_global_services_are_recorded_in_one_region():
    assert record.record(call_of("iam", "CreateUser", {"UserName": "x"}, {}), "e")["awsRegion"] == "us-east-1"


SECRETS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("iam", "CreateAccessKey", {}, {"AccessKey": {"AccessKeyId": "AKIA2", "SecretAccessKey": "hush"}}),
    ("iam", "CreateLoginProfile", {"UserName": "x", "Password": "hush"}, {}),
    ("sts", "AssumeRole", {}, {"Credentials": {"SecretAccessKey": "hush", "SessionToken": "hush"}}),
    ("directconnect", "CreateBGPPeer", {"newBGPPeer": {"authKey": "hush", "asn": 1}}, {}),
    (
        "directconnect",
        "CreateBGPPeer",
        {},
        {"virtualInterface": {"bgpPeers": [{"authKey": "hush"}], "authKey": "hush"}},
    ),
    ("secretsmanager", "CreateSecret", {"Name": "x", "SecretString": "hush", "SecretBinary": b"hush"}, {}),
    ("rds", "CreateDBInstance", {"DBInstanceIdentifier": "x", "MasterUserPassword": "hush"}, {}),
    ("kms", "Encrypt", {"KeyId": "x", "Plaintext": b"hush"}, {}),
    ("kms", "GenerateDataKey", {"KeyId": "x"}, {"Plaintext": b"hush"}),
    ("ssm", "PutParameter", {"Name": "x", "Value": "hush"}, {}),
    ("ec2", "CreateKeyPair", {"KeyName": "x"}, {"KeyMaterial": "hush"}),
]


@pytest.mark.parametrize(("service", "operation", "request_", "response"), SECRETS)
def test_secrets_are_hidden(service: str, operation: str, request_: dict[str, Any], response: dict[str, Any]):
    made = json.dumps(record.record(call_of(service, operation, request_, response), "e-1"))
    assert "hush" not in made
    assert HIDDEN in made


def test_long_values_and_values_that_are_not_json_are_omitted():
    assert written({"Long": "x" * (MOST + 1)}, None) == {
        "omitted": True,
        "originalSize": MOST + 1 + len('{"long": ""}'),
        "reason": f"Larger than {MOST} characters.",
    }
    assert written({"Body": object(), "When": NOW, "Nothing": None}, None) == {
        "body": HIDDEN,
        "when": "May 15, 2026 12:30:01 PM",
    }


def test_the_roles_owner_gets_only_the_callers_account():
    made = record.record(call_of("sts", "AssumeRole", {"RoleArn": "x"}, {}), "e-1") | {"sharedEventID": "s-1"}
    theirs = record.for_the_roles_owner(made, ROOT, "222222222222", "e-2")
    assert theirs["userIdentity"] == {"type": "AWSAccount", "principalId": "111111111111", "accountId": "111111111111"}
    assert (theirs["eventID"], theirs["recipientAccountId"], theirs["sharedEventID"]) == ("e-2", "222222222222", "s-1")


@pytest.mark.parametrize(
    ("service", "operation", "management", "reads"),
    [
        ("s3", "CreateBucket", True, False),
        ("s3", "ListBuckets", True, True),
        ("s3", "PutObject", False, False),
        ("s3", "ListObjectsV2", False, True),
        ("s3", "PutBucketPolicy", True, False),
        ("dynamodb", "PutItem", False, False),
        ("dynamodb", "CreateTable", True, False),
        ("sqs", "SendMessage", False, False),
        ("kms", "Decrypt", True, False),
        ("sts", "AssumeRole", True, True),
        ("organizations", "ListAccounts", True, True),
    ],
)
def test_data_events_are_not_recorded(service: str, operation: str, *, management: bool, reads: bool):
    shape = model(service).operation_model(operation).input_shape
    assert classification.is_management(service, operation, shape) is management
    assert classification.only_reads(operation) is reads


def test_every_data_event_is_an_operation_of_its_service():
    for service, names in classification.DATA.items():
        assert names <= set(model(service).operation_names)
