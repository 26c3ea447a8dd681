"""Resources of generated statements: the ARN of a recorded request as a pattern.

Reference: IAM user guide, reference_policies_elements_resource and reference_policies_variables ("Special characters").
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache

from sandbox.iam.document import Kind
from sandbox.iam.document_check import check_document
from sandbox.iam.glob import matcher, parse_glob

_OBJECT = re.compile(r"(arn:[^:]+:s3:::[^/]+/|arn:[^:]+:s3:[^:]*:[^:]*:accesspoint/[^/]+/object/)(.+)", re.DOTALL)
"""A bucket or access point, and the key of an object."""
_ANY_KEY = "*"
_ID = re.compile(r"(?<=/)([a-z]+(?:-[a-z]+)*-)(?:[0-9a-f]{17}|[0-9a-f]{8})(?=/|$)")
"""Ids as EC2 makes them, of 17 hexadecimal digits or of 8."""
_UUID = re.compile(r"(?<![A-Za-z0-9])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9])")
_SECRET = re.compile(r"(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:.+-)[A-Za-z0-9]{6}")
_CHECKED = 16_384
"""Resources whose check is kept: those of a whole recording."""
_SPECIAL = re.compile(r"[*?]|[$](?={)")


def exact(resource: str) -> str:
    """Return the pattern that matches the resource of a request and nothing else.

    A wildcard in the ARN of a request stands for what the call creates or does not name (`instance/*`), and stays. In
    the key of an S3 object every character is itself.

    Example:
        >>> exact("arn:aws:s3:::reports/what?.txt")
        'arn:aws:s3:::reports/what${?}.txt'

    """
    found = _OBJECT.fullmatch(resource)
    if found and found[2] != _ANY_KEY:
        return f"{found[1]}{_SPECIAL.sub(_escaped, found[2])}"
    return resource.replace("${", "${$}{")


@lru_cache(maxsize=_CHECKED)
def is_valid(resource: str) -> bool:
    """Return whether IAM saves a policy with the resource of a request."""
    statement = {"Effect": "Allow", "Action": "*", "Resource": exact(resource)}
    return check_document(json.dumps({"Version": "2012-10-17", "Statement": statement}), Kind.IDENTITY) is None


def generalized(resource: str) -> str:
    """Return a pattern without what is random in an ARN.

    Ids as EC2 makes them and UUIDs become `*`, the six characters after the name of a secret `??????`, and the name of
    an S3 object `*` within its folder.

    Example:
        >>> generalized("arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0")
        'arn:aws:ec2:us-east-1:111122223333:instance/i-*'

    """
    if _OBJECT.fullmatch(resource):
        return f"{exact(resource).rpartition('/')[0]}/*"
    found = _SECRET.fullmatch(resource)
    if found:
        return f"{exact(found[1])}??????"
    return _UUID.sub("*", _ID.sub(r"\1*", exact(resource)))


def without_covered(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns, sorted, without those that another one covers.

    Example:
        >>> without_covered(["arn:aws:sqs:us-east-1:111122223333:a", "*"])
        ('*',)

    """
    found = sorted(set(patterns))
    if "*" in found:
        return ("*",)
    wide = [pattern for pattern in found if ("*" in pattern or "?" in pattern) and "${" not in pattern]
    covers = [(pattern, matcher((parse_glob(pattern),))) for pattern in wide]
    return tuple(one for one in found if not any(one != wider and matches(one) for wider, matches in covers))


def _escaped(special: re.Match[str]) -> str:
    return f"${{{special[0]}}}"
