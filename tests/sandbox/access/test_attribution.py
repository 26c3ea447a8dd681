"""A changed statement is a cause at its own line; an attached or detached policy, at the line of its attachment."""

from __future__ import annotations

from dataclasses import replace

from sandbox.access import differences
from sandbox.access.attribution import Cause
from sandbox.iam.layers import Layer
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.origin import Origin
from tests.sandbox.access.snapshots import ACCOUNT, ACTIONS, EVERYTHING, READER, policy, snapshot

DENIES = tuple(
    {"Sid": sid, "Effect": "Deny", "Action": action, "Resource": "*"}
    for sid, action in (("Buckets", "s3:DeleteBucket"), ("Roles", "iam:CreateRole"))
)
RAIL = policy("rail", *DENIES)


def estate(*, rail: bool, boundary: bool = False, line: int = 5, lists: bool = True) -> Snapshot:
    """Return a snapshot with the policy `rail` on the root or unattached, with a boundary or without."""
    made = snapshot(EVERYTHING, boundary=(EVERYTHING, *DENIES) if boundary else ())
    caller = replace(made.callers[READER], origin=Origin("jobs.py", line))
    origin = Origin("estate.yaml", line) if lists else None
    root = replace(made.nodes["r-1"], origin=origin)
    root = replace(root, scps=(*root.scps, RAIL)) if rail else root
    return replace(made, nodes={**made.nodes, "r-1": root}, callers={READER: caller})


def with_rcp(rcp: Policy | None) -> Snapshot:
    """Return a snapshot with a role that its own account may assume, under RCPs."""
    made = estate(rail=False)
    full = (policy("full", EVERYTHING | {"Principal": "*"}),)
    root = replace(made.nodes["r-1"], rcps=(*full, rcp) if rcp else full)
    trust = policy("trust", {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"})
    return replace(
        made,
        nodes={"r-1": root, ACCOUNT: replace(made.nodes[ACCOUNT], rcps=full)},
        callers={READER: replace(made.callers[READER], trust=trust)},
    )


def causes_of(before: Snapshot, after: Snapshot) -> set[Cause]:
    return {cause for found in differences(before, after, ACTIONS) for cause in found.causes}


def test_a_policy_that_is_no_longer_attached_is_one_cause_at_its_old_list():
    old, new = estate(rail=True, line=5), estate(rail=False, line=6)
    assert causes_of(old, new) == {Cause("gone", Layer.SCP, "rail", None, Origin("estate.yaml", 5), whole=True)}
    assert causes_of(new, old) == {Cause("new", Layer.SCP, "rail", None, Origin("estate.yaml", 5), whole=True)}


def test_an_rcp_that_is_no_longer_attached_is_one_cause_at_its_old_list():
    keys = {"Sid": "Keys", "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}
    found = causes_of(with_rcp(policy("rail", keys)), with_rcp(None))
    assert found == {Cause("gone", Layer.RCP, "rail", None, Origin("estate.yaml", 5), whole=True)}


def test_a_removed_boundary_is_one_cause_at_the_line_of_its_role():
    old, new = estate(rail=False, boundary=True, line=5), estate(rail=False, line=6)
    assert causes_of(old, new) == {Cause("gone", Layer.BOUNDARY, "boundary", None, Origin("jobs.py", 5), whole=True)}


def test_a_removed_statement_is_a_cause_at_its_own_line():
    old = estate(rail=True)
    root = old.nodes["r-1"]
    shortened = replace(root, scps=(*root.scps[:-1], policy("rail", DENIES[0])))
    assert causes_of(old, replace(old, nodes={**old.nodes, "r-1": shortened})) == {
        Cause("gone", Layer.SCP, "rail", "Roles", Origin("rail.py", 2))
    }


def test_without_the_line_of_a_list_the_statements_are_the_causes():
    found = causes_of(estate(rail=True, lists=False), estate(rail=False, lists=False))
    assert {(cause.sid, str(cause.origin)) for cause in found} == {("Buckets", "rail.py:1"), ("Roles", "rail.py:2")}
