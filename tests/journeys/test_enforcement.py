"""Calls of every role of the default estate are refused exactly where `sandbox iam why` refuses them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import boto3
import botocore.session
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox import settings
from sandbox.authorization import OperationCall, requirements
from sandbox.authorization.registry import rules_of
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue
from sandbox.facts.entry_role import entry_role_arn
from sandbox.iam import Evaluator
from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot import load
from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey

CALLS = 5000
SEED = 1
THREADS = 4
REGIONS = ("us-east-1", "us-east-1", "us-west-2", "eu-central-1")
"""The home Region twice as often; the estate does not allow the last."""
GLOBAL = ("iam", "organizations", "route53", "budgets")
MODELS = botocore.session.get_session()
REFERENCE = reference_of(catalogue().raw)
REFUSED = "is not authorized to perform"
ABSENT = "0123456789abcdef0"
"""The digits of ids that no resource has, so that an allowed call changes nothing."""
TRUST = '{"Version": "2012-10-17", "Statement": []}'


type Parameters = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """What a random call may be about."""

    random: random.Random
    account: str
    region: str
    roles: tuple[str, ...]
    resources: tuple[str, ...]

    def of(self, service: str) -> str:
        """Return the ARN of a resource of a service that has a policy."""
        return self.random.choice([arn for arn in self.resources if arn.split(":")[2] == service])

    def bucket(self) -> str:
        """Return a bucket that exists, or the name of one that does not."""
        return self.random.choice([self.of("s3").rpartition(":")[2], f"absent-{self.account}"])

    def arn(self, service: str, resource: str) -> str:
        """Return an ARN in the caller's account and Region."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{resource}"


def none(_target: Target) -> Parameters:
    """Return no parameters."""
    return {}


def fixed(**parameters: Any) -> Callable[[Target], Parameters]:
    """Return the same parameters for each call."""
    return lambda _target: dict(parameters)


