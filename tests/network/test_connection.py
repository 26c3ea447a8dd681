"""One line: a connection and its two virtual interfaces."""

from __future__ import annotations

import pytest

from tests.plans import Plan, inputs, of

pytestmark = pytest.mark.pulumi

CONNECTION = "aws:directconnect/connection:Connection"
INTERFACES = (
    "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface",
    "aws:directconnect/transitVirtualInterface:TransitVirtualInterface",
)


def test_an_interface_is_named_by_its_line_and_role_where_the_file_has_no_name(whole: Plan) -> None:
    named = {said["name"] for token in INTERFACES for said in inputs(whole, token).values()}
    assert named == {"line-east-legacy", "line-east-transit", "line-west-legacy", "line-west-transit"}


def test_a_line_of_the_estate_is_ordered_and_not_kept(whole: Plan) -> None:
    for state in of(whole, CONNECTION).values():
        assert not state.get("importID")
        assert not state.get("retainOnDelete")
