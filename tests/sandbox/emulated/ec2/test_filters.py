import pytest

from sandbox.emulated.ec2.filters import Fields, filtered, member
from sandbox.emulated.errors import AwsError

RESOURCES = {"vpc-1": {"Name": "legacy", "env": "a"}, "vpc-2": {"Name": "mobile"}, "tgw-1": {}}
FIELDS: Fields[str] = {"id": lambda it: [it], "kind": lambda it: [it[:3]]}


def found(*filters: tuple[str, list[str]]) -> list[str]:
    request_filters = [{"Name": name, "Values": values} for name, values in filters]
    return filtered(RESOURCES, request_filters, FIELDS, lambda it: RESOURCES[it])


def test_any_value_of_every_filter_must_match():
    assert found() == list(RESOURCES)
    assert found(("id", ["vpc-1", "tgw-1"])) == ["vpc-1", "tgw-1"]
    assert found(("id", ["vpc-1", "tgw-1"]), ("kind", ["vpc"])) == ["vpc-1"]
    assert found(("id", [])) == []


def test_both_wildcard_characters_are_supported():
    assert found(("id", ["vpc-?"])) == ["vpc-1", "vpc-2"]
    assert found(("id", ["*-1"])) == ["vpc-1", "tgw-1"]
    assert found(("id", ["vpc.1"])) == []


def test_tags_by_value_and_by_key():
    assert found(("tag:Name", ["leg*"])) == ["vpc-1"]
    assert found(("tag-key", ["Name"])) == ["vpc-1", "vpc-2"]


def test_an_unknown_filter_is_refused():
    with pytest.raises(AwsError, match="The filter 'colour' is invalid"):
        found(("colour", ["red"]))


def test_a_backslash_makes_a_wildcard_an_ordinary_character():
    assert filtered(["a*", "ab"], [{"Name": "id", "Values": [r"a\*"]}], FIELDS, lambda _it: {}) == ["a*"]


def test_a_member_is_read_through_lists_and_written_as_ec2_writes_it():
    item = {"Set": [{"Cidr": "10.0.0.0/8", "Main": True}, {"Main": False, "Count": 3}]}
    assert list(member("Set.Cidr")(item)) == ["10.0.0.0/8"]
    assert list(member("Set.Main")(item)) == ["true", "false"]
    assert list(member("Set.Count")(item)) == ["3"]
    assert list(member("Other.Cidr")(item)) == []
