"""An account outside the organization: a user there with full access, and roles there that anyone may assume.

What its principals may do with the organization's resources is what the resources' own side allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from sandbox.access.attached_policies import attached_policies
from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller

_HIGHEST = 999_999_999_999
"""The id of the external account, unless a snapshot has or names an account with it; then the next lower one."""
_ACCOUNT_ID = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_ANYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_FULL_ACCESS = Policy("full access", _ANYTHING)
_TRUST = Policy(
    "trust of an external role",
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    },
)


def account_id(*snapshots: Snapshot) -> str:
    """Return the id of the external account of these snapshots, which has to be the same where they are compared.

    It is the one that a snapshot has already; else the highest that none of them has, and that no policy names, so that
    no policy about a real account outside the organization is about it.
    """
    for snapshot in snapshots:
        for account in snapshot.accounts.values():
            if account.external:
                return account.id
    used = {found for snapshot in snapshots for found in _used(snapshot)}
    return next(name for number in range(_HIGHEST, 0, -1) if (name := f"{number:012}") not in used)


def user_arn(*snapshots: Snapshot) -> str:
    """Return the ARN of the external account's user."""
    return f"arn:{snapshots[0].partition}:iam::{account_id(*snapshots)}:user/external"


def is_external(snapshot: Snapshot, account: str | None) -> bool:
    """Return whether an account of the snapshot is the external account."""
    found = snapshot.accounts.get(account or "")
    return found is not None and found.external


def full_access_in(account: str) -> Policy:
    """Return the policy that a principal of an account gets for which a snapshot has no policies."""
    return Policy(f"full access in {account}", _ANYTHING)


def with_external_account(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the external account, its user and its roles.

    It has a role of each name that a role of the snapshot has, because a policy may name roles of any account.
    """
    account = account_id(snapshot)
    roles = {role.arn: role for role in _roles(snapshot, account)}
    extended = with_external_user(snapshot, account)
    return replace(extended, callers={**extended.callers, **roles})


def with_external_user(snapshot: Snapshot, account: str | None = None) -> Snapshot:
    """Return the snapshot with the external account and its user alone; `account` is the id where it is chosen."""
    chosen = account or account_id(snapshot)
    arn = f"arn:{snapshot.partition}:iam::{chosen}:user/external"
    return replace(
        snapshot,
        accounts={**snapshot.accounts, chosen: Account(chosen, "external", external=True)},
        callers={**snapshot.callers, arn: Caller(arn, chosen, identity=(_FULL_ACCESS,))},
    )


def _roles(snapshot: Snapshot, account: str) -> Iterator[Caller]:
    """Yield a role for each name; a role's path is part of its name."""
    for arn in snapshot.callers:
        _, found, name = arn.partition(":role/")
        if found and not name.startswith("aws-service-role/"):
            yield Caller(
                f"arn:{snapshot.partition}:iam::{account}:role/{name}", account, identity=(_FULL_ACCESS,), trust=_TRUST
            )


def _used(snapshot: Snapshot) -> Iterator[str]:
    """Yield the ids of accounts that a snapshot has, or names in an ARN or a policy."""
    yield from snapshot.accounts
    yield from (caller.account for caller in snapshot.callers.values())
    yield from (resource.account for resource in snapshot.resources.values())
    for policy in attached_policies(snapshot):
        yield from _ACCOUNT_ID.findall(json.dumps(policy.document, default=str))
