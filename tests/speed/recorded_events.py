"""Recorded events of an organization at work, as many as wanted, in files as a trail delivers them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node
from tests.sandbox.rehearsal.recorded import FULL, allow, deny, document, event, role_identity, write

ACCOUNTS = 40
ROLES = 12
"""Roles of an account."""
PER_FILE = 5_000
"""Events of a file; a busy account's file of five minutes holds some thousands."""
REGIONS = ("eu-west-1", "us-east-1", "us-west-2")
_UNIT = 5
"""Accounts of a unit."""


def account_id(number: int) -> str:
    return str(100_000_000_000 + number)


def role_arn(account: str, number: int) -> str:
    return f"arn:aws:iam::{account}:role/jobs/role-{number}"


def large_organization() -> Snapshot:
    """Return an organization with SCPs at three levels, and roles with boundaries."""
    regions = deny("*", Condition={"StringNotEquals": {"aws:RequestedRegion": list(REGIONS)}})
    perimeter = deny(
        "s3:*",
        Principal="*",
        Condition={
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"},
            "Bool": {"aws:PrincipalIsAWSService": "false"},
        },
    )
    nodes = {
        "r": Node(
            "r", "Root", None, (FULL, Policy("regions", document(regions))), (Policy("perimeter", document(perimeter)),)
        )
    }
    accounts, callers = {}, {}
    boundary = Policy("most", document(allow("*"), deny("iam:CreateUser", "organizations:*")))
    own = Policy(
        "own", document(allow("s3:*", "dynamodb:*", "ec2:*"), allow("kms:*", "sts:*", "lambda:*", "logs:*", "sqs:*"))
    )
    for number in range(ACCOUNTS):
        unit, account = f"ou-{number // _UNIT}", account_id(number)
        rail = Policy(f"rail-{number // _UNIT}", document(deny("ec2:DeleteVpc", "kms:ScheduleKeyDeletion")))
        nodes[unit] = Node(unit, unit, "r", (FULL, rail))
        nodes[account] = Node(account, account, unit, (FULL,))
        accounts[account] = Account(account, f"account-{number}", account)
        for role in range(ROLES):
            arn = role_arn(account, role)
            callers[arn] = Caller(arn, account, (own,), boundary, tags={"team": f"team-{role % 4}"})
    return Snapshot("generated", "o-1", nodes=nodes, accounts=accounts, callers=callers)


STRICTER = document(
    deny("s3:GetObject", resource="arn:aws:s3:::data-7-*/*"),
    deny("kms:Decrypt", Condition={"StringNotEquals": {"aws:PrincipalTag/team": ["team-0", "team-1", "team-2"]}}),
    deny("dynamodb:Scan", Condition={"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.0.2.0/24"]}}),
)
"""A new version of one unit's SCP."""


def write_events(folder: Path, count: int) -> list[Path]:
    """Write events of a mixture of calls: objects, items, keys and sessions differ from event to event."""
    chance = random.Random(9)  # noqa: S311 - the same events in every run
    files = []
    for start in range(0, count, PER_FILE):
        size = min(PER_FILE, count - start)
        account = account_id(start // PER_FILE * 7 % ACCOUNTS)
        region = chance.choice(REGIONS)
        place = folder / "AWSLogs" / account / "CloudTrail" / region / "2026" / "11" / "30"
        name = f"{account}_CloudTrail_{region}_20261130T{start // PER_FILE:06d}Z.json.gz"
        files.append(write(place / name, [_event(chance, account, region, start + n) for n in range(size)]))
    return files


def _event(chance: random.Random, account: str, region: str, number: int) -> dict[str, Any]:
    role = chance.randrange(ROLES)
    identity = role_identity()
    session = f"arn:aws:sts::{account}:assumed-role/role-{role}/i-{chance.randrange(200):017x}"
    identity |= {"arn": session, "accountId": account}
    identity["sessionContext"]["sessionIssuer"] |= {
        "arn": role_arn(account, role),
        "accountId": account,
        "userName": f"role-{role}",
    }
    source, name, parameters, resources = chance.choice(_CALLS)(chance, account, region, number)
    return event(
        source,
        name,
        parameters,
        userIdentity=identity,
        awsRegion=region,
        recipientAccountId=account,
        resources=resources,
        sourceIPAddress=f"192.0.{chance.choice((2, 3))}.{chance.randrange(250)}",
        eventTime=f"2026-11-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:00Z",
        eventID=f"{number:08x}-1111-4222-8333-444455556666",
    )


def _object(chance: random.Random, account: str, region: str, number: int) -> tuple[str, str, Any, Any]:
    bucket, key = f"data-{chance.randrange(50)}-{account}", f"2026/11/{number:08x}.parquet"
    arn = f"arn:aws:s3:::{bucket}"
    resources = [
        {"type": "AWS::S3::Object", "ARN": f"{arn}/{key}"},
        {"accountId": account, "type": "AWS::S3::Bucket", "ARN": arn},
    ]
    parameters = {"bucketName": bucket, "Host": f"{bucket}.s3.{region}.amazonaws.com", "key": key}
    return "s3", chance.choice(("GetObject", "PutObject", "HeadObject")), parameters, resources


def _item(chance: random.Random, account: str, region: str, number: int) -> tuple[str, str, Any, Any]:
    table = f"orders-{chance.randrange(8)}"
    arn = f"arn:aws:dynamodb:{region}:{account}:table/{table}"
    parameters = {"tableName": table, "key": {"id": str(number)}}
    return (
        "dynamodb",
        chance.choice(("GetItem", "Scan")),
        parameters,
        [{"accountId": account, "type": "AWS::DynamoDB::Table", "ARN": arn}],
    )


def _key(chance: random.Random, account: str, region: str, number: int) -> tuple[str, str, Any, Any]:
    arn = f"arn:aws:kms:{region}:{account}:key/{chance.randrange(20):08x}-1111-4222-8333-444455556666"
    parameters = {"encryptionContext": {"aws:s3:arn": f"arn:aws:s3:::data/{number % 5000}"}, "keyId": arn}
    return "kms", "Decrypt", parameters, [{"accountId": account, "type": "AWS::KMS::Key", "ARN": arn}]


def _session(chance: random.Random, account: str, region: str, number: int) -> tuple[str, str, Any, Any]:
    del region
    arn = role_arn(account, chance.randrange(ROLES))
    parameters = {"roleArn": arn, "roleSessionName": f"session-{number % 20_000}"}
    return "sts", "AssumeRole", parameters, [{"ARN": arn, "accountId": account, "type": "AWS::IAM::Role"}]


def _instances(chance: random.Random, account: str, region: str, number: int) -> tuple[str, str, Any, Any]:
    del account, region
    ids = [{"instanceId": f"i-{chance.randrange(500):017x}"} for _ in range(1 + number % 3)]
    return "ec2", chance.choice(("DescribeInstances", "StopInstances")), {"instancesSet": {"items": ids}}, None


def _function(chance: random.Random, account: str, region: str, number: int) -> tuple[str, str, Any, Any]:
    del account, region, number
    parameters = {"functionName": f"worker-{chance.randrange(30)}"}
    return "lambda", chance.choice(("GetFunction20150331v2", "ListVersionsByFunction20150331")), parameters, None


_CALLS = (_object, _object, _object, _item, _key, _session, _instances, _function)
