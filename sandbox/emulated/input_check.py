"""Refuse requests whose values are not of the types that AWS's own model gives, as each protocol does.

Sources: the "Common Errors" pages of the services' API references; EC2's and Route 53's own lists of error codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call
from sandbox.emulated.shape_check import Violation, violations


def check_input(call: Call, model: Any) -> None:
    """Raise at the first value of a wrong type, else at the first required member that is missing.

    Values of the right type outside AWS's limits are left to the operation: each service has its own messages for them.
    `model` is botocore's model of the operation.
    """
    check_types(call, model)
    _check(call, model, "INPUT_REQUIRED")


def check_types(call: Call, model: Any) -> None:
    """Raise at the first value of a wrong type."""
    _check(call, model, "TYPE")


def _check(call: Call, model: Any, limit: str) -> None:
    for found in violations(model.input_shape, call.request):
        if found.limit == limit:
            raise refusal(model.service_model, found)


def refusal(service: Any, found: Violation) -> AwsError:
    """Make the error by which the service's protocol refuses the value."""
    return _REFUSALS[service.metadata["protocol"]](found)


def unreadable(service: Any, detail: str) -> AwsError:
    """Make the error by which the service's protocol refuses a request that the base of the service cannot read."""
    code = _UNREADABLE[service.metadata["protocol"]]
    return AwsError(code, f"The request has a value that is not valid: {detail}")


def _serialization(found: Violation) -> AwsError:
    if found.limit == "TYPE":
        return AwsError("SerializationException", found.what)
    return AwsError("ValidationException", _null(found))


def _null(found: Violation) -> str:
    return (
        f"1 validation error detected: Value null at '{found.path}' failed to satisfy constraint: "
        "Member must not be null"
    )


def _query(found: Violation) -> AwsError:
    if found.limit == "TYPE":
        return AwsError("MalformedInput", found.what)
    return AwsError("ValidationError", _null(found))


def _ec2(found: Violation) -> AwsError:
    if found.limit == "TYPE":
        return AwsError("InvalidParameterValue", f"Invalid value for {found.path}: {found.what}")
    return AwsError("MissingParameter", f"The request must contain the parameter {found.path}")


def _rest_xml(found: Violation) -> AwsError:
    return AwsError("InvalidInput", f"Invalid input: {found}.")


_UNREADABLE: Mapping[str, str] = {
    "json": "ValidationException",
    "rest-json": "ValidationException",
    "smithy-rpc-v2-cbor": "ValidationException",
    "query": "ValidationError",
    "ec2": "InvalidParameterValue",
    "rest-xml": "InvalidInput",
}
"""botocore's name of the protocol -> the code of a value that is not valid."""

_REFUSALS: Mapping[str, Callable[[Violation], AwsError]] = {
    "json": _serialization,
    "rest-json": _serialization,
    "smithy-rpc-v2-cbor": _serialization,
    "query": _query,
    "ec2": _ec2,
    "rest-xml": _rest_xml,
}
"""By botocore's name of the protocol."""
