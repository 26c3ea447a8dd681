"""The statements that apply to a principal, with layer and level, and those of resources and VPC endpoints."""

from __future__ import annotations

from dataclasses import replace

from sandbox.access.applicable_policies import LocatedStatement, applicable_policies, targets
from sandbox.iam import Evaluator, Layer
from tests.sandbox.policytest.snapshots import BUCKET, DATA, LIMIT, MOBILE, policy, small, statement

DEPLOYER, READER = f"arn:aws:iam::{MOBILE}:role/deployer", f"arn:aws:iam::{DATA}:role/reader"
FOR_ALL = {"Principal": "*"}


def places(located: tuple[LocatedStatement, ...]) -> list[tuple[Layer, int | None, str]]:
    return [(layer, level, policies.policies[found.policy].name) for layer, level, policies, found in located]


def snapshot_with_targets() -> Evaluator:
    small_snapshot = small()
    reader = replace(
        small_snapshot.callers[READER], trust=policy("trust", {**statement("Allow", "sts:AssumeRole"), **FOR_ALL})
    )
    bucket = replace(small_snapshot.resources[BUCKET], policy=policy("bucket", statement("Allow", "s3:*", **FOR_ALL)))
    root = replace(small_snapshot.nodes["r-1"], rcps=(policy("perimeter", statement("Deny", "s3:*", **FOR_ALL)),))
    return Evaluator(
        replace(
            small_snapshot,
            nodes={**small_snapshot.nodes, "r-1": root},
            callers={**small_snapshot.callers, READER: reader},
            resources={BUCKET: bucket},
            endpoints={"vpce-1": policy("endpoint", statement("Allow", "*", **FOR_ALL))},
        )
    )


def test_the_policies_of_a_principal_have_their_layer_and_their_level_in_the_organization() -> None:
    evaluator = Evaluator(small())
    found = applicable_policies(evaluator, DEPLOYER, targets(evaluator))
    assert places(found.own) == [
        (Layer.IDENTITY, None, "FullAWSAccess"),
        (Layer.BOUNDARY, None, "boundary"),
        *((Layer.SCP, level, "FullAWSAccess") for level in range(3)),
    ]
    assert LIMIT in {policies.policies[found.policy].arn for _, _, policies, found in found.own}


def test_a_bucket_and_its_objects_have_the_bucket_policy_and_the_rcps() -> None:
    found = targets(snapshot_with_targets())
    assert found.resources["s3"] == (BUCKET, f"{BUCKET}/any")
    for arn in found.resources["s3"]:
        assert (Layer.RESOURCE, None, "bucket") in places(found.policies[arn])
        assert (Layer.RCP, 0, "perimeter") in places(found.policies[arn])


def test_a_role_with_a_trust_policy_is_a_target_and_one_without_is_not() -> None:
    found = targets(snapshot_with_targets())
    assert found.resources["sts"] == (READER,)
    assert (Layer.TRUST, None, "trust") in places(found.policies[READER])


def test_a_vpc_endpoint_has_the_statements_of_its_policy() -> None:
    found = targets(snapshot_with_targets())
    assert {name: places(located) for name, located in found.vpc_endpoints.items()} == {
        "vpce-1": [(Layer.ENDPOINT, None, "endpoint")]
    }


def test_the_statements_of_all_targets_follow_those_of_the_principal() -> None:
    evaluator = snapshot_with_targets()
    found = applicable_policies(evaluator, DEPLOYER, targets(evaluator))
    listed = tuple(found)
    assert listed[: len(found.own)] == found.own
    assert len(listed) == len(found.own) + sum(map(len, found.targets.policies.values()))
