"""The principals whose access is compared between two snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.access import external_account
from sandbox.iam.policy_json import statements, texts
from sandbox.iam.snapshot import Snapshot


def compared_principals(before: Snapshot, after: Snapshot) -> tuple[str | None, ...]:
    """Return the principals that are compared.

    They are the roles and users of either snapshot, the accounts' root users, the AWS services that policies name, a
    user of an external account, and the anonymous principal.
    """
    external = external_account.account_id(before, after)
    callers = sorted(
        {arn for snapshot in (before, after) for arn, c in snapshot.callers.items() if c.account != external}
    )
    accounts = sorted({*before.accounts, *after.accounts} - {external})
    roots = [f"arn:{after.partition}:iam::{account}:root" for account in accounts]
    services = sorted({name for snapshot in (before, after) for name in _services(snapshot)})
    return (*callers, *roots, *services, external_account.user_arn(before, after), None)


def _services(snapshot: Snapshot) -> Iterator[str]:
    trusts = (caller.trust for caller in snapshot.callers.values())
    for policy in (*trusts, *(resource.policy for resource in snapshot.resources.values())):
        for statement in statements(policy.document) if policy else ():
            named = statement.get("Principal")
            yield from texts(named.get("Service")) if isinstance(named, Mapping) else ()
