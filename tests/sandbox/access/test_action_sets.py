from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sandbox.access.action_sets import Actions, split
from sandbox.iam.document import Kind
from sandbox.iam.policy_set import PolicySet
from tests.sandbox.access.snapshots import ACTIONS

NAMES = (*ACTIONS, "s3-object-lambda:GetObject", "s3:GetObjectAcl", "s3:getBucketAcl")
PATTERNS = st.lists(
    st.sampled_from(["*", "s3:*", "S3:Get*", "s3:GetObject", "*:Get?bject", "iam:x", "s3:*t"]), min_size=1
)


@given(PATTERNS, st.booleans())
def test_a_mask_has_exactly_the_actions_that_the_statement_covers(patterns: list[str], negated: bool) -> None:
    element = "NotAction" if negated else "Action"
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", element: patterns, "Resource": "*"}]}
    (statement,) = PolicySet.of([document], Kind.IDENTITY).statements
    actions = Actions(NAMES)
    covered = {name for name in NAMES if statement.covers_action(name.lower())}
    assert set(actions.names_in(actions.mask(statement))) == covered


@given(st.integers(0, 255), st.lists(st.integers(0, 255)))
def test_parts_lie_wholly_in_or_out_of_every_mask_and_cover_the_whole(whole: int, masks: list[int]) -> None:
    parts = split([whole], masks)
    assert sum(parts) == whole
    assert all(part & mask in (0, part) for part in parts for mask in masks)


def test_services_are_distinguished_by_their_whole_prefix() -> None:
    actions = Actions(NAMES)
    assert all(name.startswith("s3:") for name in actions.names_in(actions.service("s3")))


def test_actions_with_the_same_rules_are_one_group() -> None:
    actions = Actions((*NAMES, "ec2:RunInstances", "rds:StartDBCluster", "sts:GetCallerIdentity", "sts:TagSession"))
    kinds = [set(actions.names_in(kind)) for kind in actions.kinds()]
    assert {"ec2:RunInstances", "rds:StartDBCluster"} <= next(kind for kind in kinds if "ec2:RunInstances" in kind)
    assert {"sts:GetCallerIdentity"} in kinds
    assert sum(map(len, kinds)) == len(actions.names)
