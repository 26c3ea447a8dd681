from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.state import RamState


def a_call(state: RamState, operation: str = "CreateResourceShare", **request: Any) -> RamCall:
    return RamCall(
        account="111111111111",
        region="us-east-1",
        operation=operation,
        request=request,
        open_state=lambda _call: nullcontext(state),
        token=lambda count: "0" * count,
    )


def test_an_arn_has_the_callers_account_and_region() -> None:
    arn = a_call(RamState()).new_arn("resource-share")
    assert arn == "arn:aws:ram:us-east-1:111111111111:resource-share/00000000-0000-0000-0000-000000000000"


def test_a_response_repeats_the_client_token() -> None:
    assert a_call(RamState(), clientToken="a").echo() == {"clientToken": "a"}
    assert a_call(RamState()).echo() == {}


def test_a_client_token_gives_the_same_arn_again() -> None:
    state, made = RamState(), iter(["arn:1", "arn:2", "arn:3"])
    assert a_call(state, name="a", clientToken="t").idempotent(lambda: next(made)) == "arn:1"
    assert a_call(state, name="a", clientToken="t").idempotent(lambda: next(made)) == "arn:1"
    assert a_call(state, name="a").idempotent(lambda: next(made)) == "arn:2"
    assert a_call(state, "CreatePermission", name="a", clientToken="t").idempotent(lambda: next(made)) == "arn:3"


def test_a_client_token_with_other_parameters_is_refused() -> None:
    state = RamState()
    a_call(state, name="a", clientToken="t").idempotent(lambda: "arn:1")
    with pytest.raises(AwsError) as refused:
        a_call(state, name="b", clientToken="t").idempotent(lambda: "arn:2")
    assert refused.value.code == "IdempotentParameterMismatchException"


def test_a_forged_token_is_refused_by_name() -> None:
    with pytest.raises(AwsError, match="InvalidNextTokenException: The nextToken forged is not valid"):
        a_call(RamState(), nextToken="forged").page("resourceShares", [])
