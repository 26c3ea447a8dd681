"""An edit changes one policy wherever it is attached, and nothing else; each statement keeps its line."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from sandbox.access.remediation.edit import added, editable, removed, rewritten
from sandbox.iam import Policy, Snapshot
from sandbox.iam.policy_json import statements
from sandbox.iam.snapshot import Caller
from tests.sandbox.policytest.snapshots import BUCKET, DATA, MOBILE, policy, small, statement

ONE = policy("shared", statement("Allow", "s3:*"), statement("Deny", "s3:DeleteBucket"), statement("Deny", "ec2:*"))
TWIN = replace(ONE)
"""An equal policy that is another object."""
DEPLOYER, READER = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"


def attached(*, everywhere: Policy, other: Policy) -> Snapshot:
    snapshot = small()
    caller = Caller(DEPLOYER, MOBILE, (other, everywhere), boundary=everywhere, trust=everywhere)
    return replace(
        snapshot,
        nodes={
            **snapshot.nodes,
            "r-1": replace(snapshot.nodes["r-1"], scps=(everywhere, other), rcps=(other, everywhere)),
        },
        callers={DEPLOYER: caller, READER: Caller(READER, DATA, (other,), boundary=other, trust=other)},
        resources={BUCKET: replace(snapshot.resources[BUCKET], policy=everywhere)},
        endpoints={"vpce-1": everywhere, "vpce-2": other},
    )


def test_a_policy_is_changed_wherever_it_is_attached_and_an_equal_one_is_not():
    edit = added(ONE, statement("Deny", "kms:*"))
    assert edit.applied(attached(everywhere=ONE, other=TWIN)) == attached(everywhere=edit.changed, other=TWIN)
    assert edit.applied(attached(everywhere=TWIN, other=TWIN)) == attached(everywhere=TWIN, other=TWIN)


def test_remaining_statements_keep_their_lines():
    (edit,) = removed(ONE, 1)
    assert [raw["Action"] for raw in statements(edit.changed.document)] == ["s3:*", "ec2:*"]
    assert [edit.changed.where(place) for place in (0, 1)] == [ONE.where(0), ONE.where(2)]
    assert edit.where == ONE.where(1)


def test_the_only_statement_is_not_removed():
    assert not list(removed(policy("one", statement("Allow", "s3:*")), 0))


def test_a_statement_is_rewritten_in_place_and_the_original_is_not_changed():
    before = copy.deepcopy(ONE.document)
    edit = rewritten(ONE, 2, statement("Deny", "rds:*"), "widen it")
    assert [raw["Action"] for raw in statements(edit.changed.document)] == ["s3:*", "s3:DeleteBucket", "rds:*"]
    assert ONE.document == before


def test_a_single_statement_without_a_list_may_be_edited():
    alone = Policy("alone", {"Statement": statement("Allow", "s3:*")})
    assert len(statements(added(alone, statement("Deny", "s3:*")).changed.document)) == 2


@pytest.mark.parametrize(
    ("arn", "document", "ours"),
    [
        (None, {}, True),
        (f"arn:aws:iam::{MOBILE}:policy/boundary", {}, True),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", {}, False),
        ("arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess", {}, False),
        (None, "no document", False),
    ],
)
def test_only_policies_of_the_program_are_editable(arn: str | None, document: object, *, ours: bool):
    assert editable(Policy("p", document, arn)) is ours
