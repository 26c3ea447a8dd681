"""The pools of generated requests: principals, actions with their resources, and condition keys with their values.

The pools are small, so that policies and requests often match.
"""

from __future__ import annotations

from typing import NamedTuple

HOME, OTHER, THIRD = "111122223333", "444455556666", "777788889999"


PROVIDER = f"arn:aws:iam::{HOME}:oidc-provider/token.example.com"
"""An identity provider, whose identities may only assume roles."""


class Caller(NamedTuple):
    """A type of principal; `policies` if it may have policies of its own, `session` if it may have a session policy.

    `weight` is its relative frequency: a user and a role session, which every peer supports, are most frequent, and
    types that only one rule is about are rare.
    """

    principal: str | None
    policies: bool = True
    session: bool = False
    weight: int = 4


CALLERS = (
    Caller(f"arn:aws:iam::{HOME}:user/ann", weight=12),
    Caller(f"arn:aws:iam::{HOME}:user/team/bob"),
    Caller(f"arn:aws:iam::{HOME}:role/reader", session=True),
    Caller(f"arn:aws:sts::{HOME}:assumed-role/reader/sue", session=True, weight=12),
    Caller(f"arn:aws:sts::{HOME}:federated-user/fay", session=True, weight=2),
    Caller(f"arn:aws:iam::{HOME}:root", policies=False, weight=1),
    Caller("cloudtrail.amazonaws.com", policies=False),
    Caller(f"arn:aws:iam::{HOME}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", weight=1),
    Caller(f"arn:aws:sts::{HOME}:assumed-role/AWSServiceRoleForECS/ecs", weight=1),
    Caller(None, policies=False),
    Caller(PROVIDER, policies=False, weight=1),
)


class Key(NamedTuple):
    """A condition key, the operator family of its type, and values for requests and for policies."""

    name: str
    family: str
    values: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    multivalued: bool = False


TEAMS = ("blue", "red", "Blue", "b*")
GLOBAL_KEYS = (
    Key(
        "aws:SourceIp", "ip", ("10.1.2.3", "203.0.113.9", "2001:db8::1"), ("10.0.0.0/8", "203.0.113.9", "2001:db8::/32")
    ),
    Key("aws:CurrentTime", "date", ("2026-03-01T12:00:00Z",), ("2026-01-01T00:00:00Z", "2026-06-30", "1772366400")),
    Key("aws:EpochTime", "date", ("1772366400",), ("2026-03-01T12:00:00Z", "1772366400", "1780000000")),
    Key("aws:SecureTransport", "bool", ("true", "false")),
    Key("aws:MultiFactorAuthPresent", "bool", ("true", "false")),
    Key("aws:MultiFactorAuthAge", "numeric", ("300", "3600"), ("300", "900", "300.0")),
    Key("aws:PrincipalTag/team", "string", TEAMS, (*TEAMS, "${aws:ResourceTag/team}")),
    Key(
        "aws:ResourceTag/team", "string", TEAMS, (*TEAMS, "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team, 'red'}")
    ),
    Key("aws:RequestTag/team", "string", TEAMS, TEAMS),
    Key("aws:TagKeys", "string", ("team", "cost", "Team"), ("team", "cost", "t*"), multivalued=True),
    Key("aws:PrincipalOrgID", "string", ("o-abcde12345", "o-zzzzz99999"), ("o-abcde12345",)),
    Key(
        "aws:PrincipalOrgPaths",
        "string",
        ("o-abcde12345/r-ab12/ou-ab12-11111111/", "o-abcde12345/r-ab12/ou-ab12-22222222/"),
        ("o-abcde12345/*", "o-abcde12345/r-ab12/ou-ab12-11111111/*"),
        multivalued=True,
    ),
    Key(
        "aws:PrincipalArn",
        "arn",
        (),
        (f"arn:aws:iam::{HOME}:role/*", f"arn:aws:iam::{HOME}:user/ann", "arn:aws:iam::*:*"),
    ),
    Key("aws:PrincipalAccount", "string", (), (HOME, OTHER)),
    Key("aws:ResourceAccount", "string", (), (HOME, OTHER, "${aws:PrincipalAccount}")),
    Key("aws:RequestedRegion", "string", ("us-east-1", "eu-west-1"), ("us-east-1", "us-*")),
    Key("aws:SourceVpce", "string", ("vpce-0a1b2c3d",), ("vpce-0a1b2c3d", "vpce-*")),
    Key(
        "aws:SourceArn",
        "arn",
        (f"arn:aws:sns:us-east-1:{HOME}:news",),
        (f"arn:aws:sns:*:{HOME}:*", "arn:aws:s3:::data"),
    ),
    Key("aws:CalledVia", "string", ("cloudformation.amazonaws.com", "athena.amazonaws.com"), multivalued=True),
    Key("aws:ViaAWSService", "bool", ("true", "false")),
    Key("aws:UserAgent", "string", ("curl/8", "aws-cli/2"), ("curl*", "aws-cli/?")),
    Key("aws:username", "string", (), ("ann", "a*", "${aws:username}")),
    Key("aws:Referer", "string", ("a*c", "abc", "a?c"), ("a${*}c", "a*c", "a${?}c", "a?c")),
)
MALFORMED = {
    "numeric": ("old", "1e3"),
    "date": ("yesterday",),
    "ip": ("10.0.0.0/33",),
    "bool": ("maybe",),
    "arn": ("role/reader",),
}
"""Values that the operators of a family cannot parse; no page mentions exponents."""


