from __future__ import annotations

from dataclasses import replace

from sandbox.access import external_account
from sandbox.access.compared_principals import compared_principals
from sandbox.iam.snapshot import Resource
from tests.sandbox.access.snapshots import ACCOUNT, READER, policy, snapshot

_TRAIL = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Principal": {"Service": "a.amazonaws.com"}}


def test_the_principals_of_both_snapshots_are_compared() -> None:
    before = snapshot()
    writer = replace(before.callers[READER], arn=READER.replace("reader", "writer"))
    bucket = Resource("arn:aws:s3:::logs", ACCOUNT, policy("bucket", _TRAIL))
    after = external_account.with_external_account(
        replace(before, callers={writer.arn: writer}, resources={bucket.arn: bucket})
    )
    assert compared_principals(before, after) == (
        READER,
        writer.arn,
        f"arn:aws:iam::{ACCOUNT}:root",
        "a.amazonaws.com",
        external_account.user_arn(before, after),
        None,
    )
