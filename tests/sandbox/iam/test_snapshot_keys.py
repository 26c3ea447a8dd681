from __future__ import annotations

from dataclasses import replace

from sandbox.iam import Request, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node, Resource
from sandbox.iam.snapshot_keys import SnapshotKeys

ACCOUNT, OTHER = "111122223333", "444455556666"
READER = f"arn:aws:iam::{ACCOUNT}:role/reader"
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:jobs"
SNAPSHOT = Snapshot(
    "test",
    "o-1",
    nodes={
        "r-1": Node("r-1", "Root", None),
        "ou-1": Node("ou-1", "departments", "r-1"),
        ACCOUNT: Node(ACCOUNT, "mobile", "ou-1"),
    },
    accounts={ACCOUNT: Account(ACCOUNT, "mobile", ACCOUNT)},
    resources={QUEUE: Resource(QUEUE, ACCOUNT, tags={"Team": "mobile"})},
)


def test_tags_and_organization_of_principal_and_resource_are_keys():
    caller = Caller(READER, ACCOUNT, tags={"Team": "mobile"})
    assert SnapshotKeys(SNAPSHOT).of(Request.of(READER, "sqs:SendMessage", QUEUE), caller) == {
        "aws:securetransport": ("true",),
        "aws:principalarn": (READER,),
        "aws:principaltag/team": ("mobile",),
        "aws:resourcetag/team": ("mobile",),
        "aws:principalorgid": ("o-1",),
        "aws:principalorgpaths": ("o-1/r-1/ou-1/",),
        "aws:resourceorgid": ("o-1",),
        "aws:resourceorgpaths": ("o-1/r-1/ou-1/",),
    }


def test_an_external_principal_has_no_organization_and_a_request_without_region_is_in_the_home_region():
    request = Request.of(f"arn:aws:iam::{OTHER}:user/ann", "ec2:DescribeVpcs", "*")
    assert SnapshotKeys(SNAPSHOT).of(request, None) == {
        "aws:securetransport": ("true",),
        "aws:requestedregion": ("us-east-1",),
    }


def test_principal_and_resource_of_two_organizations_have_their_own():
    nodes = {**SNAPSHOT.nodes, "r-2": Node("r-2", "Root", None), OTHER: Node(OTHER, "other", "r-2")}
    accounts = {**SNAPSHOT.accounts, OTHER: Account(OTHER, "other", OTHER, organization="o-2")}
    both = replace(SNAPSHOT, nodes=nodes, accounts=accounts)
    keys = SnapshotKeys(both).of(Request.of(f"arn:aws:iam::{OTHER}:user/ann", "sqs:SendMessage", QUEUE), None)
    assert (keys["aws:principalorgid"], keys["aws:principalorgpaths"]) == (("o-2",), ("o-2/r-2/",))
    assert (keys["aws:resourceorgid"], keys["aws:resourceorgpaths"]) == (("o-1",), ("o-1/r-1/ou-1/",))
