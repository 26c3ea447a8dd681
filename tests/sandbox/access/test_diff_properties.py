"""The diff equals that of an oracle, and has the properties of a diff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sandbox.access import Difference, differences
from sandbox.access.diff import AccessChange
from sandbox.access.external_account import with_external_user
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Caller, Node, Resource, Snapshot
from tests.sandbox.access.diff_oracle import simple_differences

_ACTIONS = ("iam:CreateRole", "kms:Decrypt", "s3:DeleteBucket", "s3:GetObject", "s3:PutObject", "sts:AssumeRole")
_ONE, _TWO = "111111111111", "222222222222"
_BUCKET, _KEY = "arn:aws:s3:::pictures", f"arn:aws:kms:us-east-1:{_ONE}:key/k"
_ROLES = tuple(f"arn:aws:iam::{account}:role/{name}" for account in (_ONE, _TWO) for name in ("deployer", "reader"))
_SESSION, _ID = f"arn:aws:sts::{_ONE}:assumed-role/deployer/check", "AROADEPLOYER"

_STATEMENTS = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Allow", "Deny"]),
        "Action": st.sampled_from(["*", "s3:*", "s3:Get*", "kms:Decrypt", "sts:AssumeRole", ["iam:*", "s3:PutObject"]]),
        "Resource": st.sampled_from(["*", f"{_BUCKET}/*", _BUCKET, _KEY, "arn:aws:s3:::${aws:PrincipalAccount}/*"]),
    },
    optional={
        "Condition": st.sampled_from(
            [
                {"StringEquals": {"aws:PrincipalTag/team": "mobile"}},
                {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
                {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1"]}},
                {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deployer"}},
                {"StringEquals": {"aws:SourceVpce": "vpce-1"}},
                {"StringLike": {"aws:userid": f"{_ID}:*"}},
                {"DateLessThan": {"aws:CurrentTime": "no date"}},
            ]
        )
    },
)
_PRINCIPALS = st.sampled_from(
    ["*", {"AWS": _ONE}, {"AWS": _ROLES[1]}, {"AWS": [_SESSION, _ID]}, {"Service": "ec2.amazonaws.com"}]
)


def _policies(name: str, *, named: bool = False) -> st.SearchStrategy[Policy]:
    statements = (
        _STATEMENTS
        if not named
        else st.builds(lambda statement, principal: {**statement, "Principal": principal}, _STATEMENTS, _PRINCIPALS)
    )
    return st.lists(statements, min_size=1, max_size=3).map(
        lambda found: Policy(name, {"Version": "2012-10-17", "Statement": found})
    )


_FULL = Policy("full", {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
_SCPS = st.tuples(st.just(_FULL)) | st.tuples(st.just(_FULL), _policies("rail")) | st.tuples(_policies("rail"))
_RCPS = st.just(()) | st.tuples(_policies("perimeter", named=True))


@st.composite
def _snapshots(draw: st.DrawFn) -> Snapshot:
    nodes = {"r-1": Node("r-1", "Root", None, draw(_SCPS), draw(_RCPS))}
    nodes |= {account: Node(account, account, "r-1", draw(_SCPS), draw(_RCPS)) for account in (_ONE, _TWO)}
    callers = {
        arn: Caller(
            arn,
            arn.split(":")[4],
            draw(st.just(()) | st.tuples(_policies("own"))),
            boundary=draw(st.none() | _policies("boundary")),
            trust=draw(st.none() | _policies("trust", named=True)),
            tags=draw(st.sampled_from([{}, {"team": "mobile"}])),
            unique_id=draw(st.sampled_from([None, _ID, "AROAOTHER"])),
        )
        for arn in _ROLES
    }
    resources = {
        arn: Resource(arn, account, draw(st.none() | _policies("policy", named=True)), settings=settings)
        for arn, account, settings in (
            (_BUCKET, _TWO, draw(st.sampled_from([{}, {"restrict_public_buckets": True}]))),
            (_KEY, _ONE, {}),
        )
    }
    endpoints = draw(st.just({}) | _policies("endpoint", named=True).map(lambda policy: {"vpce-1": policy}))
    accounts = {account: Account(account, account, account) for account in (_ONE, _TWO)}
    return Snapshot("drawn", "o-1", nodes, accounts, callers, resources, endpoints)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Snapshot, Snapshot]:
    """Draw a snapshot, and the same with a part of another one."""
    one, other = draw(_snapshots()), draw(_snapshots())
    parts = draw(st.sets(st.sampled_from(["nodes", "callers", "resources", "endpoints"]), min_size=1, max_size=2))
    return one, replace(one, **{part: getattr(other, part) for part in parts})


_DECISIVE = (AccessChange.GAINS, AccessChange.LOSES)

type Named = set[tuple[str | None, str, AccessChange]]


def _named(found: Iterable[Difference]) -> Named:
    return {(difference.principal, action, difference.change) for difference in found for action in difference.actions}


@given(_pairs())
def test_the_diff_has_all_that_evaluating_every_probe_shows(pair: tuple[Snapshot, Snapshot]) -> None:
    before, after = pair
    found, probed = _named(differences(before, after, _ACTIONS)), _named(simple_differences(before, after, _ACTIONS))
    assert {named for named in probed if named[2] in _DECISIVE} <= found
    decided = {(principal, action) for principal, action, change in found if change in _DECISIVE}
    assert {named for named in probed if named[:2] not in decided} == {n for n in found if n[2] not in _DECISIVE}


@given(_pairs())
def test_each_gain_and_loss_is_that_of_its_request(pair: tuple[Snapshot, Snapshot]) -> None:
    before, after = pair
    old, new = (Evaluator(with_external_user(snapshot)) for snapshot in pair)
    for found in differences(before, after, _ACTIONS):
        query = (found.principal, found.actions[0], found.resource, found.context)
        allowed = (old.decide(*query).allowed, new.decide(*query).allowed)
        assert (found.change is AccessChange.GAINS) is (allowed == (False, True))
        assert (found.change is AccessChange.LOSES) is (allowed == (True, False))


@given(_snapshots())
def test_a_copy_of_a_snapshot_has_no_differences(snapshot: Snapshot) -> None:
    again = replace(snapshot, nodes={key: replace(node) for key, node in snapshot.nodes.items()})
    assert differences(snapshot, again, _ACTIONS) == ()


_SWAPPED = {
    AccessChange.GAINS: AccessChange.LOSES,
    AccessChange.LOSES: AccessChange.GAINS,
    AccessChange.WEAKER: AccessChange.STRONGER,
    AccessChange.STRONGER: AccessChange.WEAKER,
}


@given(_snapshots(), st.sampled_from(["r-1", _ONE]), st.data())
def test_the_reverse_diff_swaps_gains_and_losses(snapshot: Snapshot, node: str, data: st.DataObject) -> None:
    changed = replace(snapshot.nodes[node], scps=data.draw(_SCPS))
    other = replace(snapshot, nodes={**snapshot.nodes, node: changed})
    there = {(d.principal, d.actions, d.change) for d in differences(snapshot, other, _ACTIONS)}
    back = {(d.principal, d.actions, _SWAPPED[d.change]) for d in differences(other, snapshot, _ACTIONS)}
    assert there == back
