"""The policies of a snapshot are those of nodes, roles, users, resources and VPC endpoints."""

from __future__ import annotations

from dataclasses import replace

from sandbox.access.attached_policies import attached_policies
from sandbox.iam.snapshot import Node, Resource
from tests.sandbox.policytest.snapshots import BUCKET, DATA, policy, small, statement


def named(name: str):
    return policy(name, statement("Allow", "s3:*"))


def test_each_attachment_is_listed():
    snapshot = replace(
        small(),
        nodes={"r-1": Node("r-1", "Root", None, scps=(named("scp"),), rcps=(named("rcp"),))},
        callers={
            arn: replace(c, identity=(named("own"),), boundary=named("boundary"), trust=named("trust"))
            for arn, c in small().callers.items()
        },
        resources={BUCKET: Resource(BUCKET, DATA, named("bucket")), f"{BUCKET}-2": Resource(f"{BUCKET}-2", DATA)},
        endpoints={"vpce-1": named("endpoint")},
    )
    names = [found.name for found in attached_policies(snapshot)]
    assert names == ["scp", "rcp", *["own", "boundary", "trust"] * 2, "bucket", "endpoint"]
