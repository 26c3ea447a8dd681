"""Whether S3 classifies a bucket policy as public.

Reference: S3 user guide, access-control-block-public-access ("The meaning of public").
"""

from __future__ import annotations

import ipaddress

from sandbox.iam.conditions import Condition
from sandbox.iam.document import Kind
from sandbox.iam.document_text import parsed_document
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.statement import Statement

_FIXING_KEYS = frozenset(
    (
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourcearn",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:sourceowner",
        "aws:sourceaccount",
        "aws:userid",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "s3:dataaccesspointarn",
        "s3:dataaccesspointaccount",
    )
)
_POSITIVE = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress")
_BROADEST = {4: 8, 6: 32}
"""IP version -> the shortest prefix that S3 takes as a fixed value: a broader range is public."""


def is_public(statements: tuple[Statement, ...]) -> bool:
    """Return whether S3 classifies a bucket policy as public: a statement grants to values that are not fixed."""
    return any(not statement.deny and _grants_to_the_public(statement) for statement in statements)


def is_public_policy(text: str) -> bool:
    """Return whether S3 classifies a bucket policy, given as JSON, as public."""
    return is_public(PolicySet.of([parsed_document(text)], Kind.RESOURCE).statements)


def _grants_to_the_public(statement: Statement) -> bool:
    named = statement.principals
    if named is not None and not statement.not_principal and not named.everyone and not named.web_identity:
        return False
    return not any(_fixes(condition) for condition in statement.conditions)


def _fixes(condition: Condition) -> bool:
    if condition.operator.removeprefix("ForAnyValue:") not in _POSITIVE:
        return False
    key = condition.key.lower()
    if key == "aws:sourceip":
        return all(_is_narrow(value) for value in condition.wanted)
    if key == "s3:dataaccesspointarn":
        return all("*" not in value.partition(":accesspoint/")[0] for value in condition.wanted)
    return key in _FIXING_KEYS and not any(sign in value for value in condition.wanted for sign in ("*", "?", "${"))


def _is_narrow(value: str) -> bool:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= _BROADEST[network.version]
