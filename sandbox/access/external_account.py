"""An account outside the organization: a user there with full access, and roles there that anyone may assume.

What its principals may do with the organization's resources is what the resources' own side allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller

ACCOUNT = "999999999999"
ARN = f"arn:aws:iam::{ACCOUNT}:user/external"
_FULL_ACCESS = Policy(
    "full access", {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
_TRUST = Policy(
    "trust of an external role",
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    },
)
_USER = Caller(ARN, ACCOUNT, identity=(_FULL_ACCESS,))


def with_external_account(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the external account, its user and its roles.

    It has a role of each name that a role of the snapshot has, because a policy may name roles of any account.
    """
    roles = {role.arn: role for role in _roles(snapshot)}
    extended = with_external_user(snapshot)
    return replace(extended, callers={**extended.callers, **roles})


def with_external_user(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the external account and its user alone."""
    return replace(
        snapshot,
        accounts={**snapshot.accounts, ACCOUNT: Account(ACCOUNT, "external")},
        callers={**snapshot.callers, ARN: _USER},
    )


def _roles(snapshot: Snapshot) -> Iterator[Caller]:
    """Yield a role for each name; a role's path is part of its name."""
    for arn in snapshot.callers:
        _, found, name = arn.partition(":role/")
        if found and not name.startswith("aws-service-role/"):
            yield Caller(f"arn:aws:iam::{ACCOUNT}:role/{name}", ACCOUNT, identity=(_FULL_ACCESS,), trust=_TRUST)
