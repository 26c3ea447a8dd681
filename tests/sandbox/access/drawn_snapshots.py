"""Snapshots of two accounts with random policies."""

from __future__ import annotations

from hypothesis import strategies as st

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Caller, Node, Resource, Snapshot

ACTIONS = ("iam:CreateRole", "kms:Decrypt", "s3:DeleteBucket", "s3:GetObject", "s3:PutObject", "sts:AssumeRole")
ONE, _TWO = "111111111111", "222222222222"
_BUCKET, _KEY = "arn:aws:s3:::pictures", f"arn:aws:kms:us-east-1:{ONE}:key/k"
_ROLES = tuple(f"arn:aws:iam::{account}:role/{name}" for account in (ONE, _TWO) for name in ("deployer", "reader"))
_SESSION, _ID = f"arn:aws:sts::{ONE}:assumed-role/deployer/check", "AROADEPLOYER"

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
    ["*", {"AWS": ONE}, {"AWS": _ROLES[1]}, {"AWS": [_SESSION, _ID]}, {"Service": "ec2.amazonaws.com"}]
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
SCPS = st.tuples(st.just(_FULL)) | st.tuples(st.just(_FULL), _policies("rail")) | st.tuples(_policies("rail"))
_RCPS = st.just(()) | st.tuples(_policies("perimeter", named=True))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    nodes = {"r-1": Node("r-1", "Root", None, draw(SCPS), draw(_RCPS))}
    nodes |= {account: Node(account, account, "r-1", draw(SCPS), draw(_RCPS)) for account in (ONE, _TWO)}
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
            (_KEY, ONE, {}),
        )
    }
    endpoints = draw(st.just({}) | _policies("endpoint", named=True).map(lambda policy: {"vpce-1": policy}))
    accounts = {account: Account(account, account, account) for account in (ONE, _TWO)}
    return Snapshot("drawn", "o-1", nodes, accounts, callers, resources, endpoints)
