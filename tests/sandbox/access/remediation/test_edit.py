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

SHARED = policy("shared", statement("Allow", "s3:*"), statement("Deny", "s3:DeleteBucket"), statement("Deny", "ec2:*"))
EQUAL = replace(SHARED)
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
    edit = added(SHARED, statement("Deny", "kms:*"))
    assert edit.applied(attached(everywhere=SHARED, other=EQUAL)) == attached(everywhere=edit.changed, other=EQUAL)
    assert edit.applied(attached(everywhere=EQUAL, other=EQUAL)) == attached(everywhere=EQUAL, other=EQUAL)


def test_remaining_statements_keep_their_lines():
    (edit,) = removed(SHARED, 1)
    assert [raw["Action"] for raw in statements(edit.changed.document)] == ["s3:*", "ec2:*"]
    assert [edit.changed.where(place) for place in (0, 1)] == [SHARED.where(0), SHARED.where(2)]
    assert edit.where == SHARED.where(1)


def test_the_only_statement_is_not_removed():
    assert not list(removed(policy("one", statement("Allow", "s3:*")), 0))


def test_a_statement_is_rewritten_in_place_and_the_original_is_not_changed():
    before = copy.deepcopy(SHARED.document)
    edit = rewritten(SHARED, 2, statement("Deny", "rds:*"), "widen")
    assert [raw["Action"] for raw in statements(edit.changed.document)] == ["s3:*", "s3:DeleteBucket", "rds:*"]
    assert SHARED.document == before


def test_a_statement_that_is_not_in_a_list_can_be_edited():
    alone = Policy("alone", {"Statement": statement("Allow", "s3:*")})
    assert len(statements(added(alone, statement("Deny", "s3:*")).changed.document)) == 2


@pytest.mark.parametrize(
    ("arn", "document", "expected"),
    [
        (None, {}, True),
        (f"arn:aws:iam::{MOBILE}:policy/boundary", {}, True),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", {}, False),
        ("arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess", {}, False),
        (None, "no document", False),
    ],
)
def test_only_policies_of_the_program_are_editable(arn: str | None, document: object, *, expected: bool):
    assert editable(Policy("p", document, arn)) is expected
