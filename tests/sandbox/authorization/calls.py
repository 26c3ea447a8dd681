"""Calls of operations, as the mapping gets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.authorization.call import Find, OperationCall, nothing_exists

ACCOUNT = "111122223333"


def call(
    operation: str = "CreateThing",
    parameters: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    find: Find = nothing_exists,
) -> OperationCall:
    return OperationCall(
        service="things",
        prefix="things",
        operation=operation,
        parameters=parameters or {},
        account=ACCOUNT,
        region="eu-west-1",
        headers=headers or {},
        find=find,
    )
