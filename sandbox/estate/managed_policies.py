"""The policies that AWS manages: how an estate names them, and which there are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sandbox import facts

PREFIX = "arn:aws:iam::aws:policy/"
"""Start of their ARNs."""

SERVICES_OWN = "aws-service-role/"
"""Path of those that AWS services attach to service-linked roles; no other role can have them.
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"""

_DATE = "# As of "


def arn(policy: str) -> str:
    """Return the ARN of a policy that AWS manages.

    Args:
        policy: Path and name of the policy, or its ARN.

    Returns:
        The ARN; the policy need not be in the table.

    Example:
        >>> managed_policy_arn("job-function/ViewOnlyAccess")
        'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'

    """
    return f"{PREFIX}{name(policy)}"


def name(policy: str) -> str:
    """Return path and name of a policy that AWS manages.

    Args:
        policy: Path and name of the policy, or its ARN.

    Returns:
        Path and name, as an estate file has them.

    Example:
        >>> managed_policy_name("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess")
        'job-function/ViewOnlyAccess'

    """
    return policy.removeprefix(PREFIX)


def known() -> frozenset[str]:
    """Return paths and names of all that there were on the table's date."""
    return frozenset(line for line in _table() if not line.startswith("#"))


def as_of() -> str:
    """Return the table's date, as ISO 8601 writes it."""
    return next(line for line in _table() if line.startswith(_DATE)).removeprefix(_DATE).rstrip(".")


@cache
def _table() -> tuple[str, ...]:
    return tuple(files(facts).joinpath("managed_policies.txt").read_text("utf-8").splitlines())
