from __future__ import annotations

from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_input, check_types
from sandbox.emulated.service_call import Call, ServiceCall, no_state


def a_call(request: dict[str, Any]) -> Call:
    return ServiceCall(account="111111111111", region="us-east-1", open_state=no_state, request=request)


def model(service: str, operation: str) -> Any:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service).operation_model(operation)


@pytest.mark.parametrize(
    ("service", "operation", "wrong", "missing", "codes"),
    [
        ("cloudtrail", "GetTrail", {"Name": {}}, {}, ("SerializationException", "ValidationException")),
        ("ram", "CreateResourceShare", {"name": []}, {}, ("SerializationException", "ValidationException")),
        ("iam", "UpdateUser", {"UserName": 1}, {}, ("MalformedInput", "ValidationError")),
        ("ec2", "DeleteSubnet", {"SubnetId": 1}, {}, ("InvalidParameterValue", "MissingParameter")),
        ("route53", "GetHostedZone", {"Id": 1}, {"Id": None}, ("InvalidInput", "InvalidInput")),
    ],
)
def test_each_protocol_has_its_own_errors(
    service: str, operation: str, wrong: dict[str, Any], missing: dict[str, Any], codes: tuple[str, str]
) -> None:
    for request, code in zip((wrong, missing), codes, strict=True):
        with pytest.raises(AwsError) as refused:
            check_input(a_call(request), model(service, operation))
        assert (refused.value.code, refused.value.status) == (code, 400)


def test_a_value_of_a_wrong_type_is_named_with_the_value() -> None:
    with pytest.raises(AwsError, match="STRUCTURE_VALUE can not be converted to string"):
        check_input(a_call({"Name": {"a": "b"}}), model("cloudtrail", "GetTrail"))


def test_a_missing_member_is_named() -> None:
    with pytest.raises(AwsError, match="Value null at 'Name'"):
        check_input(a_call({}), model("cloudtrail", "GetTrail"))


def test_limits_of_values_are_left_to_the_operation() -> None:
    check_input(a_call({"Name": "a" * 1000}), model("cloudtrail", "GetTrail"))


def test_a_service_may_check_only_types() -> None:
    check_types(a_call({}), model("cloudtrail", "GetTrail"))
    with pytest.raises(AwsError):
        check_types(a_call({"Name": 1}), model("cloudtrail", "GetTrail"))


def test_a_valid_request_is_accepted() -> None:
    check_input(a_call({"Name": "trail"}), model("cloudtrail", "GetTrail"))
