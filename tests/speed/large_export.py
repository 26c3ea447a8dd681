"""An export of an organization of any size: accounts in units, roles with boundaries and trusts, SCPs, buckets."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox.snapshot import exported

_SERVICES = ("s3", "sqs", "sns", "dynamodb", "lambda", "ec2", "kms", "logs", "ecs", "rds")
_MANAGED = ("ReadOnlyAccess", "PowerUserAccess", "IAMFullAccess", "AmazonSSMFullAccess", "SecurityAudit")
_SCP, _RCP = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
_UNITS = 10
_FULL = {"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "AwsManaged": True}
_ALLOW = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def write_large_export(folder: Path, accounts: int, roles: int, seed: int = 7) -> None:
    """Write the files of an organization, as the AWS CLI prints them.

    Args:
        folder: Where to write them.
        accounts: The number of accounts.
        roles: The number of roles of each account.
        seed: Of the random parts of the policies.

    """
    rng = random.Random(seed)  # noqa: S311 - the same export every time
    ids = [f"{100000000000 + n}" for n in range(accounts)]
    files: dict[str, Any] = dict(_organization(ids))
    for account in ids:
        files |= dict(_account(account, ids, roles, rng))
    exported.write(files, folder)


def _document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _organization(ids: list[str]) -> Iterator[tuple[str, Any]]:
    yield "organization/describe-organization.json", {"Organization": {"Id": "o-large", "MasterAccountId": ids[0]}}
    types = [{"Type": kind, "Status": "ENABLED"} for kind in (_SCP, _RCP)]
    yield "organization/list-roots.json", {"Roots": [{"Id": "r-1", "Name": "Root", "PolicyTypes": types}]}
    units = [f"ou-{n}" for n in range(_UNITS)]
    yield "organization/units-of-r-1.json", {"OrganizationalUnits": [{"Id": unit, "Name": unit} for unit in units]}
    yield "organization/accounts-of-r-1.json", {"Accounts": []}
    for place, unit in enumerate(units):
        owned = [{"Id": i, "Name": f"account-{i}", "Status": "ACTIVE"} for i in ids[place::_UNITS]]
        yield f"organization/units-of-{unit}.json", {"OrganizationalUnits": []}
        yield f"organization/accounts-of-{unit}.json", {"Accounts": owned}
    regions = {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "us-east-1"]}}
    lock = {"Sid": "Regions", "Effect": "Deny", "NotAction": ["iam:*", "sts:*", "organizations:*"], "Resource": "*"}
    protection = {
        "Sid": "Protection",
        "Effect": "Deny",
        "Action": ["cloudtrail:Stop*", "s3:DeleteBucket"],
        "Resource": "*",
    }
    exempt = {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ops/role-1"}}
    policies = {
        "p-regions": _document(lock | {"Condition": regions}),
        "p-protection": _document(protection | {"Condition": exempt}),
    }
    for identity, document in policies.items():
        summary = {"Id": identity, "Name": identity.removeprefix("p-"), "Arn": f"arn:aws:organizations::x:{identity}"}
        described = {"PolicySummary": summary, "Content": json.dumps(document)}
        yield f"organization/policy-{identity}.json", {"Policy": described}
    attached = {"r-1": ["p-regions"], **{unit: ["p-protection"] for unit in units[::2]}}
    for target in ("r-1", *units, *ids):
        own = [{"Id": identity, "Name": identity} for identity in attached.get(target, ())]
        yield f"organization/policies-of-{target}-{_SCP}.json", {"Policies": [_FULL, *own]}
        full = {"Id": "p-RCPFullAWSAccess", "Name": "RCPFullAWSAccess", "AwsManaged": True}
        yield f"organization/policies-of-{target}-{_RCP}.json", {"Policies": [full]}


def _account(account: str, ids: list[str], roles: int, rng: random.Random) -> Iterator[tuple[str, Any]]:
    boundary = f"arn:aws:iam::{account}:policy/boundary"
    limit = _document(_ALLOW, {"Effect": "Deny", "Action": ["organizations:*", "account:*"], "Resource": "*"})
    versions = [{"VersionId": "v1", "IsDefaultVersion": True, "Document": limit}]
    details = {
        "UserDetailList": [],
        "GroupDetailList": [],
        "RoleDetailList": [_role(account, n, ids, boundary, rng) for n in range(roles)],
        "Policies": [{"PolicyName": "boundary", "Arn": boundary, "PolicyVersionList": versions}],
    }
    yield f"accounts/{account}/authorization-details.json", details
    for n in range(3):
        bucket = f"arn:aws:s3:::{account}-data-{n}"
        reader = {"AWS": f"arn:aws:iam::{rng.choice(ids)}:role/app/role-{rng.randrange(roles)}"}
        reading = {"Effect": "Allow", "Principal": reader, "Action": "s3:GetObject", "Resource": f"{bucket}/*"}
        secure: dict[str, Any] = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"{bucket}/*"}
        secure["Condition"] = {"Bool": {"aws:SecureTransport": "false"}}
        answer = {"Policy": json.dumps(_document(reading, secure))}
        yield f"accounts/{account}/bucket-{account}-data-{n}.json", answer


def _role(account: str, n: int, ids: list[str], boundary: str, rng: random.Random) -> dict[str, Any]:
    path = ("/app/", "/ops/", "/")[n % 3]
    service = rng.choice(_SERVICES)
    own = {
        "Effect": "Allow",
        "Action": [f"{service}:Get*", f"{service}:Put*", f"{rng.choice(_SERVICES)}:*"],
        "Resource": [f"arn:aws:{service}:*:{account}:app-{n}*", f"arn:aws:s3:::{account}-data-{n % 3}/*"],
    }
    assume = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": f"arn:aws:iam::*:role/app/role-{n}"}
    tagged: dict[str, Any] = {"Effect": "Deny", "Action": f"{service}:Delete*", "Resource": "*"}
    tagged["Condition"] = {"StringNotEquals": {"aws:ResourceTag/team": ["mobile", "data"]}}
    trusted = rng.choice([f"arn:aws:iam::{rng.choice(ids)}:root", account, f"arn:aws:iam::{account}:role/role-2"])
    trust = {"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": "sts:AssumeRole"}
    described = {
        "RoleName": f"role-{n}",
        "RoleId": f"AROA{account}{n:05}",
        "Arn": f"arn:aws:iam::{account}:role{path}role-{n}",
        "AssumeRolePolicyDocument": _document(trust),
        "RolePolicyList": [{"PolicyName": f"own-{n}", "PolicyDocument": _document(own, assume, tagged)}],
        "AttachedManagedPolicies": [],
        "Tags": [{"Key": "team", "Value": rng.choice(("mobile", "data"))}],
    }
    if n % 2:
        name = _MANAGED[n % len(_MANAGED)]
        described["AttachedManagedPolicies"] = [{"PolicyArn": f"arn:aws:iam::aws:policy/{name}", "PolicyName": name}]
    if n % 4:
        described["PermissionsBoundary"] = {"PermissionsBoundaryArn": boundary}
    return described
