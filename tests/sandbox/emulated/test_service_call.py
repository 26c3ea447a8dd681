from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.service_call import Paging, ServiceCall, engine_clock, no_state, random_digits


def a_call(**values: Any) -> ServiceCall[Any]:
    return ServiceCall(**{"account": "111111111111", "region": "us-east-1", "open_state": no_state, **values})


class Recorder:
    """A state that records when it is opened and closed."""

    def __init__(self) -> None:
        self.events: list[str] = []

    @contextmanager
    def open(self, call: ServiceCall[Any]) -> Iterator[list[str]]:
        self.events.append(f"open for {call.account}")
        yield self.events
        self.events.append("close")


def test_the_state_is_opened_at_the_first_access_and_closed_with_the_call() -> None:
    recorder = Recorder()
    with a_call(open_state=recorder.open) as call:
        assert recorder.events == []
        call.state.append("used")
        call.state.append("used again")
    assert recorder.events == ["open for 111111111111", "used", "used again", "close"]


def test_a_state_that_is_not_used_is_never_opened() -> None:
    recorder = Recorder()
    with a_call(open_state=recorder.open):
        pass
    assert recorder.events == []


def test_an_error_of_the_operation_reaches_the_state() -> None:
    recorder = Recorder()

    def operation() -> None:
        with a_call(open_state=recorder.open) as call:
            call.state.append("used")
            raise AwsError("Code", "message")

    with pytest.raises(AwsError):
        operation()
    assert recorder.events == ["open for 111111111111", "used"]


def test_a_call_has_one_time() -> None:
    moments = iter([datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)])
    call = a_call(clock=lambda: next(moments))
    assert call.now == call.now == datetime(2026, 1, 1, tzinfo=UTC)
    assert call.timestamp == call.now.timestamp()


def test_the_engines_clock_is_utc_in_milliseconds() -> None:
    moment = engine_clock()
    assert moment.utcoffset() == timedelta()
    assert moment.microsecond % 1000 == 0


@pytest.mark.parametrize("count", [1, 8, 17])
def test_a_token_has_the_requested_number_of_digits(count: int) -> None:
    digits = random_digits(count)
    assert len(digits) == count
    assert int(digits, 16) >= 0


def test_a_uuid_is_made_from_the_calls_token() -> None:
    assert a_call(token=lambda count: "f" * count).uuid() == "ffffffff-ffff-ffff-ffff-ffffffffffff"


def test_inner_calls_the_implementation_below() -> None:
    call = a_call(request={"Name": "one"}, base=lambda request: {"Things": [request["Name"]]})
    assert call.inner() == {"Things": ["one"]}
    assert call.inner({"Name": "two"}) == {"Things": ["two"]}


def test_an_inner_that_returns_nothing_gives_an_empty_response() -> None:
    assert a_call(base=lambda _request: None).inner() == {}


def test_without_an_implementation_below_the_operation_is_refused_by_name() -> None:
    with pytest.raises(NotEmulatedError, match="does not emulate CreateThing of test-service"):
        a_call(service="test-service", operation="CreateThing").inner()


def pages(items: list[int], **request: Any) -> dict[str, Any]:
    return a_call(request=request).page("Items", items)


def test_a_list_has_pages_of_the_requested_size() -> None:
    first = pages([1, 2, 3], MaxResults=2)
    assert first["Items"] == [1, 2]
    assert pages([1, 2, 3], MaxResults=2, NextToken=first["NextToken"]) == {"Items": [3]}


def test_a_page_without_a_requested_size_has_the_default_size() -> None:
    assert len(pages(list(range(101)))["Items"]) == 100


def test_a_size_that_is_no_number_is_refused() -> None:
    assert pages([1, 2], MaxResults="1")["Items"] == [1]
    with pytest.raises(AwsError, match="MaxResults 'many' is not a number"):
        pages([1], MaxResults="many")


def test_a_token_of_another_origin_is_refused_with_the_services_error() -> None:
    with pytest.raises(AwsError) as refused:
        pages([1], NextToken="forged")
    assert refused.value.code == "InvalidNextTokenException"


def test_an_operation_may_have_its_own_paging() -> None:
    def too_large(size: int) -> None:
        if size > 2:
            raise AwsError("TooLarge", f"{size} is more than 2.")

    own = Paging(
        bad_token=lambda token: AwsError("BadToken", token), size=1, check_size=too_large,
        token_member="next", size_member="most",
    )  # fmt: skip
    call = a_call(request={"most": 1})
    assert set(call.page("Items", [1, 2], str, paging=own)) == {"Items", "next"}
    assert call.page("Items", [1], str, paging=own) == {"Items": ["1"]}
    with pytest.raises(AwsError, match="3 is more than 2"):
        a_call(request={"most": 3}).page("Items", [1], paging=own)
    with pytest.raises(AwsError, match="BadToken: forged"):
        a_call(request={"next": "forged"}).page("Items", [1], paging=own)
