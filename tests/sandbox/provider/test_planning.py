"""Planned ids are deterministic and have the form of real ones."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.planning import Place, Plan, planned
from sandbox.provider.values import UNKNOWN

HOME = Place("123456789012", "us-east-1")
URN = "urn:pulumi:dev::causeway::aws:ec2/vpc:Vpc::mobile"


def plan(urn: str = URN, place: Place = HOME, **values: object) -> Plan:
    return Plan(urn, place, values)


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_an_id_is_deterministic_and_unique_to_its_resource(one: str, other: str):
    first, second = planned("vpc-{hex17}", plan(one)), planned("vpc-{hex17}", plan(other))
    assert (first == second) == (one == other)
    assert re.fullmatch(r"vpc-[0-9a-f]{17}", first)
    assert first == planned("vpc-{hex17}", plan(one))


def test_two_properties_of_one_resource_have_different_ids():
    assert planned("{hex17}", plan(), "one") != planned("{hex17}", plan(), "other")


def test_a_template_is_filled_with_account_region_and_properties():
    arn = planned("arn:{partition}:iam::{account}:role{path}{name}", plan(path="/jobs/", name="deployer"))
    assert arn == "arn:aws:iam::123456789012:role/jobs/deployer"
    assert planned("{region}.{suffix}", plan(place=Place("1", "cn-north-1"))) == "cn-north-1.amazonaws.com.cn"
    assert planned("{partition}", plan(place=Place("1", "us-gov-west-1"))) == "aws-us-gov"


def test_a_template_with_an_unknown_property_is_unknown():
    assert planned("arn:{name}", plan(name=UNKNOWN)) is UNKNOWN


def test_an_absent_property_is_empty_in_a_template():
    assert planned("a{path}b", plan()) == "ab"


def test_a_planned_uuid_has_the_form_of_a_uuid():
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", planned("{uuid}", plan()))


def test_a_rule_may_be_a_function_or_a_plain_value():
    assert planned(lambda seen: seen.name, plan()) == "mobile"
    assert planned([], plan()) == []


def test_a_rule_that_reads_an_unknown_property_is_unknown():
    assert planned(lambda seen: f"name/{seen.values['name']}", plan(name=UNKNOWN)) is UNKNOWN
    assert planned(lambda seen: seen.values.get("name") or "none", plan(name=UNKNOWN)) is UNKNOWN
    assert planned(lambda seen: seen.values.get("name") or "none", plan()) == "none"
