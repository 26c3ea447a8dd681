"""Ids of deployed resources in a plan that has their outputs only."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.provider.lifecycle import plan_create
from sandbox.provider.planning import Place
from sandbox.provider.registry import resource_types
from sandbox.snapshot.plan.identity import identified
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, Read, document, plan_resource

_ORGANIZATION = f"arn:aws:organizations::{MANAGEMENT}"
_UNIT = plan_resource(
    "aws:organizations/organizationalUnit:OrganizationalUnit",
    "departments",
    name="departments",
    parentId="r-real",
    arn=f"{_ORGANIZATION}:ou/o-real/ou-real-11111111",
)
_POLICY = plan_resource(
    "aws:organizations/policy:Policy",
    "deny-s3",
    name="deny-s3",
    type="SERVICE_CONTROL_POLICY",
    content=document({"Sid": "No", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}),
    arn=f"{_ORGANIZATION}:policy/o-real/service_control_policy/p-11111111",
)


def plan(resource: dict[str, Any], outputs: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    declared = resource_types()[resource["type"]]
    given = {name: value for name, value in outputs.items() if name in declared.inputs()}
    return plan_create(declared, resource["urn"], given, Place(MANAGEMENT, "us-east-1"))


@pytest.mark.parametrize(
    ("resource", "identity"),
    [
        (_UNIT, "ou-real-11111111"),
        (_POLICY, "p-11111111"),
        (plan_resource("aws:iam/role:Role", "reader", name="reader", arn="arn:aws:iam::1:role/team/reader"), "reader"),
        (plan_resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", id="vpce-real", serviceName="s3"), "vpce-real"),
    ],
)
def test_an_id_is_found_among_outputs(resource: dict[str, Any], identity: str) -> None:
    outputs = resource["inputs"]
    assert identified(outputs, *plan(resource, outputs)) == identity


def test_a_resource_without_an_id_in_its_outputs_has_none() -> None:
    outputs = {"name": "departments", "parentId": "r-real"}
    assert identified(outputs, *plan(_UNIT, outputs)) is None


def test_deployed_resources_are_connected_by_their_real_ids(read: Read) -> None:
    snapshot = read(
        plan_resource(
            "aws:organizations/organization:Organization",
            "organization",
            featureSet="ALL",
            enabledPolicyTypes=["SERVICE_CONTROL_POLICY"],
            arn=f"{_ORGANIZATION}:organization/o-real",
            masterAccountId=MANAGEMENT,
            roots=[{"id": "r-real"}],
        ),
        _UNIT,
        _POLICY,
        plan_resource(
            "aws:organizations/policyAttachment:PolicyAttachment",
            "deny-s3-departments",
            policyId="p-11111111",
            targetId="ou-real-11111111",
        ),
    )
    assert snapshot.organization == "o-real"
    assert snapshot.nodes["ou-real-11111111"].parent == "r-real"
    assert [policy.name for policy in snapshot.nodes["ou-real-11111111"].scps] == ["FullAWSAccess", "deny-s3"]
