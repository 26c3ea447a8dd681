"""JSON bodies against botocore's input shapes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.gateway.json_types import WrongJsonType, check

SESSION = botocore.session.Session()


def shape(service: str, operation: str) -> Any:
    return SESSION.get_service_model(service).operation_model(operation).input_shape


GOOD: list[tuple[str, str, Any]] = [
    ("organizations", "DescribeAccount", {"AccountId": "111111111111"}),
    ("organizations", "DescribeAccount", {"AccountId": None, "unknown": [1]}),
    ("organizations", "ListAccounts", {"MaxResults": 5}),
    ("organizations", "ListAccounts", {"MaxResults": "5"}),
    ("organizations", "TagResource", {"ResourceId": "x", "Tags": [{"Key": "a", "Value": "b"}]}),
    ("dynamodb", "PutItem", {"TableName": "t", "Item": {"id": {"S": "1"}, "flag": {"BOOL": True}}}),
    ("logs", "PutLogEvents", {"logEvents": [{"timestamp": 1, "message": "m"}]}),
    ("lambda", "CreateFunction", {"Code": {"ZipFile": "UEsDBA=="}, "Timeout": 3, "Publish": True}),
]
BAD: list[tuple[str, str, Any, str]] = [
    ("organizations", "DescribeAccount", {"AccountId": {"a": 1}}, "Start of structure or map"),
    ("organizations", "DescribeAccount", {"AccountId": ["1"]}, "Start of list"),
    ("organizations", "DescribeAccount", {"AccountId": 111111111111}, "NUMBER_VALUE can not be converted to String"),
    ("organizations", "DescribeAccount", {"AccountId": True}, "BOOLEAN_VALUE can not be converted to String"),
    ("organizations", "DescribeAccount", [], "Start of list"),
    ("organizations", "DescribeAccount", "text", "Expected structure"),
    ("organizations", "ListAccounts", {"MaxResults": True}, "BOOLEAN_VALUE can not be converted to Number"),
    ("organizations", "TagResource", {"Tags": "ab"}, "Expected list or null"),
    ("organizations", "TagResource", {"Tags": {"a": "b"}}, "Start of structure or map"),
    ("organizations", "TagResource", {"Tags": ["a"]}, "Expected structure"),
    ("dynamodb", "PutItem", {"Item": "x"}, "Expected map"),
    ("dynamodb", "PutItem", {"Item": {"id": {"S": 1}}}, "NUMBER_VALUE"),
    ("dynamodb", "PutItem", {"Item": {"flag": {"BOOL": "true"}}}, "STRING_VALUE can not be converted to Boolean"),
]


@pytest.mark.parametrize(("service", "operation", "body"), GOOD)
def test_valid_bodies_are_accepted(service: str, operation: str, body: Any):
    check(shape(service, operation), body)


@pytest.mark.parametrize(("service", "operation", "body", "message"), BAD)
def test_a_value_of_another_type_is_named(service: str, operation: str, body: Any, message: str):
    with pytest.raises(WrongJsonType, match=message):
        check(shape(service, operation), body)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["Key", "Tags", "Item"]), inner),
)


@given(json)
def test_any_json_is_accepted_or_refused(body: Any):
    for service, operation in (("organizations", "TagResource"), ("dynamodb", "PutItem")):
        with suppress(WrongJsonType):
            check(shape(service, operation), body)
