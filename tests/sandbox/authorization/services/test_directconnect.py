from typing import Any

import pytest

from sandbox.authorization import OperationCall, requirements
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue

REFERENCE = reference_of(catalogue().raw)
HERE = "arn:aws:directconnect:us-east-1:111122223333"
GROUP = "arn:aws:directconnect::111122223333:dx-resiliency-group"
TAGS = [{"key": "team", "value": "network"}]
TAG_KEYS = {"aws:RequestTag/team": "network", "aws:TagKeys": ["team"]}


def needed(operation: str, **parameters: Any) -> list[tuple[str, str, dict[str, object]]]:
    call = OperationCall(
        service="directconnect",
        prefix="directconnect",
        operation=operation,
        parameters=parameters,
        account="111122223333",
        region="us-east-1",
    )
    return [
        (it.action.removeprefix("directconnect:"), it.resource, dict(it.context))
        for it in requirements(call, REFERENCE)
    ]


@pytest.mark.parametrize(
    ("id_", "resource"), [("dxcon-12345678", "dxcon/dxcon-12345678"), ("dxlag-12345678", "dxlag/dxlag-12345678")]
)
def test_a_port_is_named_by_the_kind_of_its_id(id_: str, resource: str):
    assert needed("DescribeLoa", connectionId=id_) == [("DescribeLoa", f"{HERE}:{resource}", {})]


def test_a_resiliency_group_and_its_connections_are_resources():
    assert needed(
        "AssociateConnectionsToResiliencyGroup",
        resiliencyGroupId="dxrg-1",
        connectionIdentifiers=["dxcon-1", f"{HERE}:dxcon/dxcon-2"],
    ) == [
        ("AssociateConnectionsToResiliencyGroup", f"{GROUP}/dxrg-1", {}),
        ("AssociateConnectionsToResiliencyGroup", f"{HERE}:dxcon/dxcon-1", {}),
        ("AssociateConnectionsToResiliencyGroup", f"{HERE}:dxcon/dxcon-2", {}),
    ]


def test_a_new_group_with_tags_needs_the_permission_to_tag():
    assert needed("CreateResiliencyGroup", resiliencyGroupName="x", tags=TAGS) == [
        ("CreateResiliencyGroup", f"{GROUP}/*", TAG_KEYS),
        ("TagResource", f"{GROUP}/*", TAG_KEYS),
    ]
    assert needed("CreateResiliencyGroup", resiliencyGroupName="x") == [("CreateResiliencyGroup", f"{GROUP}/*", {})]


def test_newer_operations_name_their_resources():
    assert needed("ListResiliencyGroups") == [("ListResiliencyGroups", "*", {})]
    assert needed("ListVirtualInterfaceRoutes", virtualInterfaceId="dxvif-1") == [
        ("ListVirtualInterfaceRoutes", f"{HERE}:dxvif/dxvif-1", {})
    ]
    assert needed("UpdateConnectionsBillingMode", connectionIds=["dxcon-1", "dxcon-2"]) == [
        ("UpdateConnectionsBillingMode", f"{HERE}:dxcon/dxcon-{number}", {}) for number in (1, 2)
    ]
