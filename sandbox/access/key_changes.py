"""Condition keys of a principal that differ between two snapshots, and the statements that read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.access.applicable_policies import LocatedStatement
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement

_USER_ID = "aws:userid"


def changed_keys(before: Request, after: Request) -> frozenset[str] | None:
    """Return the condition keys that differ for a principal, as its tags; None where more than keys differs."""
    if before.principal_in_management_account is not after.principal_in_management_account:
        return None
    renewed = frozenset((_USER_ID,)) if before.principal.unique_id != after.principal.unique_id else frozenset()
    return renewed | frozenset(
        key for key in {**before.context, **after.context} if before.context.get(key) != after.context.get(key)
    )


def reading(keys: frozenset[str] | None, located: Iterable[LocatedStatement]) -> list[LocatedStatement]:
    """Return the statements that read one of the keys; all of them for None."""
    if keys is None:
        return list(located)
    if not keys:
        return []
    return [found for found in located if not keys.isdisjoint(_keys_of(found[-1]))]


def _keys_of(statement: Statement) -> Iterator[str]:
    for condition in statement.conditions:
        yield from map(str.lower, condition.condition_keys)
    for template in statement.templates:
        yield from template.keys
    if statement.tests_unique_id:
        yield _USER_ID
