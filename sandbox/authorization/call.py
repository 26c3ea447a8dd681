"""One call of an operation, and one permission that it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

type Find = Callable[[str, str], str | None]
"""Return the ARN of a resource that exists, given its type (`iam:role`) and its name; None where there is none."""


def nothing_exists(_type: str, _name: str) -> None:
    """Find nothing: the ARNs are built from the request alone."""


@dataclass(frozen=True, kw_only=True)
class OperationCall:
    """One call of an operation, as boto3 shows it."""

    service: str
    """botocore's name of the service."""
    prefix: str
    """The service's prefix in IAM actions; botocore's signing name, unless AWS uses another."""
    operation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    account: str
    region: str
    partition: str = "aws"
    method: str = "POST"
    path: str = "/"
    headers: Mapping[str, str] = field(default_factory=dict)
    """Name of a member of the request -> the HTTP header or query parameter that carries it."""
    find: Find = nothing_exists


@dataclass(frozen=True)
class Requirement:
    """One permission: an action on a resource, with the condition keys that follow from the request's parameters."""

    action: str
    resource: str = "*"
    context: Mapping[str, object] = field(default_factory=dict)
