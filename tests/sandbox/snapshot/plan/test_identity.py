"""Ids of deployed resources in a plan that has their outputs only."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.provider.lifecycle import plan_create
from sandbox.provider.planning import Place
from sandbox.provider.registry import resource_types
from sandbox.snapshot.plan.identity import identified
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, Read, document, made

_ORGANIZATION = f"arn:aws:organizations::{MANAGEMENT}"
_UNIT = made(
    "aws:organizations/organizationalUnit:OrganizationalUnit",
    "departments",
    name="departments",
    parentId="r-real",
    arn=f"{_ORGANIZATION}:ou/o-real/ou-real-11111111",
)
_GUARD = made(
    "aws:organizations/policy:Policy",
    "guard",
    name="guard",
    type="SERVICE_CONTROL_POLICY",
    content=document({"Sid": "No", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}),
    arn=f"{_ORGANIZATION}:policy/o-real/service_control_policy/p-11111111",
)


def plan(resource: dict[str, Any], told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    declared = resource_types()[resource["type"]]
    given = {name: value for name, value in told.items() if name in declared.inputs()}
    return plan_create(declared, resource["urn"], given, Place(MANAGEMENT, "us-east-1"))


@pytest.mark.parametrize(
    ("resource", "identity"),
    [
        (_UNIT, "ou-real-11111111"),
        (_GUARD, "p-11111111"),
        (made("aws:iam/role:Role", "reader", name="reader", arn="arn:aws:iam::1:role/team/reader"), "reader"),
        (made("aws:ec2/vpcEndpoint:VpcEndpoint", "door", id="vpce-real", serviceName="s3"), "vpce-real"),
    ],
)
def test_an_id_is_found_among_outputs(resource: dict[str, Any], identity: str) -> None:
    told = resource["inputs"]
    assert identified(told, *plan(resource, told)) == identity


def test_a_resource_without_an_id_in_its_outputs_has_none() -> None:
    told = {"name": "departments", "parentId": "r-real"}
    assert identified(told, *plan(_UNIT, told)) is None


def test_deployed_resources_are_connected_by_their_real_ids(read: Read) -> None:
    snapshot = read(
        made(
            "aws:organizations/organization:Organization",
            "organization",
            featureSet="ALL",
            enabledPolicyTypes=["SERVICE_CONTROL_POLICY"],
            arn=f"{_ORGANIZATION}:organization/o-real",
            masterAccountId=MANAGEMENT,
            roots=[{"id": "r-real"}],
        ),
        _UNIT,
        _GUARD,
        made(
            "aws:organizations/policyAttachment:PolicyAttachment",
            "guard-departments",
            policyId="p-11111111",
            targetId="ou-real-11111111",
        ),
    )
    assert snapshot.organization == "o-real"
    assert snapshot.nodes["ou-real-11111111"].parent == "r-real"
    assert [policy.name for policy in snapshot.nodes["ou-real-11111111"].scps] == ["FullAWSAccess", "guard"]
