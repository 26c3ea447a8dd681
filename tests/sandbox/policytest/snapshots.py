"""A snapshot of two accounts with one role each."""

from __future__ import annotations

from typing import Any

from sandbox.iam import Origin, Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node, Resource

MOBILE, DATA = "111122223333", "444455556666"
LIMIT = f"arn:aws:iam::{MOBILE}:policy/boundary"
BUCKET = "arn:aws:s3:::gilt-data"


def policy(name: str, *statements: dict[str, Any], arn: str | None = None) -> Policy:
    origins = tuple(Origin("accounts/program.py", 10 * n) for n in range(1, len(statements) + 1))
    return Policy(name, {"Version": "2012-10-17", "Statement": list(statements)}, arn, origins[0], origins)


def statement(effect: str, action: str | list[str], **more: Any) -> dict[str, Any]:
    return {"Sid": f"{effect}It", "Effect": effect, "Action": action, "Resource": "*", **more}


FULL = Policy("FullAWSAccess", {"Version": "2012-10-17", "Statement": [statement("Allow", "*")]})
WITHOUT_BOUNDARY = {"StringNotEquals": {"iam:PermissionsBoundary": LIMIT}}
BOUNDARY_REQUIRED = [
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:PutRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
]
"""Actions that a complete boundary denies unless the request sets that boundary."""
ALWAYS_DENIED = [
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
]
"""Actions that a complete boundary denies."""


def small(*limits: dict[str, Any]) -> Snapshot:
    """Return a snapshot with mobile/deployer under a boundary of these statements, and data/reader without one."""
    boundary = policy("boundary", statement("Allow", "*"), *limits, arn=LIMIT)
    deployer = Caller(f"arn:aws:iam::{MOBILE}:role/deployer", MOBILE, identity=(FULL,), boundary=boundary)
    reads = policy("reads", statement("Allow", ["s3:GetObject", "ec2:DescribeVpcs"]))
    reader = Caller(f"arn:aws:iam::{DATA}:role/reader", DATA, identity=(reads,))
    return Snapshot(
        source="test",
        organization="o-gilt",
        nodes={
            "r-1": Node("r-1", "Root", None, scps=(FULL,)),
            "ou-1": Node("ou-1", "departments", "r-1", scps=(FULL,)),
            "ou-2": Node("ou-2", "empty", "r-1", scps=(FULL,)),
            MOBILE: Node(MOBILE, "mobile", "ou-1", scps=(FULL,)),
            DATA: Node(DATA, "data", "ou-1", scps=(FULL,)),
        },
        accounts={MOBILE: Account(MOBILE, "mobile", MOBILE), DATA: Account(DATA, "data", DATA)},
        callers={deployer.arn: deployer, reader.arn: reader},
        resources={BUCKET: Resource(BUCKET, DATA)},
    )
