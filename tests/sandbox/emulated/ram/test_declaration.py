"""The input that RAM refuses, through the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import refused

pytestmark = pytest.mark.engine

TEMPLATE = '{"Effect": "Allow", "Action": ["ec2:DescribeManagedPrefixLists"]}'
PERMISSION = {"name": "look", "resourceType": "ec2:PrefixList", "policyTemplate": TEMPLATE}


@pytest.mark.parametrize(
    ("name", "request_", "code"),
    [
        ("get_resource_shares", {"resourceOwner": "SELF", "maxResults": 501}, "InvalidParameterException"),
        ("get_resource_share_invitations", {"maxResults": 501}, "InvalidMaxResultsException"),
        ("get_resource_shares", {"resourceOwner": "ME"}, "InvalidParameterException"),
        ("get_resource_shares", {"resourceOwner": "SELF", "resourceShareStatus": "OLD"}, "InvalidParameterException"),
        (
            "get_resource_share_associations",
            {"associationType": "RESOURCE", "associationStatus": "OLD"},
            "InvalidParameterException",
        ),
        ("list_resources", {"resourceOwner": "SELF", "resourceRegionScope": "MOON"}, "InvalidParameterException"),
        ("list_permissions", {"permissionStatus": "OLD"}, "InvalidParameterException"),
        ("list_permissions", {"resourceOwner": "ME"}, "InvalidParameterException"),
        ("list_permission_associations", {"resourceOwner": "ME"}, "InvalidParameterException"),
        ("create_permission", PERMISSION | {"name": "two words"}, "InvalidParameterException"),
        (
            "create_resource_share",
            {"name": "x", "tags": [{"key": f"k{number}", "value": ""} for number in range(51)]},
            "TagLimitExceededException",
        ),
        (
            "create_permission",
            PERMISSION | {"permissionTemplateParameters": [{"name": "vpc", "type": "STRING"}]},
            "InternalFailure",
        ),
        (
            "create_resource_share",
            {"name": "x", "resourceShareConfiguration": {"retainSharingOnAccountLeaveOrganization": True}},
            "InternalFailure",
        ),
    ],
)
def test_invalid_input_is_refused(
    client: Callable[..., Any], account: str, name: str, request_: dict[str, Any], code: str
) -> None:
    ram = client("ram", account)
    assert refused(getattr(ram, name), **request_)[0] == code
    assert ram.get_resource_shares(resourceOwner="SELF")["resourceShares"] == []


def test_valid_input_of_the_same_parameters_is_taken(client: Callable[..., Any], account: str) -> None:
    ram = client("ram", account)
    tags = [{"key": f"k{number}", "value": ""} for number in range(50)]
    share = ram.create_resource_share(
        name="x", tags=tags, resourceShareConfiguration={"retainSharingOnAccountLeaveOrganization": False}
    )["resourceShare"]
    found = ram.get_resource_shares(resourceOwner="SELF", resourceShareStatus="ACTIVE", maxResults=500)
    assert [one["resourceShareArn"] for one in found["resourceShares"]] == [share["resourceShareArn"]]
