"""Validation of inputs against the model of AWS."""

from typing import Any

import pytest
from botocore.model import ServiceModel

from sandbox.emulated.shape_check import violations

MODEL = ServiceModel(
    {
        "metadata": {"serviceId": "test", "protocol": "json"},
        "operations": {},
        "shapes": {
            "Request": {
                "type": "structure",
                "required": ["Name"],
                "members": {
                    "Name": {"shape": "Name"},
                    "Kind": {"shape": "Kind"},
                    "Count": {"shape": "Count"},
                    "Names": {"shape": "Names"},
                    "Map": {"shape": "Map"},
                },
            },
            "Name": {"type": "string", "min": 2, "max": 4, "pattern": r"^([\p{L}\p{N}\p{Z}]*)$"},
            "Kind": {"type": "string", "enum": ["A", "B"]},
            "Count": {"type": "integer", "min": 1, "max": 9},
            "Names": {"type": "list", "member": {"shape": "Name"}, "max": 2},
            "Map": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Count"}},
        },
    }
)


@pytest.mark.parametrize(
    "good",
    [
        {"Name": "é 1"},
        {"Name": "ab", "Kind": "A", "Count": 9, "Names": ["ab", "cd"], "Map": {"ab": 1}},
        {"Name": "ab", "Kind": None},
    ],
)
def test_a_valid_input_has_no_violations(good: dict[str, Any]):
    assert list(violations(MODEL.shape_for("Request"), good)) == []


@pytest.mark.parametrize(
    ("bad", "limit", "path"),
    [
        ({}, "INPUT_REQUIRED", "Name"),
        ([], "TYPE", ""),
        ({"Name": {"a": "b"}}, "TYPE", "Name"),
        ({"Name": "ab", "Count": "5"}, "TYPE", "Count"),
        ({"Name": "ab", "Count": True}, "TYPE", "Count"),
        ({"Name": "ab", "Names": "ab"}, "TYPE", "Names"),
        ({"Name": "ab", "Names": ["ab", None]}, "TYPE", "Names[1]"),
        ({"Name": "ab", "Map": ["ab"]}, "TYPE", "Map"),
        ({"Name": "a"}, "MIN_LENGTH", "Name"),
        ({"Name": "abcde"}, "MAX_LENGTH", "Name"),
        ({"Name": "a!"}, "PATTERN", "Name"),
        ({"Name": "ab", "Kind": "C"}, "ENUM", "Kind"),
        ({"Name": "ab", "Count": 0}, "MIN_VALUE", "Count"),
        ({"Name": "ab", "Count": 10}, "MAX_VALUE", "Count"),
        ({"Name": "ab", "Names": ["ab", "!!"]}, "PATTERN", "Names[1]"),
        ({"Name": "ab", "Names": ["ab", "ab", "ab"]}, "MAX_LENGTH", "Names"),
        ({"Name": "ab", "Map": {"ab": 10}}, "MAX_VALUE", "Map.ab"),
    ],
)
def test_a_violation_is_named_with_its_path(bad: Any, limit: str, path: str):
    found = next(violations(MODEL.shape_for("Request"), bad))
    assert (found.limit, found.path) == (limit, path)
    assert str(found).startswith(path)