OPERATIONS: dict[str, dict[str, Callable[[Target], Parameters]]] = {
    "budgets": {"DescribeBudgets": lambda t: {"AccountId": t.account}},
    "cloudtrail": {
        "DescribeTrails": none,
        "LookupEvents": fixed(MaxResults=1),
        "StopLogging": fixed(Name="absent"),
        "DeleteTrail": fixed(Name="absent"),
    },
    "cloudwatch": {"DescribeAlarms": none, "DeleteAlarms": fixed(AlarmNames=["absent"])},
    "directconnect": {
        "DescribeConnections": none,
        "DescribeVirtualInterfaces": none,
        "DeleteConnection": fixed(connectionId="dxcon-absent00"),
    },
    "dynamodb": {
        "ListTables": none,
        "GetItem": fixed(TableName="absent", Key={"id": {"S": "1"}}),
        "DeleteTable": fixed(TableName="absent"),
    },
    "ec2": {
        "DescribeVpcs": none,
        "DescribeSubnets": none,
        "DeleteVpc": fixed(VpcId=f"vpc-{ABSENT}"),
        "DeleteSubnet": fixed(SubnetId=f"subnet-{ABSENT}"),
        "DeleteSecurityGroup": fixed(GroupId=f"sg-{ABSENT}"),
        "CreateSubnet": fixed(VpcId=f"vpc-{ABSENT}", CidrBlock="10.0.0.0/24"),
        "AttachInternetGateway": fixed(VpcId=f"vpc-{ABSENT}", InternetGatewayId=f"igw-{ABSENT}"),
        "DeleteRouteTable": fixed(RouteTableId=f"rtb-{ABSENT}"),
        "TerminateInstances": fixed(InstanceIds=[f"i-{ABSENT}"]),
    },
    "ecr": {"DescribeRepositories": none},
    "ecs": {"ListClusters": none, "DeleteCluster": fixed(cluster="absent")},
    "elbv2": {"DescribeLoadBalancers": none},
    "events": {"ListRules": none, "DescribeRule": fixed(Name="absent")},
    "iam": {
        "ListRoles": none,
        "GetRole": lambda t: {"RoleName": t.random.choice(t.roles).rpartition("/")[2]},
        "DeleteRole": fixed(RoleName="absent"),
        "PutRolePolicy": fixed(RoleName="absent", PolicyName="p", PolicyDocument=TRUST),
        "AttachRolePolicy": fixed(RoleName="absent", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"),
        "DeleteRolePermissionsBoundary": fixed(RoleName="absent"),
        "UpdateAssumeRolePolicy": fixed(RoleName="absent", PolicyDocument=TRUST),
        "CreateAccessKey": fixed(UserName="absent"),
        "DeleteUser": fixed(UserName="absent"),
    },
    "kms": {
        "ListKeys": none,
        "DescribeKey": lambda t: {"KeyId": t.of("kms")},
        "Encrypt": lambda t: {"KeyId": t.of("kms"), "Plaintext": b"x", "EncryptionContext": {"App": "shop"}},
        "ScheduleKeyDeletion": fixed(KeyId="01234567-89ab-cdef-0123-456789abcdef"),
    },
    "lambda": {
        "ListFunctions": none,
        "Invoke": fixed(FunctionName="absent"),
        "DeleteFunction": fixed(FunctionName="absent"),
    },
    "logs": {"DescribeLogGroups": none, "DeleteLogGroup": fixed(logGroupName="absent")},
    "organizations": {
        "DescribeOrganization": none,
        "ListAccounts": none,
        "DetachPolicy": fixed(PolicyId="p-absent00", TargetId="ou-abcd-absent00"),
        "CloseAccount": fixed(AccountId="000000000001"),
    },
    "ram": {"GetResourceShares": fixed(resourceOwner="SELF")},
    "rds": {"DescribeDBInstances": none, "DeleteDBInstance": fixed(DBInstanceIdentifier="absent")},
    "route53": {"ListHostedZones": none, "GetHostedZone": fixed(Id="ZABSENT0000000000000")},
    "s3": {
        "ListBuckets": none,
        "ListObjectsV2": lambda t: {"Bucket": t.bucket(), "Prefix": t.random.choice(("AWSLogs/", "home/", ""))},
        "GetObject": lambda t: {"Bucket": t.bucket(), "Key": "absent"},
        "GetBucketPolicy": lambda t: {"Bucket": t.bucket()},
        "PutObject": lambda t: {"Bucket": f"absent-{t.account}", "Key": "k", "Body": b"x", "ACL": "private"},
        "DeleteObject": lambda t: {"Bucket": f"absent-{t.account}", "Key": "k", "VersionId": "v"},
    },
    "secretsmanager": {
        "ListSecrets": none,
        "GetSecretValue": lambda t: {"SecretId": t.arn("secretsmanager", "secret:absent-000000")},
    },
    "sns": {"ListTopics": none, "Publish": lambda t: {"TopicArn": t.of("sns"), "Message": "test"}},
    "sqs": {"ListQueues": none, "GetQueueUrl": fixed(QueueName="absent")},
    "ssm": {"DescribeParameters": none, "GetParameter": fixed(Name="/absent/parameter")},
    "sts": {
        "GetCallerIdentity": none,
        "AssumeRole": lambda t: {"RoleArn": t.random.choice(t.roles), "RoleSessionName": "random"},
    },
}
"""Service -> operation -> its parameters: reads, and changes of what does not exist."""


@dataclass(frozen=True)
class Identity:
    """A caller with its keys."""

    arn: str
    account: str
    keys: Keys


@pytest.fixture(scope="session")
def live(deployed: Clone) -> Snapshot:
    """The deployed estate's policies."""
    return load("live", settings.read({"root": str(deployed.root)}, deployed.environment))


type Keys = tuple[str, str, str | None]
type Clients = Callable[[Keys, str, str], Any]


@pytest.fixture(scope="session")
def clients(deployed: Clone) -> Clients:
    """Clients of the deployed estate for keys, a service and a Region; close them."""
    session, endpoint = boto3.Session(), deployed.status()["endpoint"]
    config, lock = Config(retries={"total_max_attempts": 1}), Lock()

    def make(keys: Keys, service: str, region: str) -> Any:
        with lock:  # a boto3 session is not made for threads
            return session.client(
                service,
                endpoint_url=endpoint,
                region_name=region,
                aws_access_key_id=keys[0],
                aws_secret_access_key=keys[1],
                aws_session_token=keys[2],
                config=config,
            )

    return make


@pytest.fixture(scope="session")
def identities(deployed: Clone, live: Snapshot, clients: Clients) -> tuple[Identity, ...]:
    """The deployment user and a session of each role that can be assumed by a chain of roles from it."""
    user = next(arn for arn in live.callers if ":user/" in arn)
    given = deployed.variables()
    own = (given["AWS_ACCESS_KEY_ID"], given["AWS_SECRET_ACCESS_KEY"], None)
    found = [Identity(user, user.split(":")[4], own)]
    entered = [made for account in live.accounts if (made := _session(clients, own, entry_role_arn(account)))]
    found += entered
    by_account = {one.account: one for one in entered}
    for arn, caller in live.callers.items():
        within = by_account.get(caller.account)
        if within is not None and ":role/" in arn and "OrganizationAccountAccessRole" not in arn:
            made = _session(clients, within.keys, arn)
            found += [made] if made else []
    return tuple(found)


def _session(clients: Clients, keys: Keys, role: str) -> Identity | None:
    try:
        with closing(clients(keys, "sts", "us-east-1")) as sts:
            given = sts.assume_role(RoleArn=role, RoleSessionName="test")
    except ClientError as error:
        if error.response["Error"]["Code"] != "AccessDenied":
            raise
        return None
    secret = given["Credentials"]
    keys = (secret["AccessKeyId"], secret["SecretAccessKey"], secret["SessionToken"])
    return Identity(given["AssumedRoleUser"]["Arn"], role.split(":")[4], keys)


@dataclass(frozen=True)
class Call:
    """One random call."""

    caller: Identity
    service: str
    operation: str
    region: str
    parameters: Parameters

    def __str__(self) -> str:
        return f"{self.caller.arn} {self.service}.{self.operation} in {self.region} {self.parameters}"


def random_calls(identities: tuple[Identity, ...], live: Snapshot, count: int) -> Iterator[Call]:
    chosen = random.Random(SEED)  # noqa: S311 - the same calls each time
    roles = tuple(arn for arn in live.callers if ":role/" in arn)
    for _ in range(count):
        caller, region = chosen.choice(identities), chosen.choice(REGIONS)
        service = chosen.choice(sorted(OPERATIONS))
        region = "us-east-1" if service in GLOBAL else region
        operation = chosen.choice(sorted(OPERATIONS[service]))
        target = Target(chosen, caller.account, region, roles, tuple(live.resources))
        yield Call(caller, service, operation, region, OPERATIONS[service][operation](target))


def refused(clients: Clients, call: Call) -> bool:
    """Return whether the endpoint refuses the call by policy; other errors come after authorization."""
    with closing(clients(call.caller.keys, call.service, call.region)) as client:
        try:
            getattr(client, xform_name(call.operation))(**call.parameters)
        except ClientError as error:
            return REFUSED in error.response["Error"]["Message"]
    return False


def refused_by_evaluation(evaluator: Evaluator, call: Call) -> bool:
    """Return whether the policies of the snapshot refuse one of the permissions that the call needs."""
    roles = {(one.account, one.name): arn for arn, one in evaluator.snapshot.callers.items()}
    needed = requirements(
        OperationCall(
            service=call.service,
            prefix=rules_of(call.service).prefix or MODELS.get_service_model(call.service).signing_name,
            operation=call.operation,
            parameters=call.parameters,
            account=call.caller.account,
            region=call.region,
            find=lambda kind, name: roles.get((call.caller.account, name)) if kind == "iam:role" else None,
        ),
        REFERENCE,
    )
    keys = {"aws:RequestedRegion": call.region}
    return not all(
        evaluator.decide(call.caller.arn, one.action, one.resource, {**keys, **one.context}).allowed for one in needed
    )


def test_random_calls_are_refused_where_the_evaluation_of_the_live_snapshot_refuses(
    live: Snapshot, identities: tuple[Identity, ...], clients: Clients
) -> None:
    assert len(identities) > 20
    evaluator = Evaluator(live)
    calls = list(random_calls(identities, live, CALLS))
    with ThreadPoolExecutor(THREADS) as pool:
        observed = list(pool.map(partial(refused, clients), calls))
    expected = [refused_by_evaluation(evaluator, call) for call in calls]
    different = [str(call) for call, one, other in zip(calls, observed, expected, strict=True) if one != other]
    assert different[:10] == []
    outcomes = Counter(observed)
    assert min(outcomes[True], outcomes[False]) > CALLS // 10
