"""A snapshot of policies with lists of values, and random edits of them."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sandbox.access.attached_policies import attached_policies
from sandbox.access.remediation.edit import Edit
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Caller, Node, Resource, Snapshot

ONE, TWO = "111111111111", "222222222222"
DEPLOYER, READER, USER = (
    f"arn:aws:iam::{ONE}:role/deployer",
    f"arn:aws:iam::{ONE}:role/reader",
    f"arn:aws:iam::{TWO}:user/u",
)
BUCKET = "arn:aws:s3:::pictures"
ACTIONS = ("ec2:RunInstances", "iam:PassRole", "s3:DeleteObject", "s3:GetObject", "s3:PutObject", "sts:AssumeRole")

_ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_REGIONS = {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1", "eu-west-2"]}}
_LISTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("String", "aws:RequestedRegion"): ("eu-central-1", "eu-west-1", "eu-west-2", "us-east-1", "ap-south-1"),
    ("String", "iam:PassedToService"): ("ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com"),
    ("String", "aws:RequestTag/team"): ("mobile", "data", "mob*", "*a"),
    ("Ip", "aws:SourceIp"): ("10.0.0.0/8", "10.1.0.0/16", "203.0.113.0/24"),
    ("Numeric", "aws:MultiFactorAuthAge"): ("300", "3600"),
    ("ForAll", "aws:TagKeys"): ("team", "cost", "owner"),
}
_OPERATORS = {
    "String": ("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIfExists"),
    "Ip": ("IpAddress", "NotIpAddress"),
    "Numeric": ("NumericLessThan", "NumericGreaterThanEquals", "NumericEquals", "NumericLessThanIfExists"),
    "ForAll": ("ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals"),
}
_ROLES = f"arn:aws:iam::{ONE}:role/*"
_RESOURCES = ("*", f"{BUCKET}/*", f"{BUCKET}/private/*", "arn:aws:s3:::*/private/*", _ROLES, BUCKET)
_COVERING = ("*", "s3:*", "s3:GetObject", "s3:*Object", "iam:PassRole", "ec2:*", "sts:AssumeRole")

_OBJECTS = (f"{BUCKET}/x", f"{BUCKET}/private/x", "arn:aws:s3:::other/private/x", BUCKET)
_GRID: Mapping[str, tuple[str | tuple[str, ...] | None, ...]] = {
    "aws:requestedregion": ("eu-central-1", "eu-west-1", "eu-west-2", "us-east-1", "ap-south-1", "sa-east-1"),
    "iam:passedtoservice": (None, "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com", "x"),
    "aws:requesttag/team": (None, "mobile", "data", "mob", "alpha", "moba", "x"),
    "aws:sourceip": (None, "10.1.0.1", "10.2.0.1", "203.0.113.9", "198.51.100.1"),
    "aws:multifactorauthage": (None, "299", "300", "301", "3600", "3601"),
    "aws:tagkeys": (None, "team", "cost", ("team", "cost"), "x", ("team", "x"), ("owner", "team", "cost")),
}


def base() -> Snapshot:
    """Return the snapshot before an edit."""
    lock = {"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*", "Condition": _REGIONS}
    passing = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": _ROLES}
    passing["Condition"] = {"StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com"]}}  # type: ignore[assignment]
    office = {"Effect": "Deny", "Action": ["s3:*Object"], "Resource": f"{BUCKET}/private/*"}
    office["Condition"] = {"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"]}}  # type: ignore[assignment]
    tags = {
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "cost"]},
        "StringLike": {"aws:RequestTag/team": "mob*"},
    }
    deployer = (
        _policy("deployer", {"Effect": "Allow", "Action": ["ec2:*", "s3:*"], "Resource": "*"}, passing, office),
        _policy("tagging", {"Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": tags}),
    )
    recent = {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}
    recent["Condition"] = {"NumericGreaterThanEquals": {"aws:MultiFactorAuthAge": "3600"}}  # type: ignore[assignment]
    boundary = _policy("boundary", _ALL, recent)
    reading = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": [f"{BUCKET}/*", "arn:aws:s3:::other/private/*"]}
    bucket = {"Effect": "Allow", "Principal": {"AWS": [TWO]}, "Action": ["s3:GetObject"], "Resource": f"{BUCKET}/*"}
    trust = {"Effect": "Allow", "Principal": {"AWS": [ONE]}, "Action": "sts:AssumeRole"}
    callers = (
        Caller(DEPLOYER, ONE, deployer, boundary=boundary),
        Caller(READER, ONE, (_policy("reader", reading),), trust=_policy("trust", trust)),
        Caller(USER, TWO, (_policy("user", {"Effect": "Allow", "Action": "*", "Resource": "*"}),)),
    )
    nodes = {"r-1": Node("r-1", "Root", None, (_policy("full", _ALL), _policy("lock", lock)))}
    nodes |= {account: Node(account, account, "r-1", (_policy("full", _ALL),)) for account in (ONE, TWO)}
    return Snapshot(
        "random",
        "o-1",
        nodes,
        {account: Account(account, account, account) for account in (ONE, TWO)},
        {caller.arn: caller for caller in callers},
        {BUCKET: Resource(BUCKET, ONE, _policy("bucket", bucket))},
        home_region="eu-central-1",
    )


def edited(snapshot: Snapshot, rng: random.Random) -> Snapshot:
    """Return the snapshot after a random edit of one policy."""
    policy = rng.choice(list(attached_policies(snapshot)))
    document = copy.deepcopy(policy.document)
    assert isinstance(document, dict)
    _edit(document["Statement"], rng, trust=policy.name == "trust")
    return Edit(policy, replace(policy, document=document), "", None, 1).applied(snapshot)


def resources(action: str) -> tuple[str, ...]:
    """Return the resources on which an action is enumerated."""
    return ("*", *_OBJECTS) if action.startswith("s3:") else ("*", f"arn:aws:iam::{ONE}:role/app", READER)


def grid(action: str, rng: random.Random, count: int) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield contexts: each key alone with each of its values, and random combinations."""
    elsewhere = {"iam:passedtoservice"} if action != "iam:PassRole" else {"aws:requestedregion"}  # IAM has one Region
    keys = [key for key in _GRID if key not in elsewhere]
    chosen: list[dict[str, str | tuple[str, ...] | None]] = [{}]
    chosen += [{key: value} for key in keys for value in _GRID[key]]
    chosen += [{key: rng.choice(_GRID[key]) for key in keys if rng.random() < 0.7} for _ in range(count)]
    for context in chosen:
        named = context.get("aws:tagkeys")
        if named and context.get("aws:requesttag/team") and "team" not in named:
            continue
        yield {k: (v,) if isinstance(v, str) else v for k, v in context.items() if v is not None}