class Action(NamedTuple):
    """An action, its resources (`{owner}` is replaced by the account), and the condition keys of its service."""

    name: str
    resources: tuple[str, ...]
    keys: tuple[Key, ...] = ()
    has_policy: bool = True
    """Whether its resources may have a resource-based policy."""
    weight: int = 4
    """Its relative frequency."""


ACTIONS = (
    Action(
        "s3:GetObject",
        ("arn:aws:s3:::data/reports/1.csv", "arn:aws:s3:::data/ann/notes", "arn:aws:s3:::data/a:b"),
        (Key("s3:ExistingObjectTag/team", "string", TEAMS, TEAMS),),
        weight=8,
    ),
    Action(
        "s3:ListBucket",
        ("arn:aws:s3:::data", "arn:aws:s3:::logs"),
        (
            Key("s3:prefix", "string", ("ann/", "reports/"), ("${aws:username}/", "reports/*", "")),
            Key("s3:max-keys", "numeric", ("10", "1000"), ("10", "100", "10.0")),
        ),
    ),
    Action(
        "s3:PutObject", ("arn:aws:s3:::data/ann/new",), (Key("s3:x-amz-acl", "string", ("private", "public-read")),)
    ),
    Action("sqs:SendMessage", ("arn:aws:sqs:us-east-1:{owner}:jobs",)),
    Action("sns:Publish", ("arn:aws:sns:us-east-1:{owner}:news",)),
    Action("secretsmanager:GetSecretValue", ("arn:aws:secretsmanager:us-east-1:{owner}:secret:db-AbCdEf",)),
    Action("lambda:InvokeFunction", ("arn:aws:lambda:us-east-1:{owner}:function:resize",)),
    Action(
        "dynamodb:GetItem",
        ("arn:aws:dynamodb:us-east-1:{owner}:table/users",),
        (Key("dynamodb:LeadingKeys", "string", ("ann", "bob"), ("${aws:username}", "ann", "b*"), multivalued=True),),
    ),
    Action(
        "kms:Decrypt",
        ("arn:aws:kms:us-east-1:{owner}:key/0a1b2c3d-0000-4000-8000-000000000001",),
        (Key("kms:ViaService", "string", ("s3.us-east-1.amazonaws.com",), ("s3.*.amazonaws.com",)),),
    ),
    Action(
        "iam:PassRole",
        (f"arn:aws:iam::{HOME}:role/app",),
        (Key("iam:PassedToService", "string", ("ecs-tasks.amazonaws.com", "ec2.amazonaws.com")),),
        has_policy=False,
    ),
    Action("ec2:DescribeInstances", ("*",), has_policy=False),
    Action("ec2:TerminateInstances", ("arn:aws:ec2:us-east-1:{owner}:instance/i-0abc",), has_policy=False),
    Action(
        "sts:AssumeRole",
        ("arn:aws:iam::{owner}:role/deployer",),
        (
            Key("sts:ExternalId", "string", ("42", "43")),
            Key("sts:RoleSessionName", "string", ("ann", "sue"), ("${aws:username}", "s*")),
        ),
    ),
    Action("sts:GetCallerIdentity", ("*",), has_policy=False, weight=1),
)
WEB_IDENTITY = Action(
    "sts:AssumeRoleWithWebIdentity",
    ("arn:aws:iam::{owner}:role/deployer",),
    (Key("sts:RoleSessionName", "string", ("ann", "sue"), ("s*",)),),
)
"""Actions of federated identities."""

OPERATORS = {
    "string": (
        *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
        *("StringLike", "StringNotLike"),
    ),
    "numeric": (
        *("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"),
        *("NumericGreaterThan", "NumericGreaterThanEquals"),
    ),
    "date": (
        *("DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals"),
        *("DateGreaterThan", "DateGreaterThanEquals"),
    ),
    "bool": ("Bool",),
    "ip": ("IpAddress", "NotIpAddress"),
    "arn": ("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
}
