"""Ids and ARNs match the patterns of AWS's model."""

import re

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.organizations.rules import identifiers

MANAGEMENT = "580450150912"
ORGANIZATION = identifiers.organization_id(MANAGEMENT, 1)
ROOT = identifiers.root_id(ORGANIZATION)
UNIT = identifiers.unit_id(ROOT, ROOT, "Departments", 1)
POLICY = identifiers.policy_id(ORGANIZATION, "SERVICE_CONTROL_POLICY", "deny", 2)
HANDSHAKE = identifiers.handshake_id(ORGANIZATION, "invite", "222222222222", 3)
RESOURCE_POLICY = identifiers.resource_policy_id(ORGANIZATION, 4)
TRANSFER = identifiers.transfer_id(MANAGEMENT, "222222222222", 5)


def _arn(kind: str, *path: str) -> str:
    return identifiers.arn(MANAGEMENT, kind, *path)


GENERATED = {
    "OrganizationId": ORGANIZATION,
    "RootId": ROOT,
    "OrganizationalUnitId": UNIT,
    "PolicyId": POLICY,
    "CreateAccountRequestId": identifiers.request_id(ORGANIZATION, "mobile@gilt.example", 1),
    "HandshakeId": HANDSHAKE,
    "ResourcePolicyId": RESOURCE_POLICY,
    "ResponsibilityTransferId": TRANSFER,
    "OrganizationArn": _arn("organization", ORGANIZATION),
    "RootArn": _arn("root", ORGANIZATION, ROOT),
    "OrganizationalUnitArn": _arn("ou", ORGANIZATION, UNIT),
    "AccountArn": _arn("account", ORGANIZATION, MANAGEMENT),
    "HandshakeArn": _arn("handshake", ORGANIZATION, "invite", HANDSHAKE),
    "ResourcePolicyArn": _arn("resourcepolicy", ORGANIZATION, RESOURCE_POLICY),
    "ResponsibilityTransferArn": _arn("transfer", ORGANIZATION, "billing", "inbound", TRANSFER),
}
"""Policy ARNs are excluded: the pattern of AWS requires ten characters where ids have eight."""


@pytest.fixture(scope="module")
def patterns() -> dict[str, str]:
    keys = {"aws_access_key_id": "1" * 12, "aws_secret_access_key": "test", "region_name": "us-east-1"}
    client = boto3.Session(**keys).client("organizations")
    model = client.meta.service_model
    client.close()
    return {shape: model.shape_for(shape).metadata["pattern"] for shape in GENERATED}


@pytest.mark.parametrize("shape", sorted(GENERATED))
def test_ids_and_arns_match_the_patterns_of_aws(patterns: dict[str, str], shape: str):
    assert re.fullmatch(patterns[shape], GENERATED[shape])


@given(st.integers(min_value=1), st.integers(min_value=1))
def test_serials_make_ids_distinct(one: int, other: int):
    first, second = (identifiers.unit_id(ROOT, ROOT, "Same", serial) for serial in (one, other))
    assert (first == second) == (one == other)


def test_an_organization_has_the_same_ids_in_every_run():
    assert (ORGANIZATION, ROOT) == ("o-2yyj5n64ky", "r-apxj")