def _policy(name: str, *statements: Mapping[str, Any]) -> Policy:
    return Policy(name, {"Version": "2012-10-17", "Statement": list(statements)})


def _edit(statements: list[dict[str, Any]], rng: random.Random, *, trust: bool) -> None:
    for _ in range(rng.choice((1, 1, 1, 2))):
        statement = rng.choice(statements)
        match rng.choice(("list", "list", "condition", "condition", "operator", "action", "resource", "statement")):
            case "list" if statement.get("Condition"):
                keys = rng.choice(list(statement["Condition"].values()))
                key = rng.choice(list(keys))
                keys[key] = _changed_list(keys[key], _pool(key), rng)
            case "operator" if statement.get("Condition"):
                operator, keys = rng.choice(list(statement["Condition"].items()))
                family = next(family for (family, known) in _LISTS if known in keys)
                del statement["Condition"][operator]
                statement["Condition"][rng.choice(_OPERATORS[family])] = keys
            case "condition":
                (family, key), values = rng.choice(list(_LISTS.items()))
                kept = statement.get("Condition", {}) if rng.random() < 0.5 else {}
                added = {rng.choice(_OPERATORS[family]): {key: rng.sample(values, rng.randint(1, len(values)))}}
                statement["Condition"] = {**kept, **added}
            case "action":
                element = "NotAction" if "NotAction" in statement else "Action"
                statement[element] = _changed_list(statement[element], _COVERING, rng)
            case "resource" if not trust:
                statement["Resource"] = _changed_list(statement["Resource"], _RESOURCES, rng)
            case _ if rng.random() < 0.5 and len(statements) > 1:
                statements.remove(statement)
            case _:
                statements.append({**copy.deepcopy(statement), "Effect": rng.choice(("Allow", "Deny"))})


def _pool(key: str) -> tuple[str, ...]:
    return next(values for (_, known), values in _LISTS.items() if known == key)


def _changed_list(listed: object, pool: tuple[str, ...], rng: random.Random) -> list[str]:
    """Return the list without a value, with another one, or with one replaced."""
    values = [str(value) for value in listed] if isinstance(listed, list) else [str(listed)]
    verb = rng.choice(("remove", "add", "replace"))
    if verb != "add" and (len(values) > 1 or verb == "replace"):
        values.remove(rng.choice(values))
    if verb != "remove" or not values:
        values.append(rng.choice(pool))
    return list(dict.fromkeys(values))
