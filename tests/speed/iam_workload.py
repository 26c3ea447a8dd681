"""The policy benchmark's workload: 1 role, 5 policies of 10 statements, boundary, 2 levels of SCPs, 1,000 requests."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

SERVICES = ("s3", "ec2", "iam", "sqs", "sns", "kms", "lambda", "logs", "dynamodb", "rds")
VERBS = ("Get", "List", "Describe", "Put", "Create", "Delete", "Update")
NOUNS = ("Thing0", "Thing1", "Object", "Item", "Role")
ACCOUNT = "111122223333"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/developer/ann"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/developer"
DENIED = ((1, 3), (3, 7), (4, 2))
"""Policy and statement indexes of the Deny statements."""
OWNED, ADDRESSED = 4, 6
"""Indexes of the statements that compare tags by a policy variable, and that require address and TLS."""


@dataclass(frozen=True)
class Workload:
    """Plain documents and requests for any evaluator."""

    identity: list[Any]
    boundary: Any
    scps: list[list[Any]]
    requests: list[tuple[str, str, dict[str, str]]]
    """Action, resource and context."""


def workload(seed: int = 7) -> Workload:
    """Return the workload of a seed."""
    rng = random.Random(seed)  # noqa: S311 - the same one every time is the point
    identity = [document(*(_statement(rng, policy, n) for n in range(10))) for policy in range(5)]
    return Workload(identity, BOUNDARY, [[FULL, BASELINE], [FULL, REGIONS]], [_request(rng) for _ in range(1000)])


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _statement(rng: random.Random, policy: int, n: int) -> dict[str, Any]:
    service = SERVICES[n]
    made: dict[str, Any] = {
        "Sid": f"P{policy}S{n}",
        "Effect": "Deny" if (policy, n) in DENIED else "Allow",
        "Action": [
            *(f"{service}:{verb}*" for verb in rng.sample(VERBS, 3)),
            f"{service}:{rng.choice(VERBS)}Thing{policy}",
        ],
        "Resource": [
            f"arn:aws:{service}:us-east-1:{ACCOUNT}:app-{policy}/*",
            f"arn:aws:{service}:*:{ACCOUNT}:shared/{n}*",
        ]
        if n % 3
        else "*",
    }
    if n % 2:
        made["Condition"] = {"StringEquals": {"aws:PrincipalTag/team": ["mobile", "data"]}}
    if n == OWNED:
        made["Condition"] = {"StringLike": {"aws:ResourceTag/owner": "${aws:PrincipalTag/team}*"}}
    if n == ADDRESSED:
        ranges = ["10.0.0.0/8", "203.0.113.0/24"]
        made["Condition"] = {"IpAddress": {"aws:SourceIp": ranges}, "Bool": {"aws:SecureTransport": "true"}}
    return made


def _request(rng: random.Random) -> tuple[str, str, dict[str, str]]:
    service = rng.choice(SERVICES)
    arn = f"arn:aws:{service}:us-east-1:{ACCOUNT}"
    resource = rng.choice(["*", f"{arn}:app-{rng.randrange(5)}/x", f"{arn}:shared/{rng.randrange(10)}a"])
    context = {
        "aws:PrincipalTag/team": rng.choice(["mobile", "ops"]),
        "aws:RequestedRegion": rng.choice(["us-east-1", "us-east-1", "us-west-2", "eu-west-1"]),
        "aws:SourceIp": rng.choice(["10.1.2.3", "198.51.100.4"]),
        "aws:SecureTransport": "true",
        "aws:ResourceTag/owner": rng.choice(["mobile-1", "x"]),
    }
    return f"{service}:{rng.choice(VERBS)}{rng.choice(NOUNS)}", resource, context


FULL = document({"Effect": "Allow", "Action": "*", "Resource": "*"})
BOUNDARY = document(
    {"Effect": "Allow", "Action": "*", "Resource": "*"},
    {
        "Effect": "Deny",
        "Action": ["iam:*", "organizations:*"],
        "Resource": "*",
        "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/boundary"}},
    },
)
BASELINE = document(
    {
        "Effect": "Deny",
        "Action": ["cloudtrail:Stop*", "cloudtrail:Delete*", "organizations:LeaveOrganization"],
        "Resource": "*",
    },
    {
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}},
    },
)
REGIONS = document(
    {
        "Effect": "Deny",
        "NotAction": ["iam:*", "organizations:*", "sts:*"],
        "Resource": "*",
        "Condition": {
            "StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "us-west-2"]},
            "ArnNotLike": {
                "aws:PrincipalArn": [
                    "arn:aws:iam::*:role/OrganizationAccountAccessRole",
                    "arn:aws:iam::*:role/break-glass*",
                ]
            },
        },
    },
)
