"""Calls that AWS refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.emulated.errors import AwsError


def refusal(call: Callable[..., Any], **request: Any) -> str:
    """Assert that a call is refused; return the code of the error."""
    with pytest.raises(ClientError) as refused:
        call(**request)
    return str(refused.value.response["Error"]["Code"])


def code_of(call: Callable[..., Any], *arguments: Any, **request: Any) -> str:
    """Assert that a call without an engine is refused; return the code of the error."""
    with pytest.raises(AwsError) as refused:
        call(*arguments, **request)
    return refused.value.code
