"""A snapshot of one account with one role, for access analysis."""

from __future__ import annotations

from typing import Any

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Caller, Node, Snapshot
from sandbox.origin import Origin

ACCOUNT = "111111111111"
READER = f"arn:aws:iam::{ACCOUNT}:role/reader"
ACTIONS = ("iam:CreateRole", "s3:DeleteBucket", "s3:GetObject", "s3:PutObject", "sts:AssumeRole")
EVERYTHING = {"Sid": "Everything", "Effect": "Allow", "Action": "*", "Resource": "*"}


def policy(name: str, *statements: dict[str, Any]) -> Policy:
    origins = tuple(Origin(f"{name}.py", line) for line in range(1, len(statements) + 1))
    return Policy(name, {"Version": "2012-10-17", "Statement": list(statements)}, None, Origin(f"{name}.py"), origins)


def snapshot(
    *identity: dict[str, Any],
    scp: tuple[dict[str, Any], ...] = (EVERYTHING,),
    boundary: tuple[dict[str, Any], ...] = (),
) -> Snapshot:
    caller = Caller(
        READER, ACCOUNT, (policy("identity", *identity),), boundary=policy("boundary", *boundary) if boundary else None
    )
    return Snapshot(
        "test",
        "o-1",
        nodes={
            "r-1": Node("r-1", "Root", None, (policy("scp", *scp),)),
            ACCOUNT: Node(ACCOUNT, "mobile", "r-1", (policy("full", EVERYTHING),)),
        },
        accounts={ACCOUNT: Account(ACCOUNT, "mobile", ACCOUNT)},
        callers={READER: caller},
    )
