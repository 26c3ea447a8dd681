"""Requests evaluated in a small snapshot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.iam import Decision, Evaluator, Origin, Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node, Resource

MANAGEMENT, MOBILE, DATA = "999900001111", "111122223333", "444455556666"
READER = f"arn:aws:iam::{MOBILE}:role/jobs/reader"
BUCKET = "arn:aws:s3:::gilt-data"


def policy(name: str, *statements: dict[str, Any]) -> Policy:
    return Policy(name, {"Version": "2012-10-17", "Statement": list(statements)}, origin=Origin("accounts/jobs.py", 7))


def statement(effect: str, action: str, **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": "*", **more}


FULL = policy("FullAWSAccess", statement("Allow", "*"))
REGIONS = policy(
    "allowed-regions", statement("Deny", "*", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})
)
ORG_ONLY = statement(
    "Allow", "s3:GetObject", Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-gilt"}}
)

SNAPSHOT = Snapshot(
    source="test",
    organization="o-gilt",
    nodes={
        "r-1": Node("r-1", "root", None, scps=(FULL, REGIONS)),
        "ou-1": Node("ou-1", "departments", "r-1", scps=(FULL,)),
        MOBILE: Node(MOBILE, "mobile", "ou-1", scps=(FULL,)),
        DATA: Node(DATA, "data", "ou-1", scps=(FULL,)),
        MANAGEMENT: Node(MANAGEMENT, "management", "r-1", scps=(FULL,)),
    },
    accounts={
        MOBILE: Account(MOBILE, "mobile", MOBILE),
        DATA: Account(DATA, "data", DATA),
        MANAGEMENT: Account(MANAGEMENT, "management", MANAGEMENT, management=True),
    },
    callers={
        READER: Caller(
            READER,
            MOBILE,
            identity=(policy("read", statement("Allow", "s3:Get*"), statement("Allow", "ec2:Describe*")),),
            trust=policy("trust", {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": MOBILE}}),
            tags={"team": "mobile"},
        )
    },
    resources={BUCKET: Resource(BUCKET, DATA, policy("bucket", ORG_ONLY), tags={"owner": "data"})},
)


def decision(action: str, resource: str = "*", **context: Any) -> Decision:
    keys = {f"aws:{key}": value for key, value in context.items()}
    return Evaluator(SNAPSHOT).decide(READER, action, resource, keys).decision


def test_a_role_uses_its_own_policies():
    assert decision("ec2:DescribeVpcs") is Decision.ALLOW
    assert decision("ec2:RunInstances") is Decision.IMPLICIT_DENY


def test_the_scps_of_the_organization_apply_to_a_role():
    assert decision("ec2:DescribeVpcs", RequestedRegion="eu-west-1") is Decision.EXPLICIT_DENY


def test_the_bucket_policy_applies_to_an_object_and_has_the_organization_id():
    assert decision("s3:GetObject", f"{BUCKET}/report.csv") is Decision.ALLOW
    assert decision("s3:GetObject", f"{BUCKET}/report.csv", PrincipalOrgID="o-other") is Decision.IMPLICIT_DENY


def test_a_session_has_the_policies_of_its_role():
    session = f"arn:aws:sts::{MOBILE}:assumed-role/reader/ann"
    assert Evaluator(SNAPSHOT).decide(session, "ec2:DescribeVpcs").allowed


def test_the_trust_policy_applies_to_assume_role():
    assert Evaluator(SNAPSHOT).decide(READER, "sts:AssumeRole", READER).decision is Decision.IMPLICIT_DENY
    assert Evaluator(SNAPSHOT).decide(f"arn:aws:iam::{DATA}:user/x", "sts:AssumeRole", READER).blocked_by


def test_tags_of_principal_and_resource_are_condition_keys():
    request, _ = Evaluator(SNAPSHOT).request_and_layers(READER, "s3:GetObject", f"{BUCKET}/x", None)
    assert request.values("aws:principaltag/team") == ("mobile",)
    assert request.values("aws:resourcetag/owner") == ("data",)
    assert request.values("aws:principalarn") == (READER,)
    assert request.values("aws:principalorgpaths") == ("o-gilt/r-1/ou-1/",)


def test_service_settings_of_a_resource_are_evaluated():
    public = Resource(BUCKET, DATA, policy("bucket", statement("Allow", "s3:GetObject", Principal="*")))
    restricted = replace(public, settings={"restrict_public_buckets": True})
    for bucket, expected in ((public, Decision.ALLOW), (restricted, Decision.IMPLICIT_DENY)):
        snapshot = replace(SNAPSHOT, resources={BUCKET: bucket})
        assert Evaluator(snapshot).decide(None, "s3:GetObject", f"{BUCKET}/report.csv").decision is expected


def test_scps_do_not_apply_to_the_management_account():
    user = Caller(f"arn:aws:iam::{MANAGEMENT}:user/ops", MANAGEMENT, identity=(FULL,))
    snapshot = replace(SNAPSHOT, callers={user.arn: user})
    assert (
        Evaluator(snapshot).decide(user.arn, "ec2:RunInstances", context={"aws:RequestedRegion": "eu-west-1"}).allowed
    )


def test_an_organization_without_scps_limits_no_principal():
    without_scps = replace(SNAPSHOT, nodes={key: replace(node, scps=()) for key, node in SNAPSHOT.nodes.items()})
    assert (
        Evaluator(without_scps).decide(READER, "ec2:DescribeVpcs", context={"aws:RequestedRegion": "eu-west-1"}).allowed
    )


def test_an_explanation_has_the_source_line_of_the_statement():
    trace = Evaluator(SNAPSHOT).explain(READER, "ec2:DescribeVpcs", context={"aws:RequestedRegion": "eu-west-1"})
    entry = trace.deciding[0]
    assert (entry.policy.name, str(entry.policy.where(entry.statement.index))) == (
        "allowed-regions",
        "accounts/jobs.py:7",
    )


def test_settings_of_one_service_do_not_affect_another():
    bucket = replace(SNAPSHOT.resources[BUCKET], settings={"restrict_public_buckets": True})
    restricted = Evaluator(replace(SNAPSHOT, resources={BUCKET: bucket}))
    assert restricted.decide(READER, "s3:GetObject", f"{BUCKET}/a") == Evaluator(SNAPSHOT).decide(
        READER, "s3:GetObject", f"{BUCKET}/a"
    )
    assert not restricted.decide(READER, "account:CloseAccount", BUCKET).allowed
