"""Time of the matrix and the diff of a whole snapshot."""

from __future__ import annotations

import statistics
import time

import pytest

from sandbox.access import differences, matrix
from sandbox.access.remediation.edit import Edit
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Caller, Node, Snapshot
from sandbox.snapshot.managed_policies import PREFIX, managed_policy
from tests.sandbox.policytest.test_disabled_denies import disabled_denies

pytestmark = pytest.mark.speed

_ACCOUNTS, _ROLES = 5, 40
"""The size that the names of the tests state."""
_ATTACHED = ("ReadOnlyAccess", "PowerUserAccess", "IAMFullAccess", "AmazonSSMFullAccess", "SecurityAudit")
_RUNS = 3
"""Odd, so that the median is a measured time."""
_ALLOW = {"Sid": "Rest", "Effect": "Allow", "Action": "*", "Resource": "*"}
_DENY = {"Sid": "Deletions", "Effect": "Deny", "Action": ["iam:Delete*", "s3:DeleteBucket"], "Resource": "*"}


def _policy(name: str, *statements: object) -> Policy:
    return Policy(name, {"Version": "2012-10-17", "Statement": list(statements)})


def _snapshot(*denies: object) -> Snapshot:
    attached = [policy for name in _ATTACHED if (policy := managed_policy(PREFIX + name))]
    boundary = _policy("boundary", _ALLOW, {"Effect": "Deny", "Action": "organizations:*", "Resource": "*"})
    ids = [str(111111111111 * (n + 1)) for n in range(_ACCOUNTS)]
    nodes = {"r-1": Node("r-1", "Root", None, (_policy("rail", _ALLOW, *denies),))}
    nodes |= {account: Node(account, account, "r-1", (_policy("full", _ALLOW),)) for account in ids}
    callers = [
        Caller(
            f"arn:aws:iam::{account}:role/role-{n}",
            account,
            (
                attached[n % len(attached)],
                _policy(f"own-{n}", {"Effect": "Allow", "Action": f"s3:*{n}", "Resource": "*"}),
            ),
            boundary=boundary,
        )
        for account in ids
        for n in range(_ROLES)
    ]
    accounts = {account: Account(account, account, account) for account in ids}
    return Snapshot("speed", "o-1", nodes, accounts, {caller.arn: caller for caller in callers})


def test_the_matrix_of_five_accounts_with_forty_roles() -> None:
    names = catalogue().names
    began = time.perf_counter()
    found = matrix(_snapshot(_DENY), names)
    took = time.perf_counter() - began
    print(f"\nmatrix: {_ACCOUNTS} accounts, {_ACCOUNTS * _ROLES} roles, {len(names):,} actions in {took:.1f} s")
    assert len({cell.principal for cell in found.cells}) == _ACCOUNTS * _ROLES


def test_the_diff_of_two_snapshots_that_differ_in_one_guardrail() -> None:
    names = catalogue().names
    began = time.perf_counter()
    found = differences(_snapshot(_DENY), _snapshot(), names)
    print(f"\ndiff: {_ACCOUNTS * _ROLES} roles, {len(found)} differences in {time.perf_counter() - began:.1f} s")
    assert found


def test_the_diff_of_the_default_estate_without_each_deny(snapshot: Snapshot) -> None:
    """Measure the computation only; reading the snapshots is not counted."""
    found = sorted(((_median(snapshot, cut), cut.description) for cut in disabled_denies(snapshot)), reverse=True)
    print(f"\ndiff of the default estate without a Deny, medians of {_RUNS} runs, goal 10 s:")
    for (taken, cpu, count), description in found:
        print(f"  {taken:5.1f} s ({cpu:4.1f} s CPU), {count:4} differences: {description}")
    assert all(count for (*_, count), _ in found)


def _median(snapshot: Snapshot, cut: Edit) -> tuple[float, float, int]:
    """Return median seconds, median CPU seconds and the number of differences."""
    after, names = cut.applied(snapshot), catalogue().names
    taken, used, count = [], [], 0
    for _ in range(_RUNS):
        began, cpu = time.perf_counter(), time.process_time()
        count = len(differences(snapshot, after, names))
        taken.append(time.perf_counter() - began)
        used.append(time.process_time() - cpu)
    return statistics.median(taken), statistics.median(used), count
