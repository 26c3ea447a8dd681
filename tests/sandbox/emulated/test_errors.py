from __future__ import annotations

import pytest

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.errors import SandboxError


@pytest.mark.parametrize(("status", "fault"), [(400, True), (404, True), (500, False), (503, False)])
def test_the_status_of_an_error_determines_the_fault(status: int, *, fault: bool) -> None:
    assert AwsError("Code", "message", status).sender_fault is fault


def test_an_operation_that_is_not_emulated_is_refused_by_name() -> None:
    error = NotEmulatedError("test-service", "CreateThing", "it has no backend")
    assert (error.code, error.status, error.sender_fault) == ("InternalFailure", 501, False)
    assert "does not emulate CreateThing of test-service (it has no backend)" in error.message


def test_errors_of_aws_are_in_the_error_tree() -> None:
    assert issubclass(AwsError, SandboxError)
