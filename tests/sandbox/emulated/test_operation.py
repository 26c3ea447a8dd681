from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import MARK, inner, operation, set_inner


def calling(service: str, name: str) -> Any:
    return SimpleNamespace(service=SimpleNamespace(service_name=service), operation=SimpleNamespace(name=name))


def test_a_marked_function_is_still_itself_and_names_its_operations() -> None:
    @operation("TagResource", "UntagResource")
    def tag(_context: Any, request: dict[str, Any]) -> dict[str, Any]:
        return request

    assert getattr(tag, MARK) == ("TagResource", "UntagResource")
    assert tag(None, {"a": 1}) == {"a": 1}


def test_inner_asks_what_answered_before() -> None:
    set_inner("test-service", "ListThings", lambda _context, request: {"Things": [request["Name"]]})

    assert inner(calling("test-service", "ListThings"), {"Name": "one"}) == {"Things": ["one"]}


def test_an_inner_that_answers_nothing_gives_an_empty_response() -> None:
    set_inner("test-service", "DeleteThing", lambda _context, _request: None)

    assert inner(calling("test-service", "DeleteThing"), {}) == {}


def test_where_nothing_answers_the_refusal_names_service_and_operation() -> None:
    with pytest.raises(NotEmulatedError, match="does not emulate MakeTea of test-service") as refused:
        inner(calling("test-service", "MakeTea"), {})

    assert (refused.value.code, refused.value.status) == ("InternalFailure", 501)
    assert not refused.value.sender_fault


@pytest.mark.parametrize(("status", "fault"), [(400, True), (404, True), (500, False), (503, False)])
def test_whose_fault_an_error_is_follows_from_its_status(status: int, *, fault: bool) -> None:
    assert AwsError("Code", "sentence", status).sender_fault is fault
