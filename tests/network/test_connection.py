"""A connection and its two virtual interfaces."""

from __future__ import annotations

import pytest

from tests.plans import Plan, inputs, resources_of

pytestmark = pytest.mark.pulumi

CONNECTION = "aws:directconnect/connection:Connection"
INTERFACES = (
    "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface",
    "aws:directconnect/transitVirtualInterface:TransitVirtualInterface",
)


def test_an_interface_without_a_name_is_named_by_line_and_role(reference_plan: Plan) -> None:
    named = {values["name"] for token in INTERFACES for values in inputs(reference_plan, token).values()}
    assert named == {"line-east-legacy", "line-east-transit", "line-west-legacy", "line-west-transit"}


def test_a_connection_is_neither_imported_nor_retained(reference_plan: Plan) -> None:
    for state in resources_of(reference_plan, CONNECTION).values():
        assert not state.get("importID")
        assert not state.get("retainOnDelete")
