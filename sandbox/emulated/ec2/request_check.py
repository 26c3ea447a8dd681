"""Refuse requests that EC2 refuses for any operation: wrong types, values outside an enumeration, dry runs."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_input
from sandbox.emulated.service_call import Call
from sandbox.emulated.shape_check import violations

PRECONDITION_FAILED = 412


def check_request(call: Call, model: Any) -> None:
    """Raise for a request that is not of the operation's shape, then for a dry run.

    Permissions are checked before an operation is called, so that a dry run that comes here may do what it asks for.
    """
    check_input(call, model)
    for found in violations(model.input_shape, call.request):
        if found.limit == "ENUM":
            raise AwsError("InvalidParameterValue", f"Invalid value for parameter {found.path}: it {found.what}")
    if call.request.get("DryRun"):
        raise AwsError(
            "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", status=PRECONDITION_FAILED
        )
