"""Tests of `sandbox.snapshot.network.aws_export.answers`."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.network.aws_export.answers import collect
from tests.sandbox.snapshot.network.aws_export.responses import ACCOUNT, OTHER, REGION


def test_members_are_known_by_their_name_whatever_the_file_and_its_case():
    answers = collect("x", [("a.json", ACCOUNT, REGION, {"virtualInterfaces": [{"vlan": 7}], "NextToken": "t"})])
    (item,) = answers.of("VirtualInterfaces")
    assert (item.number("vlan"), str(item.origin)) == (7, "a.json virtualInterfaces[0]")


def test_of_an_object_in_two_accounts_the_owners_view_is_taken():
    shared = {"TransitGatewayId": "tgw-1", "OwnerId": ACCOUNT}
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        ("theirs.json", OTHER, REGION, {"TransitGateways": [{**shared, "Tags": []}]}),
        ("own.json", ACCOUNT, REGION, {"TransitGateways": [{**shared, "Tags": [{"Key": "Name", "Value": "hub"}]}]}),
    ]
    for ordered in (rows, rows[::-1]):
        assert collect("x", ordered).by_id("TransitGateways", "TransitGatewayId")["tgw-1"].name == "hub"


@pytest.mark.parametrize(
    ("response", "message"),
    [
        ({"Vpcs": ["vpc-1"]}, r"a\.json: Vpcs\[0\] is not an object"),
        ({"Vpcs": [{"CidrBlock": "10.0.0.0/16"}]}, r"a\.json: Vpcs\[0\]\.VpcId is missing"),
    ],
)
def test_malformed_objects_are_errors_with_file_and_path(response: dict[str, object], message: str):
    with pytest.raises(SourceUnreadable, match=message):
        collect("x", [("a.json", ACCOUNT, REGION, response)]).by_id("Vpcs", "VpcId")


@pytest.mark.parametrize(
    ("method", "value", "message"),
    [
        ("number", "many", r"Rules\[0\]\.x is 'many', not a number"),
        ("prefix", "10.0.0.0/99", r"not a CIDR block"),
        ("address", "10.0.0", r"not an address"),
        ("interface_address", "169.254.1.1/x", r"not an address"),
        ("items", {}, r"Rules\[0\]\.x is not a list"),
        ("item", [1], r"Rules\[0\]\.x is not an object"),
    ],
)
def test_malformed_values_are_errors_with_file_and_path(method: str, value: object, message: str):
    (item,) = collect("x", [("a.json", ACCOUNT, REGION, {"Rules": [{"x": value}]})]).of("Rules")
    with pytest.raises(SourceUnreadable, match=message):
        getattr(item, method)("x")
